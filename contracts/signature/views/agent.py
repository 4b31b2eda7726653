"""The agent's pages of a signature: document, code, new code, other number."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from contracts.sales.enums import SigningChannel, Status
from contracts.sales.models import Contract
from contracts.sales.scope import contract_for
from contracts.signature.actions import sending, signing
from contracts.signature.forms import CodeForm, MobileForm
from contracts.signature.state import signing_state
from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.codes.issuing import Issued
from portal.core.values.phone import masked
from portal.ui import returning
from portal.ui.steps import Place, Step, step_page

MOBILE = Step(
    title=gettext_lazy("Modifier le numéro"),
    text=gettext_lazy(
        "Le contrat sera refait avec ce numéro. L’ancien code ne fonctionnera plus et un nouveau code partira."
    ),
    button=gettext_lazy("Changer et renvoyer le code"),
    icon="send",
    done=gettext_lazy("Le numéro est modifié. Le contrat est refait et un nouveau code va partir."),
)
MODIFICATION = Step(
    title=gettext_lazy("Modifier le contrat"),
    text=gettext_lazy(
        "Le contrat revient en brouillon. Le document et le code déjà envoyés ne "
        "fonctionneront plus. De nouveaux partiront après vos corrections."
    ),
    button=gettext_lazy("Reprendre en brouillon"),
    icon="pencil",
    done=gettext_lazy("Le contrat est revenu en brouillon. L’ancien code et l’ancien document ne fonctionnent plus."),
)


def _place(contract: Contract, **others) -> Place:
    return Place(contract, _("Contrat"), contract.number, shows_status=False, **others)


@requires(Permission.CONTRACTS_CREATE)
@require_http_methods(["GET", "POST"])
def signature(request, number):
    """The page to type the code on; it also follows the document while it is made."""
    contract = contract_for(request.user, number)
    if not contract.awaits_client:
        return _elsewhere(request, contract)
    if request.method == "GET":
        state = signing_state(contract, by=request.user)
        return _page(request, contract, CodeForm(initial={"challenge": state.challenge_id}), state)
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _page(request, contract, form, signing_state(contract, by=request.user), status=422)
    outcome = signing.enter_code(
        contract=contract,
        challenge_id=form.cleaned_data["challenge"],
        code=form.cleaned_data["code"],
        channel=SigningChannel.AGENT,
        by=request.user,
    )
    if outcome.is_signed:
        return redirect("contracts:congratulations", number=number)
    messages.warning(request, outcome.sentence)
    return redirect("contracts:signature", number=number)


def _elsewhere(request, contract):
    """Redirect to the page of a contract that no longer waits for its client; a polling page is redirected too."""
    signed = reverse("contracts:congratulations", args=[contract.number]) if contract.signed_at else ""
    url = signed or contract.get_absolute_url()
    return HttpResponseClientRedirect(url) if request.htmx else redirect(url)


def _page(request, contract, form, state, status=200):
    template = "contracts/signature.html"
    if request.htmx and request.method == "GET":
        template += "#live"
    return render(request, template, {"contract": contract, "form": form, "state": state}, status=status)


@requires(Permission.CONTRACTS_CREATE)
@require_POST
def code(request, number):
    """`Renvoyer un code`."""
    contract = contract_for(request.user, number)
    issued = sending.resend_code(contract=contract, by=request.user)
    if isinstance(issued, Issued):
        sentence = _("Un nouveau code vient de partir au %(phone)s.")
        messages.success(request, sentence % {"phone": masked(contract.phone)})
        return redirect(returning.address(request) or reverse("contracts:signature", args=[number]))
    messages.warning(request, issued.sentence)
    if place := returning.address(request):
        return redirect(place)
    page = "contracts:mobile" if isinstance(issued, sending.DeadNumber) else "contracts:signature"
    return redirect(page, number=number)


@requires(Permission.CONTRACTS_CREATE)
@require_http_methods(["GET", "POST"])
def mobile(request, number):
    """`Modifier le numéro`: a new document and a new code, to the right phone."""
    contract = contract_for(request.user, number)
    form = MobileForm(request.POST if request.method == "POST" else None, initial={"phone": contract.phone})
    act = partial(sending.change_mobile, contract=contract, by=request.user)
    go = reverse("contracts:signature", args=[number])
    return step_page(request, MOBILE, _place(contract, cancel_url=go), act, form=form, go=go)


@requires(Permission.CONTRACTS_CREATE)
@require_http_methods(["GET", "POST"])
def modification(request, number):
    """Take a sent contract back to draft, after saying what that undoes."""
    contract = contract_for(request.user, number)
    if not contract.awaits_client:
        return redirect(contract)
    act = partial(sending.take_back, contract=contract, by=request.user)
    return step_page(
        request, MODIFICATION, _place(contract), act, go=lambda draft: reverse("contracts:draft", args=[draft.pk])
    )


@requires(Permission.CONTRACTS_VIEW)
def congratulations(request, number):
    """The page after a signature, with what happens next (S7); later changes show on the contract's page."""
    contract = contract_for(request.user, number)
    if contract.status != Status.AWAITING_BACK_OFFICE:
        return redirect(contract)
    return render(request, "contracts/congratulations.html", {"contract": contract})
