"""The back-office's steps on a contract."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from contracts.confirmation import actions as confirming
from contracts.confirmation.forms import CallForm, LetterForm, ReasonForm, ValidationForm
from contracts.confirmation.views.queue import back_to_queue
from contracts.sales import queries
from contracts.sales.enums import Status
from contracts.sales.models import Contract
from contracts.sales.scope import contract_for
from contracts.withdrawal import actions as withdrawing
from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.ui import returning
from portal.ui.steps import Place, Step, form_page, step_page
from portal.undo.commands import open_for
from portal.undo.offers import offer

SAVED = gettext_lazy("C’est enregistré.")
CALL = Step(
    title=gettext_lazy("Noter un appel"),
    text=gettext_lazy("Notez le résultat de votre appel à %(name)s."),
    button=gettext_lazy("Noter l’appel"),
    icon="phone-call",
)
UNREACHABLE = Step(
    title=gettext_lazy("Déclarer injoignable"),
    text=gettext_lazy("%(name)s n’a pas pu être joint. Le contrat s’arrête ; vous pourrez le rouvrir."),
    button=gettext_lazy("Déclarer injoignable"),
    icon="user-off",
    done=SAVED,
    danger=True,
)
UNPAID = Step(
    title=gettext_lazy("Déclarer impayé"),
    text=gettext_lazy("%(name)s n’a pas payé. Le contrat s’arrête ; vous pourrez le rouvrir."),
    button=gettext_lazy("Déclarer impayé"),
    icon="circle-x",
    done=SAVED,
    danger=True,
)
REOPENING = Step(
    title=gettext_lazy("Rouvrir le contrat"),
    text=gettext_lazy("Le contrat de %(name)s reprend le statut qu’il avait avant d’être fermé."),
    button=gettext_lazy("Rouvrir"),
    icon="refresh",
    done=SAVED,
)
UNLOCKING = Step(
    title=gettext_lazy("Débloquer la signature"),
    text=gettext_lazy("Vérifiez avec le conseiller et avec %(name)s ce qui s’est passé avant de débloquer."),
    button=gettext_lazy("Débloquer"),
    icon="lock-open",
)
WITHDRAWAL = Step(
    title=gettext_lazy("Enregistrer une rétractation"),
    text=gettext_lazy("%(name)s a renoncé par lettre ou par e-mail. Un accusé de réception lui est envoyé."),
    button=gettext_lazy("Enregistrer la rétractation"),
    icon="arrow-back-up",
    done=gettext_lazy("La rétractation est enregistrée, le client en reçoit l’accusé par e-mail."),
    danger=True,
)


def _place(contract: Contract) -> Place:
    return Place(contract, _("Contrat"), contract.number)


@requires(Permission.CONTRACTS_CONFIRM)
@require_http_methods(["GET", "HEAD", "POST"])
def validation(request, number):
    """`Valider`: at once after a call in which the client confirmed; else the page asks for what is missing."""
    contract = contract_for(request.user, number)
    form = ValidationForm(request.POST if request.method == "POST" else None, contract=contract)
    if request.method != "POST" and contract.status != Status.AWAITING_BACK_OFFICE:
        return redirect(contract)
    if request.method != "POST" or not form.is_valid():
        return form_page(request, form, "contracts/validation.html", {"contract": contract})
    row = confirming.validate(contract=contract, by=request.user, **form.cleaned_data)
    offer(request, _("%(contract)s est validé.") % {"contract": row}, open_for(row, request.user))
    return back_to_queue(request) if "file" in request.POST else redirect(returning.address(request) or row)


@requires(Permission.CONTRACTS_CONFIRM)
@require_http_methods(["GET", "POST"])
def calls(request, number):
    """Log a call to the client."""
    contract = contract_for(request.user, number)
    form = CallForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        confirming.log_call(contract=contract, by=request.user, **form.cleaned_data)
        messages.success(request, _("L’appel est noté."))
        if "file" in request.POST:
            return back_to_queue(request, contract)
        return redirect(returning.address(request) or contract)
    text = CALL.text % {"name": contract.display_name}
    context = {"step": CALL, "place": _place(contract), "text": text, "calls": queries.calls_of(contract.pk)}
    return form_page(request, form, "contracts/calls.html", context)


@requires(Permission.CONTRACTS_CONFIRM)
@require_http_methods(["GET", "POST"])
def unreachable(request, number):
    return _reason_step(request, number, UNREACHABLE, confirming.declare_unreachable)


@requires(Permission.CONTRACTS_CONFIRM)
@require_http_methods(["GET", "POST"])
def unpaid(request, number):
    return _reason_step(request, number, UNPAID, confirming.declare_unpaid)


@requires(Permission.CONTRACTS_CONFIRM)
@require_http_methods(["GET", "POST"])
def reopening(request, number):
    return _reason_step(request, number, REOPENING, confirming.reopen)


@requires(Permission.CONTRACTS_CONFIRM)
@require_http_methods(["GET", "POST"])
def unlocking(request, number):
    return _reason_step(request, number, UNLOCKING, confirming.unlock_signature)


def _reason_step(request, number: str, step: Step, action):
    contract = contract_for(request.user, number)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    act = partial(action, contract=contract, by=request.user)
    return step_page(request, step, _place(contract), act, form=form, values={"name": contract.display_name})


@requires(Permission.CONTRACTS_CONFIRM)
@require_http_methods(["GET", "POST"])
def withdrawal(request, number):
    """Record a withdrawal that came by letter."""
    contract = contract_for(request.user, number)
    form = LetterForm(request.POST if request.method == "POST" else None, contract=contract)
    act = partial(withdrawing.record_withdrawal_letter, contract=contract, by=request.user)
    return step_page(request, WITHDRAWAL, _place(contract), act, form=form, values={"name": contract.display_name})
