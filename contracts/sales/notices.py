"""Notifications to the seller and the back-office about a contract, in the transaction of the step."""

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from contracts.sales.models import Contract
from portal.access.permissions import Permission
from portal.access.roles import roles_with
from portal.codes.enums import Limit
from portal.codes.locking import TYPING
from portal.messaging.kinds import Kind
from portal.messaging.notices import notify, settle

SELLERS = roles_with(Permission.CONTRACTS_CREATE)
OFFICE = roles_with(Permission.CONTRACTS_CONFIRM)

SIGNED, VALIDATED = "contracts.signed", "contracts.validated"
UNREACHABLE, UNPAID, WITHDRAWN = "contracts.unreachable", "contracts.unpaid", "contracts.withdrawn"
TO_CONFIRM, LOCKED = "contracts.to_confirm", "contracts.locked"

KINDS = (
    Kind(SIGNED, _("Un client a signé"), SELLERS, icon="signature", tone="progress"),
    Kind(VALIDATED, _("Un contrat est validé"), SELLERS, icon="check", tone="success"),
    Kind(UNREACHABLE, _("Un client est injoignable"), SELLERS, default_mail=True, icon="user-off", tone="warning"),
    Kind(UNPAID, _("Un contrat est impayé"), SELLERS, default_mail=True, icon="circle-x", tone="danger"),
    Kind(WITHDRAWN, _("Un client s’est rétracté"), SELLERS, default_mail=True, icon="arrow-back-up", tone="muted"),
    Kind(TO_CONFIRM, _("Un contrat est à confirmer"), OFFICE, icon="inbox"),
    Kind(LOCKED, _("Une signature est bloquée"), OFFICE, default_mail=True, icon="lock", tone="danger"),
)


def tell_signed(contract: Contract, *, by=None) -> None:
    """Notify the seller, unless they typed the code themselves, and ask the back-office for a call."""
    _tell([contract.owner], SIGNED, contract, "signed", by=by)
    _tell(_office(), TO_CONFIRM, contract, "to_confirm")


def tell_validated(contract: Contract, *, by) -> None:
    """Notify the seller and close the request for a call."""
    settle(about=contract, kind=TO_CONFIRM)
    _tell([contract.owner], VALIDATED, contract, "validated", by=by)


def tell_unreachable(contract: Contract, *, reason: str, by=None) -> None:
    settle(about=contract, kind=TO_CONFIRM)
    _tell([contract.owner], UNREACHABLE, contract, "unreachable", by=by, reason=reason)


def tell_unpaid(contract: Contract, *, reason: str, by) -> None:
    settle(about=contract, kind=TO_CONFIRM)
    _tell([contract.owner], UNPAID, contract, "unpaid", by=by, reason=reason)


def tell_withdrawn(contract: Contract, *, by=None) -> None:
    settle(about=contract, kind=TO_CONFIRM)
    _tell([contract.owner], WITHDRAWN, contract, "withdrawn", by=by)


def tell_locked(contract: Contract, *, lock) -> None:
    """Notify everybody who can unlock that a limit was reached."""
    words = {"contract": contract, "limit": Limit(lock.limit).label}
    about, template = contract, "locked"
    if lock.purpose == TYPING:
        about, template = get_user_model().objects.get(pk=lock.about_id), "typing_locked"
    notify(
        _office(),
        LOCKED,
        about=about,
        template=f"contracts/notices/{template}",
        context=words | {"agent": about},
        url=reverse("contracts:locks"),
        dedupe=str(lock.pk),
    )


def lock_lifted(about) -> None:
    """Close the notices about a lock; `about` is the contract, or the account of the agent."""
    settle(about=about, kind=LOCKED)


def _tell(users, kind: str, contract: Contract, template: str, *, by=None, **words) -> None:
    notify(
        users,
        kind,
        about=contract,
        template=f"contracts/notices/{template}",
        context={"contract": contract, **words},
        url=reverse("contracts:detail", args=[contract.number]),
        dedupe=f"{contract.pk}:{contract.status_changed_at.isoformat()}",
        by=by,
    )


def _office():
    return get_user_model().objects.having(Permission.CONTRACTS_CONFIRM).active()
