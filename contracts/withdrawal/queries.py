"""Recognition on the public withdrawal page, and what the client can still do."""

from django.db.models import TextChoices

from contracts.sales.enums import Status
from contracts.sales.models import Contract
from contracts.sales.workflow import still_withdrawable
from contracts.withdrawal.rules import plain_name
from portal.audit import transitions
from portal.audit.history import CLIENT
from portal.core.values import emails


class Standing(TextChoices):
    """Steps left to a recognised client."""

    OPEN = "open"
    WITHDRAWN = "withdrawn"
    TOO_LATE = "too_late"
    NOT_SIGNED = "not_signed"


def is_theirs(contract: Contract, *, name: str, email: str) -> bool:
    """Return whether this name (family name, full name or company) and this e-mail are the contract's."""
    given = plain_name(name)
    known = {contract.last_name, f"{contract.first_name} {contract.last_name}"}
    known.add(f"{contract.last_name} {contract.first_name}")
    if contract.is_company:
        known.add(contract.company_name)
    return bool(given) and given in map(plain_name, known) and is_address_of(contract, email)


def is_address_of(contract: Contract, email: str) -> bool:
    """Return whether this is the e-mail given at the signature, ignoring case."""
    return emails.same(email, contract.email)


def standing_of(contract: Contract) -> Standing:
    """Return what the page offers to a recognised client."""
    if contract.status == Status.WITHDRAWN:
        return Standing.WITHDRAWN
    if not still_withdrawable(contract):
        return Standing.TOO_LATE
    steps = ("withdraw", "withdraw_closed")
    return Standing.OPEN if any(transitions.may(contract, step, as_=CLIENT) for step in steps) else Standing.NOT_SIGNED
