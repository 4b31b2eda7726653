"""`Demander une intervention avant-vente`: choice of an opportunity, then one form (D3–D6)."""

from functools import partial

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.core.plugs.search import LONGEST_SEARCH
from portal.core.values.keys import parse_key
from portal.records.views import edit_page
from portal.ui.steps import Step, step_page
from presales.opportunities.queries import opportunities_of
from presales.requests.actions import drafting
from presales.requests.enums import Status
from presales.requests.forms import RequestForm
from presales.requests.views.scope import place_of, request_for, request_to

SHOWN = 12
FORM = "presales/requests/form.html"
SUBMISSION = Step(
    title=gettext_lazy("Soumettre la demande"),
    text=gettext_lazy(
        "La demande part à l’équipe avant-vente, qui vous répond sous %(days)s jours ouvrés. "
        "Vous ne pourrez plus la modifier."
    ),
    button=gettext_lazy("Confirmer l’envoi"),
    icon="send",
    done=gettext_lazy("La demande est soumise : l’équipe avant-vente est prévenue."),
)


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

    def create():
        return form.create(drafting.create, by=request.user, opportunity=opportunity)

    done = _("La demande est créée en brouillon : relisez-la, puis soumettez-la.")
    return edit_page(request, form, save=create, template=FORM, context=_context(opportunity), done=done)


def _context(opportunity, draft=None) -> dict:
    return {"opportunity": opportunity, "draft": draft}


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

    def change():
        return form.change(drafting.change, by=request.user, request=draft)

    context = _context(draft.opportunity, draft)
    return edit_page(request, form, save=change, template=FORM, context=context, done=_("La demande est enregistrée."))


@requires(Permission.OPPORTUNITIES)
@require_http_methods(["GET", "POST"])
def submission(request, pk):
    """`Soumettre`, and confirm (D6)."""
    draft = request_to("submit", request.user, pk)
    act = partial(drafting.submit, request=draft, by=request.user)
    return step_page(request, SUBMISSION, place_of(draft), act, values={"days": settings.PRESALES_DAYS})
