"""Queries of the back-office: contracts that wait for a call, since when, and locked signatures."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contracts.sales.enums import MISSED_CALLS, SIGNATURE, CallOutcome, Status
from contracts.sales.models import Call, Contract
from contracts.sales.queries import SAME_MOBILE_REVIEW, calls_of_several, clients_with_mobile, missed_days
from contracts.sales.rules import CALLS_BEFORE_UNREACHABLE, next_call, proposes_unreachable
from crm.models import Client
from portal.codes import lifting
from portal.codes.locking import TYPING
from portal.codes.models import Lock
from portal.core.page_queries import page_rows
from portal.core.values import dates, deadlines
from portal.ui.components.formats import ago

LATE, NEVER, CALL_BACK, MISSED = "retard", "jamais", "rappeler", "manques"


@dataclass(frozen=True)
class QueueRow:
    """One contract of the queue and its next action. `age` is in working days since the signature."""

    contract: Contract
    calls: list[Call]
    age: int
    is_late: bool
    advice: str
    proposes_unreachable: bool
    shared_mobile: int

    @property
    def is_confirmed(self) -> bool:
        """Return whether the client confirmed in a call and nothing is left to check before validation."""
        return confirms(self.contract, self.calls) and not self.shared_mobile

    @property
    def signed_in_words(self) -> str:
        return _("Signé %(ago)s") % {"ago": ago(self.contract.signed_at)}

    @property
    def age_in_words(self) -> str:
        """Return the age in words; empty on the day itself."""
        sentence = ngettext("%(age)s jour ouvré", "%(age)s jours ouvrés", self.age)
        return sentence % {"age": self.age} if self.age else ""

    @property
    def late_in_words(self) -> str:
        """Return since when it is late; empty when it is not."""
        return deadlines.late_since(confirm_before(self.contract.signed_at)) if self.is_late else ""

    @property
    def calls_in_words(self) -> str:
        sentence = ngettext("%(count)s déjà noté", "%(count)s déjà notés", len(self.calls))
        return sentence % {"count": len(self.calls)} if self.calls else ""


def rows_of(contracts: list[Contract]) -> list[QueueRow]:
    """Return the rows of a page of the queue. Two queries."""
    sharing = dict(_clients_sharing(tuple({contract.phone for contract in contracts if contract.phone})))
    calls = defaultdict(list)
    for call in calls_of_several(tuple(contract.pk for contract in contracts)):
        calls[call.contract_id].append(call)
    today = dates.today()
    return [_row(contract, calls[contract.pk], sharing.get(contract.phone, 0), today) for contract in contracts]


def _row(contract: Contract, calls: list[Call], shared_mobile: int, today: date) -> QueueRow:
    age = dates.working_days_between(contract.signed_at.astimezone(dates.PARIS).date(), today)
    return QueueRow(
        contract=contract,
        calls=calls,
        age=age,
        is_late=is_late(contract),
        advice=next_call([(call.at.astimezone(dates.PARIS), call.outcome) for call in calls], dates.now()),
        proposes_unreachable=proposes_unreachable(missed_days(calls)),
        shared_mobile=shared_mobile,
    )


@page_rows
def _clients_sharing(phones):
    """Map each of these mobiles that more than `SAME_MOBILE_REVIEW` clients share to their number."""
    counted = Client.objects.filter(phone__in=phones).order_by().values_list("phone").annotate(count=Count("pk"))
    return counted.filter(count__gt=SAME_MOBILE_REVIEW)


def confirms(contract: Contract, calls: list[Call]) -> bool:
    """Return whether one of the contract's `calls` since its signature says that the client confirms."""
    return any(call.outcome == CallOutcome.CONFIRMED and call.at >= contract.signed_at for call in calls)


def was_confirmed(contract: Contract) -> bool:
    """Return whether the client confirmed in a call noted since the signature."""
    calls = Call.objects.filter(contract=contract, outcome=CallOutcome.CONFIRMED)
    return calls.filter(at__gte=contract.signed_at).exists()


