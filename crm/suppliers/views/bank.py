"""Bank details: changed by the supplier, confirmed by another person of the back-office after a delay."""

from functools import partial

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from crm.suppliers import actions, queries
from crm.suppliers.forms import BankForm, ReasonForm
from crm.suppliers.models import BankAccount
from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.audit.history import history_of
from portal.audit.transitions import Refused
from portal.ui.steps import Place, Step, form_page, step_page

CONFIRMATION = Step(
    title=gettext_lazy("Confirmer l’IBAN"),
    text=gettext_lazy("Appelez le fournisseur à un numéro que vous connaissez déjà avant de confirmer."),
    button=gettext_lazy("Confirmer"),
    icon="check",
    done=gettext_lazy("Le nouvel IBAN est en vigueur, le fournisseur est prévenu."),
)
REFUSAL = Step(
    title=gettext_lazy("Refuser l’IBAN"),
    button=gettext_lazy("Refuser"),
    icon="ban",
    done=gettext_lazy("Le changement est refusé, le fournisseur est prévenu."),
    danger=True,
)


@requires(Permission.FACTORING_SUPPLY)
@require_http_methods(["GET", "POST"])
def own(request):
    """The supplier's own bank details, and a change of them."""
    supplier = queries.supplier_of(request.user)
    if supplier is None:
        raise Http404
    form = BankForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            actions.change_bank(supplier=supplier, iban=form.cleaned_data["iban"], by=request.user)
        except Refused as refused:
            form.add_error("iban", refused.sentence)
        else:
            form = BankForm()
    waiting = queries.bank_waiting(supplier)
    context = {"in_force": queries.bank_in_force(supplier), "waiting": waiting, "supplier": supplier}
    return form_page(request, form, "crm/suppliers/bank.html", context)


def _change(request, pk: int) -> BankAccount:
    rows = BankAccount.objects.visible_to(request.user).select_related("supplier__account", "asked_by", "decided_by")
    return get_object_or_404(rows, pk=pk)


@requires(Permission.FACTORING_DECIDE)
@require_safe
def index(request):
    return render(request, "crm/suppliers/changes.html", {"changes": list(queries.changes_waiting(request.user))})


@requires(Permission.FACTORING_DECIDE)
@require_safe
def change(request, pk):
    row = _change(request, pk)
    context = {
        "change": row,
        "old": queries.bank_in_force(row.supplier),
        "is_own": row.asked_by_id == request.user.pk,
        "timeline": history_of(row.supplier),
    }
    return render(request, "crm/suppliers/change.html", context)


@requires(Permission.FACTORING_DECIDE)
@require_http_methods(["GET", "POST"])
def confirmation(request, pk):
    row = _change(request, pk)
    act = partial(actions.confirm_bank, change=row, by=request.user)
    return step_page(request, CONFIRMATION, Place(row, _("Changement d’IBAN"), row.supplier.company_name), act)


@requires(Permission.FACTORING_DECIDE)
@require_http_methods(["GET", "POST"])
def refusal(request, pk):
    row = _change(request, pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    act = partial(actions.refuse_bank, change=row, by=request.user)
    place = Place(row, _("Changement d’IBAN"), row.supplier.company_name)
    return step_page(request, REFUSAL, place, act, form=form)
