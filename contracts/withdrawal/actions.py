"""Recognition of a client without an account, and their withdrawal."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from contracts.sales import notices, remuneration
from contracts.sales.enums import Status
from contracts.sales.models import Contract
from contracts.sales.rules import letter_problem
from contracts.signature.actions.closing import close
from contracts.withdrawal.messages import send_link, send_receipt
from contracts.withdrawal.models import WithdrawalTry
from contracts.withdrawal.queries import is_address_of, is_theirs
from portal.audit import transitions
from portal.audit.history import CLIENT, record
from portal.audit.transitions import Refused
from portal.core.plumbing import crypto
from portal.core.plumbing.turns import take_turn
from portal.core.values import dates, masking
from portal.links import making as links
from portal.links.models import SecureLink

WITHDRAWAL = "contracts.withdrawal"
ONLINE, LETTER = "online", "letter"  # how a withdrawal came
LINKS_PER_DAY = 3
LINK_HOURS = 48
BETWEEN_LINKS = timedelta(minutes=10)
WINDOW = timedelta(hours=24)
WRONG_PER_NUMBER = 5
WRONG_PER_VISITOR = 20


@dataclass(frozen=True)
class Recognition:
    """The contract when the client was recognised; else whether there were too many tries."""

    contract: Contract | None = None
    throttled: bool = False


def recognise(*, number: str, name: str, email: str, visitor: str) -> Recognition:
    """Return the contract that number, name and e-mail all match; `visitor` is a digest of the client's address.

    Each try is written before it is checked, in turn, and deleted when it was right, so that whatever the parallelism
    at most `WRONG_PER_NUMBER` per number and `WRONG_PER_VISITOR` per visitor are checked in 24 hours. An unknown number
    is counted and answered like a known one.

    A try beyond the limit is not checked, but if it gives the contract's own e-mail a link is sent there: wrong answers
    of strangers do not lock the client out, and give nobody another guess.
    """
    WithdrawalTry.objects.filter(at__lt=dates.now() - WINDOW).delete()
    mine = _counted(crypto.digest("withdrawal number", number), visitor)
    if mine is None:
        _write_to_the_client(number, email)
        return Recognition(throttled=True)
    contract = Contract.objects.filter(number=number).first()
    if contract is None or not is_theirs(contract, name=name, email=email):
        return Recognition()
    mine.delete()
    return Recognition(contract)


@transaction.atomic
def _counted(number: str, visitor: str) -> WithdrawalTry | None:
    """Record one more try; return None when there are too many already.

    Tries about one number, or from one place, take turns: two would otherwise not see each other.
    """
    take_turn(f"withdrawal number {number}", f"withdrawal visitor {visitor}")
    of_number = WithdrawalTry.objects.filter(number_digest=number).count()
    of_visitor = WithdrawalTry.objects.filter(visitor_digest=visitor).count()
    if of_number >= WRONG_PER_NUMBER or of_visitor >= WRONG_PER_VISITOR:
        return None
    return WithdrawalTry.objects.create(number_digest=number, visitor_digest=visitor, at=dates.now())


@transaction.atomic
def _write_to_the_client(number: str, email: str) -> None:
    """Send the link to the declaration, only to the contract's address and not too often."""
    contract = Contract.objects.filter(number=number).first()
    if contract is None or not is_address_of(contract, email):
        return
    row = transitions.lock(contract)
    sent = SecureLink.objects.about(row).filter(purpose=WITHDRAWAL, created_at__gt=dates.now() - WINDOW)
    if sent.count() >= LINKS_PER_DAY or sent.filter(created_at__gt=dates.now() - BETWEEN_LINKS).exists():
        return
    link, token = links.make(purpose=WITHDRAWAL, about=row, hours=LINK_HOURS, recipient_hint=masking.email(row.email))
    send_link(row, link=link, token=token)
    record(row, "contracts.withdrawal_link_sent")


def confirm(*, contract: Contract) -> None:
    """Record the withdrawal and send its receipt; idempotent.

    Does nothing when it is too late: the page shows the contract's status.
    """
    with suppress(Refused):
        withdraw_as_client(contract=contract)


@transaction.atomic
def record_withdrawal_letter(*, contract: Contract, sent_on: date, reason: str, by) -> Contract:
    """Record a letter of withdrawal: its *sending* day decides whether it is in time (S11)."""
    row = transitions.lock(contract)
    problem = letter_problem(row, sent_on, dates.today())
    if problem:
        raise Refused(row, problem)
    return _withdraw(row, sent_at=dates.end_of_day(sent_on), channel=LETTER, by=by, reason=reason)


@transaction.atomic
def withdraw_as_client(*, contract: Contract) -> Contract:
    """Withdraw on the client's behalf, until the end of the period (S11)."""
    row = transitions.lock(contract)
    now = dates.now()
    if row.withdrawal_deadline and now > row.withdrawal_deadline:
        day = dates.long_date(row.withdrawal_deadline)
        raise Refused(row, _("Le délai de rétractation s’est terminé le %(day)s.") % {"day": day})
    return _withdraw(row, sent_at=now, channel=ONLINE, as_=CLIENT)


def _withdraw(row: Contract, *, sent_at: datetime, channel: str, **who) -> Contract:
    closed = row.status in (Status.UNREACHABLE, Status.UNPAID)
    row = transitions.apply(
        row,
        "withdraw_closed" if closed else "withdraw",
        channel=channel,
        data={"sent_on": f"{sent_at.astimezone(dates.PARIS):%d/%m/%Y}"},
        sent_at=sent_at,
        **who,
    )
    remuneration.take_back(row, remuneration.WITHDRAWN, by=who.get("by"))
    send_receipt(row, online=channel == ONLINE)
    notices.tell_withdrawn(row, by=who.get("by"))
    return close(row)
