"""The pages of an agreement: its terms, its form, the version that follows it."""

from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.audit.history import history_of
from portal.earnings.agreements import actions, queries
from portal.earnings.agreements.enums import Kind
from portal.earnings.agreements.forms import AgreementForm, SuccessionForm, TermsForm
from portal.earnings.agreements.listing import AGREEMENTS
from portal.earnings.agreements.models import Agreement
from portal.records.actions import Stale
from portal.records.views import edit_page
from portal.ui.listing.trail import way_back
from portal.ui.steps import Place, Step, form_page, step_page

SUCCESSION = Step(
    title=_("Nouvelle version de l’accord"),
    text=_("Vous pourrez modifier la copie. L’accord actuel s’arrête la veille. Ses gains sont conservés."),
    button=_("Créer la nouvelle version"),
    icon="copy",
    done=_("La nouvelle version est créée : ajustez ses barèmes."),
)


def _agreement_for(user, pk: int) -> Agreement:
    return get_object_or_404(queries.agreements_of(user).prefetch_related("rules"), pk=pk)


@requires(Permission.EARNINGS)
@require_safe
def detail(request, pk):
    agreement = _agreement_for(request.user, pk)
    may_manage = request.user.has_right(Permission.EARNINGS_MANAGE)
    context = {
        "agreement": agreement,
        "rules": [(kind, agreement.terms.get(kind)) for kind in Kind],
        "is_used": actions.is_used(agreement),
        "may_manage": may_manage,
        "timeline": history_of(agreement) if may_manage else [],
        "list_url": way_back(AGREEMENTS, request.GET),
    }
    return render(request, "earnings/agreements/detail.html", context)


@requires(Permission.EARNINGS_MANAGE)
@require_http_methods(["GET", "POST"])
def new(request):
    form = AgreementForm.of(request)

    def create():
        return form.create(actions.create, by=request.user)

    done = _("L’accord est créé : ajoutez ses barèmes.")
    return edit_page(request, form, save=create, template="earnings/agreements/form.html", done=done)


@requires(Permission.EARNINGS_MANAGE)
@require_http_methods(["GET", "POST"])
def edit(request, pk):
    agreement = _agreement_for(request.user, pk)
    form = AgreementForm.of(request, instance=agreement)

    def change():
        return form.change(actions.change, by=request.user, agreement=agreement)

    context = {"agreement": agreement, "is_used": actions.is_used(agreement)}
    done = _("L’accord est enregistré.")
    return edit_page(request, form, save=change, template="earnings/agreements/form.html", context=context, done=done)


@requires(Permission.EARNINGS_MANAGE)
@require_http_methods(["GET", "POST"])
def terms(request, pk, kind):
    """The terms of one kind of sale."""
    agreement = _agreement_for(request.user, pk)
    if kind not in Kind.values:
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = TermsForm(data, agreement=agreement, terms=agreement.terms.get(kind))
    context = {"agreement": agreement, "kind": Kind(kind), "is_used": actions.is_used(agreement)}
    if form.is_bound and form.is_valid():
        values = {"terms": form.terms, "version": form.cleaned_data["version"], "by": request.user}
        try:
            actions.set_terms(agreement=agreement, kind=kind, **values)
        except Stale as stale:
            form.add_error(None, stale.sentence)
        else:
            messages.success(request, _("Le barème est enregistré."))
            return redirect(agreement)
    return form_page(request, form, "earnings/agreements/terms.html", context)


@requires(Permission.EARNINGS_MANAGE)
@require_http_methods(["GET", "POST"])
def succession(request, pk):
    agreement = _agreement_for(request.user, pk)
    form = SuccessionForm(request.POST if request.method == "POST" else None)
    act = partial(actions.succeed, agreement=agreement, by=request.user)
    place = Place(agreement, _("Accord"), subtitle=agreement.name, shows_status=False)
    return step_page(request, SUCCESSION, place, act, form=form, go=lambda made: made)
