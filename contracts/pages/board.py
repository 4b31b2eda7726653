"""Contracts in `À faire`: what waits, and for whom."""

from dataclasses import replace
from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contracts.confirmation import queries as office
from contracts.sales import queries
from contracts.sales.enums import CallOutcome, Status
from contracts.sales.models import Contract
from contracts.signature.troubles import Trouble, trouble_of, with_troubles
from contracts.space.state import amount_in_words
from portal.access import scopes
from portal.access.permissions import Permission
from portal.access.scopes import Reach
from portal.core.columns import narrowed
from portal.core.plugs.board import Act, Item, Side, Source

SELLS, CONFIRMS, READS = (Permission.CONTRACTS_CREATE,), (Permission.CONTRACTS_CONFIRM,), (Permission.CONTRACTS_VIEW,)


FIELDS = (
    *("number", "status", "kind", "last_name", "first_name", "company_name", "erased_at", "phone", "document"),
    *("created_at", "status_changed_at", "signed_at", "net_price", "vat_rate", "duration_months"),
    *("product_snapshot", "product__name", "owner__first_name", "owner__last_name"),
)


def _lines(contracts):
    """Return the same contracts with what a line says of them."""
    return narrowed(contracts, FIELDS)


# --- sellers: their drafts, the signatures and confirmations they wait for -------------------------


def drafts(user):
    return _lines(queries.contracts_of(user).filter(status=Status.DRAFT, owner=user)).order_by("created_at", "pk")


def draft_items(user, contracts: list[Contract]) -> list[Item]:
    return [
        Item(
            _name(contract), contract.get_absolute_url(), _("Compléter"), contract.created_at, subtitle=_sold(contract)
        )
        for contract in contracts
    ]


def signatures(user):
    """Return signatures that wait for the client, or for the back-office when locked; `signature_items` leaves out
    those of `lost_codes`, which is quicker than asking for the others."""
    return with_troubles(_lines(queries.waiting_for_client(user)))


def lost_codes(user):
    """Return contracts that wait for their seller because the SMS with the code did not arrive."""
    waiting = with_troubles(_lines(queries.waiting_for_client(user)))
    return waiting.filter(_LOST) if user.has_right(Permission.CONTRACTS_CREATE) else waiting.none()


def signature_items(user, contracts: list[Contract]) -> list[Item]:
    """Return the items; an unsigned contract expires `CONTRACT_EXPIRY_DAYS` after it was sent."""
    found = ((contract, trouble_of(contract)) for contract in contracts)
    return [_to_sign(contract, trouble, reader=user) for contract, trouble in found if _is_with_others(trouble)]


def lost_code_items(user, contracts: list[Contract]) -> list[Item]:
    return [_to_sign(contract, trouble_of(contract), reader=user) for contract in contracts]


def _is_with_others(trouble: Trouble | None) -> bool:
    return trouble is None or trouble.is_lock


def _to_sign(contract: Contract, trouble: Trouble | None, *, reader) -> Item:
    sold = _sold(contract, reader=reader)
    return Item(
        _name(contract),
        trouble.url if trouble else reverse("contracts:signature", args=[contract.number]),
        trouble.action if trouble else _("Relancer le client"),
        contract.status_changed_at,
        until=contract.status_changed_at + timedelta(days=settings.CONTRACT_EXPIRY_DAYS),
        subtitle=sold,
        whom=str(OFFICE) if trouble and trouble.is_lock else "",
        alarm=trouble.sentence if trouble else "",
        act=_another_code(contract, trouble),
    )


def _another_code(contract: Contract, trouble: Trouble | None) -> Act | None:
    """Return the act that sends a code again: none before there is a document, nor where no code would arrive."""
    if contract.document_id is None or trouble and (trouble.is_lock or trouble.is_to_correct):
        return None
    return Act(reverse("contracts:code", args=[contract.number]), _("Renvoyer un code"), icon="send")


def confirmations(user):
    signed = queries.contracts_of(user).filter(status=Status.AWAITING_BACK_OFFICE)
    return _lines(signed).order_by("signed_at", "pk")


def confirmation_items(user, contracts: list[Contract]) -> list[Item]:
    return [_signed(contract, _("Voir le contrat"), reader=user) for contract in contracts]


# --- back-office: clients to call, locks to look at ---------------------------------------------------


def call_items(user, contracts: list[Contract]) -> list[Item]:
    """Return what to call about: a client who confirmed is validated on the line, another call is noted there."""
    return [
        replace(_signed(row.contract, _("Appeler le client"), reader=user), **_call(row))
        for row in office.rows_of(contracts)
    ]


