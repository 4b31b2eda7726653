"""The client's pages on their own phone: read the offer by the link of the SMS, type the code (S5, second path)."""

from contextlib import suppress

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contracts.sales.enums import SigningChannel
from contracts.signature.actions import copies, sending, signing
from contracts.signature.forms import CodeForm
from contracts.signature.state import signing_state
from portal.audit.transitions import Refused
from portal.codes.issuing import Issued
from portal.core.values import masking
from portal.core.values.phone import masked
from portal.documents.serving import serve_to_read
from portal.links.proofs import birth_date_proof, postal_code_proof
from portal.links.purposes import Purpose

COPY = "copie"


def offer(request, link, contract):
    """The offer and the box for the code; the page first says what signing means."""
    if contract.signed_at:
        return signed(request, link, contract)
    state = signing_state(contract)
    form = CodeForm(initial={"challenge": state.challenge_id})
    return _page(request, contract, form, state)


def signature(request, link, contract):
    """Sign with the code the client typed on their own phone."""
    if request.method != "POST":
        return redirect("links:open", token=request.resolver_match.kwargs["token"])
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _page(request, contract, form, signing_state(contract), status=422)
    outcome = signing.enter_code(
        contract=contract,
        challenge_id=form.cleaned_data["challenge"],
        code=form.cleaned_data["code"],
        channel=SigningChannel.CLIENT,
    )
    if not outcome.is_signed:
        messages.warning(request, outcome.sentence)
    return redirect("links:open", token=request.resolver_match.kwargs["token"])


def code(request, link, contract):
    """`Recevoir un nouveau code`; if it is too late, show the contract's status instead."""
    if request.method == "POST":
        with suppress(Refused):
            _tell_of_new_code(request, contract, sending.resend_code(contract=contract))
    return redirect("links:open", token=request.resolver_match.kwargs["token"])


def _tell_of_new_code(request, contract, issued) -> None:
    if isinstance(issued, Issued):
        sentence = _("Un nouveau code vient de partir au %(phone)s.")
        messages.success(request, sentence % {"phone": masked(contract.phone)})
    else:
        messages.warning(request, issued.sentence)


def document(request, link, contract):
    """The frozen PDF, to read before signing."""
    stored = contract.document
    if stored is None:
        raise Http404
    return serve_to_read(request, stored, inline="telecharger" not in request.GET)


def signed(request, link, contract):
    """Confirmation in the browser that signed."""
    return render(request, "contracts/public/signed.html", {"contract": contract})


def ended(request, link, contract):
    """Page of a used link in any other browser: it names nobody, and can send the copy again."""
    token, action = request.resolver_match.kwargs["token"], request.resolver_match.kwargs.get("action")
    if request.method == "POST" and action == COPY:
        _tell_of_copy(request, copies.send_again(contract=contract))
        return redirect("links:open", token=token)
    context = {
        "signed_at": contract.signed_at,
        "masked_email": masking.email_for_strangers(contract.email),
        "is_sent": bool(contract.signed_document_id),
        "can_be_sent": copies.can_be_sent(contract),
        "token": token,
        "copy": COPY,
    }
    return render(request, "contracts/public/ended.html", context, status=410)


def _tell_of_copy(request, is_sent: bool) -> None:
    if is_sent:
        messages.success(request, _("La copie vient de partir. Vérifiez aussi vos courriers indésirables."))
    else:
        messages.warning(request, _("Une copie vient déjà de partir. Vérifiez vos courriers indésirables."))


def _page(request, contract, form, state, status=200):
    token = request.resolver_match.kwargs["token"]
    return render(
        request,
        "contracts/public/offer.html",
        {"contract": contract, "form": form, "state": state, "token": token},
        status=status,
    )


def proof(contract):
    """Ask a person for their birth date, a company for its postal code."""
    if contract.is_company:
        return postal_code_proof(lambda each: each.postal_code)
    return birth_date_proof(lambda each: each.birth_date)


PURPOSE = Purpose(
    name=sending.SIGNATURE,
    title=gettext_lazy("lire votre offre et la signer"),
    view=offer,
    views={"signature": signature, "code": code, "document": document},
    proof=proof,
    done=signed,
    ended=ended,
)
