"""Values that pages of a contract show, computed once so that templates decide nothing."""

from dataclasses import dataclass

from django.urls import reverse

from contracts.confirmation.queries import clients_sharing, confirms
from contracts.sales.models import Contract
from crm.clients.identity import Identity
from portal.access.permissions import Permission
from portal.audit import transitions
from portal.core.values.dates import long_date
from portal.core.values.phone import national

OF_THE_HOUSE = {"contracts.called", "contracts.duplicated", "contracts.drafted_as_copy", "contracts.handed_over"}


def shown_identity(identity: Identity, names: list[str]) -> dict[str, str]:
    """Return the identity fields of a client's file or a contract, formatted for reading."""
    return {name: _shown(identity, name) or "—" for name in names}


def _shown(identity: Identity, name: str) -> str:
    if name == "birth_date":
        return long_date(identity.birth_date) if identity.birth_date else ""
    if name == "phone":
        return national(identity.phone)
    label = getattr(identity, f"get_{name}_display", None)
    return str(label() if label else getattr(identity, name))


@dataclass(frozen=True)
class OfficeStep:
    label: str
    url: str
    icon: str
    danger: bool = False


@dataclass(frozen=True)
class Office:
    """Steps of the back-office on a contract, and what it should check first."""

    may_validate: bool
    validates_at_once: bool
    steps: list[OfficeStep]
    shared_mobile: int


STEPS = (
    ("mark_unreachable", "unreachable", "user-off", False),
    ("mark_unpaid", "unpaid", "circle-x", False),
    ("withdraw", "withdrawal", "arrow-back-up", False),
    ("withdraw_closed", "withdrawal", "arrow-back-up", False),
    ("reopen", "reopening", "refresh", False),
)


def office_steps(contract: Contract, user, calls: list) -> Office | None:
    """Return the back-office panel of a contract, None for other readers; `calls` is its call log."""
    if not user.has_right(Permission.CONTRACTS_CONFIRM):
        return None
    may_validate = transitions.may(contract, "validate", by=user)
    sharing = clients_sharing(contract) if may_validate else 0
    return Office(
        may_validate=may_validate,
        validates_at_once=may_validate and not sharing and confirms(contract, calls),
        steps=[
            OfficeStep(
                label=str(transitions.info_of(contract, name).label),
                url=reverse(f"contracts:{view}", args=[contract.number]),
                icon=icon,
                danger=danger,
            )
            for name, view, icon, danger in STEPS
            if transitions.may(contract, name, by=user)
        ],
        shared_mobile=sharing,
    )
