"""`Renoncer au contrat ici`: two public steps, as the law gives clients this right without an account."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from contracts.sales.models import Contract
from contracts.sales.scope import contract_for
from contracts.sales.statement import withdrawal_statement
from contracts.withdrawal import actions
from contracts.withdrawal.forms import RecognitionForm
from contracts.withdrawal.queries import standing_of
from contracts.withdrawal.rules import contract_number
from portal.access.decorators import public, requires
from portal.access.permissions import Permission
from portal.access.shell import is_client
from portal.core.plumbing.visitors import visitor_digest
from portal.core.values import dates

A_RIGHT = "legal right: no account needed"
KEY = "withdrawal"
IDLE = int(timedelta(minutes=30).total_seconds())


@public(A_RIGHT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def start(request):
    """First step: identify the contract and its client."""
    if request.method != "POST":
        number = contract_number(request.GET.get("numero", "")[:40])
        return _page(request, "start", form=RecognitionForm(initial={"number": number}))
    form = RecognitionForm(request.POST)
    if not form.is_valid():
        return _page(request, "start", status=422, form=form)
    found = actions.recognise(**form.cleaned_data, visitor=visitor_digest(request))
    if found.contract is None:
        form.add_error(None, _throttled() if found.throttled else _not_recognised())
        return _page(request, "start", status=429 if found.throttled else 422, form=form)
    _remember(request, found.contract)
    return redirect("contracts:withdrawal_confirmation")


@public(A_RIGHT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirmation(request):
    """Second step: the statement to confirm, then the confirmation at the same address."""
    contract = _remembered(request)
    if contract is None:
        return redirect("contracts:withdrawal_start")
    if request.method == "POST":
        actions.confirm(contract=contract)
        request.session[KEY] |= {"confirmed": True}
        request.session.modified = True
        return redirect("contracts:withdrawal_confirmation")
    standing = standing_of(contract)
    is_own = is_client(request.user) and contract.client_id and contract.client.account_id == request.user.pk
    return _page(
        request,
        "confirmation",
        contract=contract,
        page_layout="layouts/app.html" if is_own else "layouts/public.html",
        back_url=contract.get_absolute_url() if is_own else reverse("contracts:withdrawal_start"),
        is_own=is_own,
        standing=standing,
        standing_page=f"contracts/withdrawal/_{standing}.html",
        statement=withdrawal_statement(contract),
        when=_when(contract, confirmed="confirmed" in request.session[KEY]),
    )


def _page(request, name: str, status: int = 200, **context):
    template = f"contracts/withdrawal/{name}.html"
    return render(
        request, template, {"seller": settings.SELLER, "days": settings.WITHDRAWAL_DAYS} | context, status=status
    )


def _when(contract: Contract, *, confirmed: bool) -> str:
    """Return when the withdrawal was sent: with its time if it was here, else the day alone."""
    sent_at = contract.withdrawal_sent_at
    if sent_at is None:
        return ""
    if not confirmed:
        return _("Envoyée le %(day)s") % {"day": dates.long_date(sent_at)}
    return _("Envoyée le %(when)s (heure de Paris)") % {"when": dates.at_time(sent_at)}


def _not_recognised() -> str:
    return _(
        "Ces informations ne correspondent à aucun contrat. Vérifiez le numéro, le nom et l’e-mail sur votre contrat."
    )


def _throttled() -> str:
    return _(
        "Il y a eu trop d’essais. Si le numéro et l’e-mail sont ceux du contrat, nous venons de vous écrire : le lien "
        "de ce message ouvre directement votre déclaration. Vous pouvez aussi renoncer dès maintenant par écrit : un "
        "e-mail ou une lettre suffit, et c’est la date d’envoi qui compte."
    )


def from_link(request, link, contract):
    """Open the declaration by the mailed link: holding the contract's mailbox identifies the client."""
    _remember(request, contract)
    return redirect("contracts:withdrawal_confirmation")


@requires(Permission.SPACE_OWN)
@never_cache
@require_safe
def own(request, number):
    """Open the declaration of a client who is logged in: their account identifies them."""
    if not is_client(request.user):
        raise PermissionDenied
    _remember(request, contract_for(request.user, number))
    return redirect("contracts:withdrawal_confirmation")


def _remember(request, contract: Contract) -> None:
    """Keep the recognised contract in this session for half an hour; the session key is rotated."""
    if not request.user.is_authenticated:
        request.session.cycle_key()
    request.session[KEY] = {"contract": contract.pk, "until": _seconds() + IDLE}


def _remembered(request) -> Contract | None:
    known = request.session.get(KEY)
    if not known or known["until"] < _seconds():
        return None
    return Contract.objects.select_related("product", "client").filter(pk=known["contract"]).first()


def _seconds() -> int:
    return int(dates.now().timestamp())
