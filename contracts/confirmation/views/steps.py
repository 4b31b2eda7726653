"""The back-office: each step it takes on a contract."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contracts.confirmation import actions as confirming
from contracts.confirmation.forms import CallForm, LetterForm, ReasonForm, ValidationForm
from contracts.confirmation.views.queue import back_to_queue
from contracts.sales import queries
from contracts.sales.enums import Status
from contracts.sales.scope import contract_for
from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.undo.commands import open_for
from portal.undo.offers import offer


@requires(Permission.CONTRACTS_CONFIRM)
@require_http_methods(["GET", "HEAD", "POST"])
def validation(request, number):
    """`Valider`: at once after a call in which the client confirmed; else the page asks what is missing."""
    contract = contract_for(request.user, number)
    form = ValidationForm(request.POST if request.method == "POST" else None, contract=contract)
    if request.method != "POST" and contract.status != Status.AWAITING_BACK_OFFICE:
        return redirect(contract)
    if request.method != "POST" or not form.is_valid():
        return _step_page(request, "contracts/validation.html", contract, form)
    row = confirming.validate(contract=contract, by=request.user, **form.cleaned_data)
    offer(request, _("%(contract)s est validé.") % {"contract": row}, open_for(row, request.user))
    return back_to_queue(request) if "file" in request.POST else redirect(row)


@requires(Permission.CONTRACTS_CONFIRM)
@require_http_methods(["GET", "POST"])
def calls(request, number):
    """Log a call to the client."""
    contract = contract_for(request.user, number)
    form = CallForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        confirming.log_call(contract=contract, by=request.user, **form.cleaned_data)
        messages.success(request, _("L’appel est noté."))
        return back_to_queue(request, contract) if "file" in request.POST else redirect(contract)
    log = queries.calls_of(contract.pk)
    return _step_page(request, "contracts/calls.html", contract, form, calls=log)


@requires(Permission.CONTRACTS_CONFIRM)
@require_http_methods(["GET", "POST"])
def unreachable(request, number):
    return _reason_step(request, number, "contracts/unreachable.html", confirming.declare_unreachable)


@requires(Permission.CONTRACTS_CONFIRM)
@require_http_methods(["GET", "POST"])
def unpaid(request, number):
    return _reason_step(request, number, "contracts/unpaid.html", confirming.declare_unpaid)


@requires(Permission.CONTRACTS_CONFIRM)
@require_http_methods(["GET", "POST"])
def reopening(request, number):
    return _reason_step(request, number, "contracts/reopening.html", confirming.reopen)


@requires(Permission.CONTRACTS_CONFIRM)
@require_http_methods(["GET", "POST"])
def unlocking(request, number):
    return _reason_step(request, number, "contracts/unlocking.html", confirming.unlock_signature)


def _reason_step(request, number, template, action):
    """A step that asks for a reason: read, confirm, done. An action that returns a sentence has it shown."""
    contract = contract_for(request.user, number)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        done = action(contract=contract, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, done if isinstance(done, str) else _("C’est enregistré."))
        return redirect(contract)
    return _step_page(request, template, contract, form)


@requires(Permission.CONTRACTS_CONFIRM)
@require_http_methods(["GET", "POST"])
def withdrawal(request, number):
    """A withdrawal that came by letter."""
    contract = contract_for(request.user, number)
    form = LetterForm(request.POST if request.method == "POST" else None, contract=contract)
    if request.method == "POST" and form.is_valid():
        confirming.record_withdrawal_letter(contract=contract, by=request.user, **form.cleaned_data)
        messages.success(request, _("La rétractation est enregistrée, le client en reçoit l’accusé par e-mail."))
        return redirect(contract)
    return _step_page(request, "contracts/withdrawal.html", contract, form)


def _step_page(request, template, contract, form, **more):
    context = {"contract": contract, "form": form, **more}
    return render(request, template, context, status=422 if form.is_bound else 200)
