"""A client's own pages: contracts, documents, one contract, reading and signing it."""

from contextlib import suppress

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contracts.sales.enums import SigningChannel
from contracts.sales.scope import contract_for
from contracts.signature.actions import sending, signing
from contracts.signature.forms import CodeForm
from contracts.signature.state import signing_state, why_locked
from contracts.space.presentation import own, papers_of, stages_of
from contracts.space.queries import own_contract, own_contracts
from crm.clients.space import adviser_of
from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.access.shell import is_client
from portal.audit.transitions import Refused
from portal.codes.issuing import Issued
from portal.core.values.phone import masked

SHOWN = 100


@requires(Permission.SPACE_OWN)
@require_safe
def contracts(request):
    """`Mes contrats`."""
    rows = own_contracts(request.user)[:SHOWN]
    return render(request, "contracts/space/contracts.html", {"own": [own(contract) for contract in rows]})


@requires(Permission.SPACE_OWN)
@require_safe
def documents(request):
    """`Mes documents`: the PDF of each contract, the signed one where there is one."""
    rows = own_contracts(request.user).filter(document__isnull=False)[:SHOWN]
    papers = [(contract, papers_of(contract)[0]) for contract in rows]
    return render(request, "contracts/space/documents.html", {"papers": papers})


def detail(request, contract):
    """Return a contract's page for its client; called by the page of the contract, which has checked the scope."""
    adviser = adviser_of(request.user) or {"adviser": None}
    context = {"mine": own(contract), "contract": contract, "stages": stages_of(contract), **adviser}
    return render(request, "contracts/space/detail.html", context | {"locked": why_locked(contract)})


@requires(Permission.CONTRACTS_VIEW)
@require_safe
def reading(request, number):
    """The PDF of a contract, page by page: the frozen one, or with `?signe` the sealed one."""
    contract = contract_for(request.user, number)
    is_signed = "signe" in request.GET
    if (contract.signed_document if is_signed else contract.document) is None:
        raise Http404
    page = "contracts/space/reading.html"
    return render(request, page, {"contract": contract, "is_signed": is_signed, "is_own": is_client(request.user)})


@requires(Permission.SPACE_OWN)
@require_http_methods(["GET", "HEAD", "POST"])
def signature(request, number):
    """`Signer`: the contract to read, and the code of the SMS; the same act as on the link of that SMS."""
    contract = own_contract(request.user, number)
    if not contract.awaits_client:
        return redirect(contract)
    if request.method != "POST":
        state = signing_state(contract)
        return _page(request, contract, CodeForm(initial={"challenge": state.challenge_id}), state)
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _page(request, contract, form, signing_state(contract), status=422)
    outcome = signing.enter_code(
        contract=contract,
        challenge_id=form.cleaned_data["challenge"],
        code=form.cleaned_data["code"],
        channel=SigningChannel.CLIENT,
    )
    if outcome.is_signed:
        messages.success(request, _("Merci, votre contrat est signé. Une copie vous est envoyée par e-mail."))
        return redirect(contract)
    messages.warning(request, outcome.sentence)
    return redirect("contracts:own_signature", number=number)


@requires(Permission.SPACE_OWN)
@require_POST
def code(request, number):
    """`Recevoir un code`: a new one, within the limits of the number."""
    contract = own_contract(request.user, number)
    with suppress(Refused):
        issued = sending.resend_code(contract=contract)
        if isinstance(issued, Issued):
            sentence = _("Un nouveau code vient de partir au %(phone)s.")
            messages.success(request, sentence % {"phone": masked(contract.phone)})
        else:
            messages.warning(request, issued.sentence)
    return redirect("contracts:own_signature", number=number)


def _page(request, contract, form, state, status=200):
    context = {"contract": contract, "mine": own(contract), "form": form, "state": state}
    return render(request, "contracts/space/signature.html", context, status=status)
