"""`Détails` (S10): the page of one contract, and its copy."""

from uuid import uuid4

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from contracts.pages.listing import CONTRACTS
from contracts.pages.presentation import office_steps
from contracts.sales import queries
from contracts.sales.actions import drafting
from contracts.sales.enums import Status
from contracts.sales.forms import CopyForm
from contracts.sales.scope import contract_for, contract_shown
from contracts.sales.workflow import still_withdrawable
from contracts.signature.state import why_locked
from contracts.space.views import detail as own_detail
from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.access.shell import is_client
from portal.audit.history import history_of
from portal.messaging.states import Channel
from portal.ui.listing.trail import trail


@requires(Permission.CONTRACTS_VIEW)
def detail(request, number):
    """Client, sale, documents, messages, events."""
    contract = contract_shown(request.user, number)
    if contract.is_draft:
        return redirect("contracts:draft", pk=contract.pk)
    if is_client(request.user):
        return own_detail(request, contract)
    return render(request, "contracts/detail.html", _file_of(contract, request))


def _file_of(contract, request) -> dict:
    deliveries = queries.messages_to_client(contract)
    last_sms = next((message for message in deliveries if message.channel == Channel.SMS), None)
    calls = list(queries.calls_of(contract.pk))
    return {
        "contract": contract,
        "locked": why_locked(contract),
        "next_step": contract.next_step_for(request.user.role),
        "withdrawable_until": contract.withdrawal_deadline if _may_still_withdraw(contract) else None,
        "timeline": history_of(contract),
        "deliveries": deliveries,
        "lost_sms": last_sms if last_sms and last_sms.is_lost and contract.awaits_client else None,
        "calls": calls,
        "office": office_steps(contract, request.user, calls),
        "trail": trail(CONTRACTS, request.user, request.GET, contract),
        "copy_key": uuid4(),
    }


def _may_still_withdraw(contract) -> bool:
    return bool(contract.signed_at) and contract.status != Status.WITHDRAWN and still_withdrawable(contract)


@requires(Permission.CONTRACTS_CREATE)
@require_POST
def duplication(request, number):
    """`Dupliquer`: a new draft for the same client and product, at today's price."""
    contract = contract_for(request.user, number)
    form = CopyForm(request.POST)
    if not form.is_valid():
        return redirect(contract)
    draft = drafting.duplicate(contract=contract, key=form.cleaned_data["key"], by=request.user)
    if draft.product_id:
        sentence = _("Voici la copie, au prix d’aujourd’hui. Choisissez la date de début, puis envoyez.")
    else:
        sentence = _("Voici la copie. Le produit n’est plus en vente : choisissez-en un autre.")
    messages.success(request, sentence)
    return redirect(draft)