def with_confirmation(contracts: QuerySet) -> QuerySet:
    """Return the same contracts with `is_confirmed`: whether `was_confirmed` holds, without another query."""
    calls = Call.objects.filter(contract=OuterRef("pk"), outcome=CallOutcome.CONFIRMED, at__gte=OuterRef("signed_at"))
    return contracts.annotate(is_confirmed=Exists(calls))


def clients_sharing(contract: Contract) -> int:
    """Return how many clients share the contract's mobile when above `SAME_MOBILE_REVIEW`; else 0."""
    count = clients_with_mobile(contract.phone)
    return count if count > SAME_MOBILE_REVIEW else 0


def late_before():
    """Return the moment before which a signature is late to be confirmed: the one definition of "late".

    More than `BACK_OFFICE_DAYS` working days have passed since; `confirm_before` says the same of one signature.
    """
    return dates.start_of_day(dates.first_day_within(settings.BACK_OFFICE_DAYS, dates.today()))


def is_late(contract: Contract) -> bool:
    """Return whether a signed contract has waited too long to be confirmed."""
    return contract.signed_at < late_before()


def confirm_before(signed_at: datetime) -> datetime:
    """Return the last moment at which a signature is not late: the end of the day before the first late one."""
    first_late = dates.add_working_days(signed_at.astimezone(dates.PARIS).date(), settings.BACK_OFFICE_DAYS + 1)
    return dates.end_of_day(first_late - timedelta(days=1))


def narrowed(queue: QuerySet, *, q="", agency="", product="", calls="") -> QuerySet:
    """Filter the queue; empty values filter nothing."""
    if q:
        queue = queue.matching(q)
    if agency:
        queue = queue.filter(agency__name__icontains=agency)
    if product:
        queue = queue.filter(product__name__icontains=product)
    return _by_calls(queue, calls)


def _by_calls(queue: QuerySet, wanted: str) -> QuerySet:
    its_calls = Call.objects.filter(contract=OuterRef("pk")).order_by("-at", "-pk")
    if wanted == LATE:
        return queue.filter(signed_at__lt=late_before())
    if wanted == NEVER:
        return queue.filter(~Exists(its_calls))
    if wanted == CALL_BACK:
        last = Subquery(its_calls.values("outcome")[:1])
        return queue.annotate(last_outcome=last).filter(last_outcome=CallOutcome.CALL_BACK)
    if wanted == MISSED:
        return queue.filter(pk__in=_missed_on_enough_days())
    return queue


def _missed_on_enough_days() -> QuerySet:
    """Return the keys of waiting contracts whose client was missed on three days in Paris (S12)."""
    day = TruncDate("at", tzinfo=dates.PARIS)
    missed = Call.objects.filter(outcome__in=MISSED_CALLS, contract__status=Status.AWAITING_BACK_OFFICE)
    days = missed.order_by().values("contract").annotate(days=Count(day, distinct=True))
    return days.filter(days__gte=CALLS_BEFORE_UNREACHABLE).values("contract")


@dataclass(frozen=True)
class LockRow:
    """A lock the back-office may lift: on a contract's signature, or on an agent's typing."""

    lock: Lock
    contract: Contract | None = None
    agent: object | None = None

    @property
    def reason(self) -> str:
        return self.lock.get_limit_display()


def open_locks() -> QuerySet[Lock]:
    """The locks on signatures and on agents' typing, oldest first."""
    return lifting.open_locks().filter(purpose__in=(SIGNATURE, TYPING))


def lock_rows(user, locks: list[Lock]) -> list[LockRow]:
    """Return the locks that `user` may see."""
    contracts = Contract.objects.visible_to(user).select_related("owner", "product")
    of_contracts = contracts.in_bulk(_keys(locks, SIGNATURE))
    agents = get_user_model().objects.select_related("organisation").in_bulk(_keys(locks, TYPING))
    rows = (
        LockRow(lock, agent=agents.get(int(lock.about_id)))
        if lock.purpose == TYPING
        else LockRow(lock, contract=of_contracts.get(int(lock.about_id)))
        for lock in locks
    )
    return [row for row in rows if row.contract or row.agent]


def _keys(locks: list[Lock], purpose: str) -> list[int]:
    return [int(lock.about_id) for lock in locks if lock.purpose == purpose]
