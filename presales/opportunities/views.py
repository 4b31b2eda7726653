"""`Suivi opportunités`: the list, a file, and its form."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.audit.history import history_of
from portal.core.plugs.panels import panels_for
from portal.records.views import edit_page
from portal.ui.listing.trail import way_back
from presales.opportunities import actions, queries
from presales.opportunities.forms import OpportunityForm
from presales.opportunities.linking import may_link
from presales.opportunities.listing import OPPORTUNITIES
from presales.opportunities.models import Opportunity, may_add
from presales.opportunities.scope import opportunity_for

SHOWN_DOUBLES = 5


@requires(Permission.OPPORTUNITIES)
@require_safe
def detail(request, pk):
    opportunity = opportunity_for(request.user, pk)
    client = opportunity.client
    seen = client and type(client).objects.visible_to(request.user).filter(pk=client.pk).exists()
    return render(
        request,
        "presales/opportunities/detail.html",
        {
            "opportunity": opportunity,
            "client": client if seen and request.user.has_right(Permission.CLIENTS_VIEW) else None,
            "may_link": may_link(request.user, opportunity),
            "may_change": opportunity.may_be_changed_by(request.user),
            "panels": panels_for(request, opportunity),
            "timeline": history_of(opportunity),
            "list_url": way_back(OPPORTUNITIES, request.GET),
        },
    )


@requires(Permission.OPPORTUNITIES)
@require_http_methods(["GET", "POST"])
def new(request):
    if not may_add(request.user):
        raise PermissionDenied
    form = OpportunityForm.of(request)

    def create():
        return actions.create(values=form.values(), key=form.creation_key, by=request.user)

    return _form_page(request, form, create, done=_("L’opportunité est créée."))


@requires(Permission.OPPORTUNITIES)
@require_http_methods(["GET", "POST"])
def edit(request, pk):
    opportunity = opportunity_for(request.user, pk)
    if not opportunity.may_be_changed_by(request.user):
        raise PermissionDenied
    form = OpportunityForm.of(request, instance=opportunity)

    def change():
        return actions.change(opportunity=opportunity, values=form.values(), version=form.seen_version, by=request.user)

    return _form_page(request, form, change, opportunity, done=_("L’opportunité est enregistrée."))


def _form_page(request, form, action, opportunity=None, *, done):
    """The form; similar opportunities that the person has not been shown yet are shown before anything is saved."""
    context = {"opportunity": opportunity, "doubles": ()}

    def save():
        context["doubles"] = _unseen(request, form, opportunity)
        return None if context["doubles"] else action()

    return edit_page(request, form, save=save, template="presales/opportunities/form.html", context=context, done=done)


def _unseen(request, form, opportunity) -> list[Opportunity]:
    """Similar ones that the person has not been shown yet; saving goes on once they say it is another affair.

    An opportunity that keeps its SIREN and its product was looked at when it got them: nobody is asked twice.
    """
    if "malgre" in request.POST or (opportunity and not form.names_another_affair):
        return []
    found = queries.doubles_of(
        request.user, siren=form.cleaned_data["siren"], product=form.cleaned_data["product"], besides=opportunity
    )
    return list(found[:SHOWN_DOUBLES])
