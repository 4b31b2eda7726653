"""Pages of an opportunity: file, form, client."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from crm.clients.picking import ClientPicker
from crm.clients.queries import file_open_to
from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.audit.history import history_of
from portal.core.plugs.panels import panels_for
from portal.records.views import edit_page
from portal.ui.listing.trail import way_back
from presales.opportunities import actions, queries
from presales.opportunities.forms import OpportunityForm
from presales.opportunities.listing import OPPORTUNITIES
from presales.opportunities.models import Opportunity, may_add

SHOWN_DOUBLES = 5


def _opportunity_for(user, pk: int) -> Opportunity:
    return get_object_or_404(queries.whole_opportunities_of(user), pk=pk)


def _may_link(user, opportunity: Opportunity) -> bool:
    return opportunity.may_be_changed_by(user) and user.has_right(Permission.CLIENTS_VIEW)


@requires(Permission.OPPORTUNITIES)
@require_safe
def detail(request, pk):
    opportunity = _opportunity_for(request.user, pk)
    context = {
        "opportunity": opportunity,
        "client": file_open_to(request.user, opportunity.client_id),
        "may_link": _may_link(request.user, opportunity),
        "may_change": opportunity.may_be_changed_by(request.user),
        "panels": panels_for(request, opportunity),
        "timeline": history_of(opportunity),
        "list_url": way_back(OPPORTUNITIES, request.GET),
    }
    return render(request, "presales/opportunities/detail.html", context)


@requires(Permission.OPPORTUNITIES)
@require_http_methods(["GET", "POST"])
def new(request):
    if not may_add(request.user):
        raise PermissionDenied
    form = OpportunityForm.of(request)
    create = partial(form.create, actions.create, by=request.user)
    return _form_page(request, form, create, done=_("L’opportunité est créée."))


@requires(Permission.OPPORTUNITIES)
@require_http_methods(["GET", "POST"])
def edit(request, pk):
    opportunity = _opportunity_for(request.user, pk)
    if not opportunity.may_be_changed_by(request.user):
        raise PermissionDenied
    form = OpportunityForm.of(request, instance=opportunity)
    change = partial(form.change, actions.change, by=request.user, opportunity=opportunity)
    return _form_page(request, form, change, opportunity, done=_("L’opportunité est enregistrée."))


def _form_page(request, form, action, opportunity=None, *, done):
    """Show the form, and before saving, similar opportunities not shown yet."""
    context = {"opportunity": opportunity, "doubles": ()}

    def save():
        context["doubles"] = _unseen(request, form, opportunity)
        return None if context["doubles"] else action()

    return edit_page(request, form, save=save, template="presales/opportunities/form.html", context=context, done=done)


def _unseen(request, form, opportunity) -> list[Opportunity]:
    """Return similar ones not shown yet; none when SIREN and product stay the same."""
    if "malgre" in request.POST or (opportunity and not form.names_another_affair):
        return []
    siren, product = form.cleaned_data["siren"], form.cleaned_data["product"]
    return list(queries.doubles_of(request.user, siren=siren, product=product, besides=opportunity)[:SHOWN_DOUBLES])


@requires(Permission.OPPORTUNITIES)
@require_http_methods(["GET", "POST"])
def client(request, pk):
    """Search, choose one of the results, `Rattacher`; or `Détacher`."""
    opportunity = _opportunity_for(request.user, pk)
    if not _may_link(request.user, opportunity):
        raise PermissionDenied
    picker = ClientPicker(request, words=opportunity.company_name)
    link = partial(actions.link_client, opportunity=opportunity, by=request.user)
    if "detacher" in request.POST:
        link(client=None)
        messages.success(request, _("L’opportunité n’est plus rattachée à un client."))
        return redirect(opportunity)
    if picker.chosen:
        link(client=picker.chosen)
        messages.success(request, _("L’opportunité est rattachée à %(name)s.") % {"name": picker.chosen.display_name})
        return redirect(opportunity)
    context = {"opportunity": opportunity, "picker": picker}
    return render(request, "presales/opportunities/client.html", context, status=picker.status)
