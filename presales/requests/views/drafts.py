"""`Demander une intervention avant-vente`: from an opportunity or from the list, to one form (D3–D6)."""

from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.core.plugs.search import LONGEST_SEARCH
from presales.opportunities.enums import ASKERS
from presales.opportunities.queries import opportunities_of
from presales.requests.actions import drafting
from presales.requests.enums import Status
from presales.requests.forms import RequestForm
from presales.requests.views.scope import request_for, request_to

SHOWN = 12


@requires(Permission.OPPORTUNITIES)
@require_http_methods(["GET", "POST"])
def new(request):
    """Pick an opportunity, `Valider la sélection`, then the form; a link of the opportunity leads to the form."""
    if request.user.role not in ASKERS or not request.user.organisation_id:
        raise PermissionDenied
    opportunity = _picked(request)
    if opportunity is None:
        return _picker(request)
    form = RequestForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["key"] or uuid4()
        made = drafting.create(opportunity=opportunity, values=form.values(), key=key, by=request.user)
        messages.success(request, _("La demande est créée en brouillon : relisez-la, puis soumettez-la."))
        return redirect(made)
    return _form_page(request, form, opportunity)


def _picked(request):
    """The opportunity the address names, among those of the reader; None for any other."""
    key = request.GET.get("opportunite", "")
    if not (key.isascii() and key.isdigit() and len(key) < 16):
        return None
    return opportunities_of(request.user).filter(pk=int(key)).first()


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


def _form_page(request, form, opportunity, draft=None):
    context = {"form": form, "opportunity": opportunity, "draft": draft}
    return render(request, "presales/requests/form.html", context, status=422 if form.is_bound else 200)


@requires(Permission.OPPORTUNITIES)
@require_http_methods(["GET", "POST"])
def edit(request, pk):
    draft = request_for(request.user, pk)
    if request.user.role not in ASKERS:
        raise PermissionDenied
    if draft.status != Status.DRAFT:
        return redirect(draft)
    form = RequestForm(request.POST if request.method == "POST" else None, instance=request_for(request.user, pk))
    if request.method == "POST" and form.is_valid():
        try:
            drafting.change(
                request=draft, values=form.values(), version=form.cleaned_data["version"] or 0, by=request.user
            )
        except drafting.StaleRequest:
            messages.warning(
                request,
                _(
                    "La demande a changé entre-temps. "
                    "Voici ce que vous aviez saisi : relisez-la, puis enregistrez pour la remplacer."
                ),
            )
            form = _as_typed(request, pk)
        else:
            messages.success(request, _("La demande est enregistrée."))
            return redirect(draft)
    return _form_page(request, form, draft.opportunity, draft)


def _as_typed(request, pk) -> RequestForm:
    """What was typed on a page that is out of date, to be saved over what it is now: seen first, and not lost."""
    typed = request.POST.copy()
    typed["version"] = request_for(request.user, pk).version
    return RequestForm(typed, instance=request_for(request.user, pk))


@requires(Permission.OPPORTUNITIES)
@require_http_methods(["GET", "POST"])
def submission(request, pk):
    """`Soumettre`, and confirm (D6)."""
    draft = request_to("submit", request.user, pk)
    if request.method == "POST":
        drafting.submit(request=draft, by=request.user)
        messages.success(request, _("La demande est soumise : l’équipe avant-vente est prévenue."))
        return redirect(draft)
    return render(request, "presales/requests/submission.html", {"item": draft, "days": settings.PRESALES_DAYS})