def _call(row: office.QueueRow) -> dict:
    number = row.contract.number
    if row.is_confirmed:
        act = Act(reverse("contracts:validation", args=[number]), _("Valider"))
    else:
        url, choices = reverse("contracts:calls", args=[number]), tuple(CallOutcome.choices)
        act = Act(url, _("Noter un appel"), icon="phone-call", name="outcome", choices=choices)
    return {"act": act, "phone": row.contract.phone, "advice": row.advice}


def locks(user):
    return office.open_locks()


def lock_items(user, rows: list) -> list[Item]:
    return [_lock(row) for row in office.lock_rows(user, rows)]


def _lock(row: office.LockRow) -> Item:
    name = _name(row.contract) if row.contract else row.agent.get_full_name()
    return Item(name, reverse("contracts:locks"), _("Examiner le blocage"), row.lock.at, subtitle=row.reason)


# --- clients: what they have to sign, and what they have signed -----------------------------------------


def _is_client(user) -> bool:
    return scopes.CONTRACTS.reach(user) is Reach.ACCOUNT


def own_offers(user):
    return queries.waiting_for_client(user) if _is_client(user) else Contract.objects.none()


def own_offer_items(user, contracts: list[Contract]) -> list[Item]:
    """Return the contracts a client has to sign, with their amount."""
    return [
        Item(
            contract.product_name,
            reverse("contracts:own_signature", args=[contract.number]),
            _("Signer"),
            contract.status_changed_at,
            until=contract.status_changed_at + timedelta(days=settings.CONTRACT_EXPIRY_DAYS),
            subtitle=amount_in_words(contract),
        )
        for contract in contracts
    ]


# --- words ------------------------------------------------------------------------------------------


def _signed(contract: Contract, action: str, *, reader) -> Item:
    return Item(
        _name(contract),
        contract.get_absolute_url(),
        action,
        contract.signed_at,
        until=office.confirm_before(contract.signed_at),
        subtitle=_sold(contract, reader=reader),
    )


def _name(contract: Contract) -> str:
    return contract.display_name or _("Client à compléter")


def _sold(contract: Contract, *, reader=None) -> str:
    """Return number, product and price, and the seller's name when that is somebody else."""
    seller = contract.owner.get_full_name() if reader is not None and contract.owner_id != reader.pk else ""
    return " · ".join(
        fact for fact in (contract.number, contract.product_name, contract.price_in_words, seller) if fact
    )


def _list(status: Status):
    return lambda user: f"{reverse('contracts:list')}?statut={status}"


CLIENT, OFFICE = gettext_lazy("le client"), gettext_lazy("le back-office")
_LOST = Q(lock_limit__isnull=True) | Q(lock_limit="")
_LOST &= Q(lost_sms__isnull=False) & ~Q(lost_sms="")
SOURCES = (
    Source(
        "contracts.lost_codes",
        gettext_lazy("SMS non remis"),
        lost_codes,
        lost_code_items,
        SELLS,
        order=25,
        all_url=_list(Status.AWAITING_CLIENT),
    ),
    Source(
        "contracts.to_call",
        gettext_lazy("Contrats à confirmer"),
        confirmations,
        call_items,
        CONFIRMS,
        order=10,
        all_url=lambda user: reverse("contracts:queue"),
    ),
    Source(
        "contracts.locks",
        gettext_lazy("Signatures bloquées"),
        locks,
        lock_items,
        CONFIRMS,
        order=20,
        all_url=lambda user: reverse("contracts:locks"),
    ),
    Source(
        "contracts.drafts",
        gettext_lazy("Brouillons à terminer"),
        drafts,
        draft_items,
        SELLS,
        order=30,
        all_url=_list(Status.DRAFT),
    ),
    Source("contracts.own_offers", gettext_lazy("À signer"), own_offers, own_offer_items, READS, order=10),
    Source(
        "contracts.signatures",
        gettext_lazy("Contrats à signer"),
        signatures,
        signature_items,
        SELLS,
        Side.OTHER,
        CLIENT,
        order=10,
        all_url=_list(Status.AWAITING_CLIENT),
    ),
    Source(
        "contracts.confirmations",
        gettext_lazy("Contrats à confirmer"),
        confirmations,
        confirmation_items,
        SELLS,
        Side.OTHER,
        OFFICE,
        order=20,
        all_url=_list(Status.AWAITING_BACK_OFFICE),
    ),
)
