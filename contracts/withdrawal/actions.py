"""Recognising a client without an account, and taking their withdrawal."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from contracts.sales.actions import confirming
from contracts.sales.models import Contract
from contracts.withdrawal.models import WithdrawalTry
from contracts.withdrawal.queries import is_theirs
from portal.audit.transitions import Refused
from portal.core import crypto, dates

WINDOW = timedelta(hours=24)
WRONG_PER_NUMBER = 5
WRONG_PER_VISITOR = 20


@dataclass(frozen=True)
class Recognition:
    """The contract of who was recognised; else whether too many tries came before this one."""

    contract: Contract | None = None
    throttled: bool = False


def recognise(*, number: str, name: str, email: str, visitor: str) -> Recognition:
    """Find the contract that number, name and e-mail all designate; `visitor` is a digest of where the try comes from.

    Every try is written before it is read, and erased when it was right: whatever the parallelism no more
    than `WRONG_PER_NUMBER` about a number and `WRONG_PER_VISITOR` from one place are read in 24 hours. A
    number nobody has is counted and answered like one that exists.
    """
    WithdrawalTry.objects.filter(at__lt=dates.now() - WINDOW).delete()
    mine = WithdrawalTry.objects.create(
        number_digest=crypto.digest("withdrawal number", number), visitor_digest=visitor, at=dates.now()
    )
    if _too_many_before(mine):
        mine.delete()
        return Recognition(throttled=True)
    contract = Contract.objects.filter(number=number).first()
    if contract is None or not is_theirs(contract, name=name, email=email):
        return Recognition()
    mine.delete()
    return Recognition(contract)


def _too_many_before(mine: WithdrawalTry) -> bool:
    before = WithdrawalTry.objects.filter(pk__lt=mine.pk)
    of_number = before.filter(number_digest=mine.number_digest).count()
    of_visitor = before.filter(visitor_digest=mine.visitor_digest).count()
    return of_number >= WRONG_PER_NUMBER or of_visitor >= WRONG_PER_VISITOR


def confirm(*, contract: Contract) -> None:
    """Record the withdrawal and send its receipt, once however often it is confirmed.

    When it cannot be any more, nothing happens: the page says how the contract stands.
    """
    with suppress(Refused):
        confirming.withdraw_as_client(contract=contract)
