"""`Demander une intervention avant-vente`: choice of an opportunity, then one form, sent or kept as a draft (D3–D6)."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.core.plugs.search import LONGEST_SEARCH
from portal.core.values.keys import parse_key
from portal.records.views import edit_page
from presales.opportunities.queries import opportunities_of
from presales.requests.actions import drafting
from presales.requests.enums import Status
from presales.requests.forms import RequestForm
from presales.requests.views.scope import request_for, request_to

SHOWN = 12
FORM = "presales/requests/form.html"
KEEPS = "brouillon"  # the name of the button that sends nothing yet


@requires(Permission.OPPORTUNITIES)
@require_http_methods(["GET", "POST"])
def new(request):
    """Choose an opportunity, `Valider la sélection`, then the form; an opportunity's page links to the form."""
    if not (request.user.has_right(Permission.PRESALES_ASK) and request.user.organisation_id):
        raise PermissionDenied
    opportunity = _picked(request)
    if opportunity is None:
        return _picker(request)
    form = RequestForm.of(request)
    act = drafting.create if KEEPS in request.POST else drafting.create_and_submit

    def create():
        return form.create(act, by=request.user, opportunity=opportunity)

    return edit_page(request, form, save=create, template=FORM, context=_context(opportunity), done=_done(request))


def _done(request) -> str:
    """Return what is said once the form was sent by either of its buttons."""
    if KEEPS in request.POST:
        return _("Le brouillon est enregistré : il vous reste à envoyer la demande.")
    return _("La demande est envoyée : l’équipe avant-vente répond sous %(days)s jours ouvrés.") % {
        "days": settings.PRESALES_DAYS
    }


def _context(opportunity, draft=None) -> dict:
    return {"opportunity": opportunity, "draft": draft, "days": settings.PRESALES_DAYS}


def _picked(request):
    """Return the opportunity of the query string among the reader's; None for any other."""
    return opportunities_of(request.user).filter(pk=parse_key(request.GET.get("opportunite", ""))).first()


def _picker(request):
    words = request.GET.get("q", "")[:LONGEST_SEARCH].replace("\x00", "").strip()
    found = opportunities_of(request.user).order_by("-changed_at", "-pk")
    rows = list((found.matching(words) if words else found)[: SHOWN + 1])
    context = {
        "q": words,
        "opportunities": rows[:SHOWN],
        "has_more": len(rows) > SHOWN,
        "nothing_chosen": "opportunite" in request.GET,
    }
    status = 422 if context["nothing_chosen"] else 200
    return render(request, "presales/requests/pick.html", context, status=status)


@requires(Permission.OPPORTUNITIES)
@require_http_methods(["GET", "POST"])
def edit(request, pk):
    draft = request_for(request.user, pk)
    if not request.user.has_right(Permission.PRESALES_ASK):
        raise PermissionDenied
    if draft.status != Status.DRAFT:
        return redirect(draft)
    form = RequestForm.of(request, instance=draft)

    act = drafting.change if KEEPS in request.POST else drafting.change_and_submit

    def change():
        return form.change(act, by=request.user, request=draft)

    return edit_page(
        request, form, save=change, template=FORM, context=_context(draft.opportunity, draft), done=_done(request)
    )


@requires(Permission.OPPORTUNITIES)
@require_POST
def submission(request, pk):
    """`Envoyer la demande` (D6), from the page of a draft."""
    draft = request_to("submit", request.user, pk)
    drafting.submit(request=draft, by=request.user)
    messages.success(request, _done(request))
    return redirect(draft)
