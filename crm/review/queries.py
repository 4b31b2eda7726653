"""What the pages of the review read."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings

from crm.onboarding.enums import PieceStatus, Status
from crm.onboarding.models import Onboarding, Page, Piece
from crm.review.models import AccessLog
from portal.core.values import dates
from portal.core.values.keys import parse_key

MONTHS = 12
MOST_LOOKS = 100
LOOK_LASTS = timedelta(minutes=10)


@dataclass(frozen=True)
class Month:
    """How long clients took, of those who sent theirs in one month; minutes."""

    first_day: date
    count: int
    median: float
    p90: float


def queue_of(user):
    """What waits for the back-office, the oldest first."""
    rows = Onboarding.objects.reviewed_by(user).filter(status=Status.TO_CHECK).select_related("client")
    return rows.order_by("status_changed_at", "pk")


def listed(user):
    return Onboarding.objects.reviewed_by(user).select_related("client", "client__owner")


def decisions_of(pieces: list[Piece]) -> dict[str, int]:
    """Return how many pieces are still to be decided, accepted and refused."""
    return {status: sum(piece.status == status for piece in pieces) for status in PieceStatus.values}


def pages_of(piece: Piece) -> list[Page]:
    """The pages to look at: those as it stands, else those of its last refusal."""
    rows = list(Page.objects.filter(piece=piece, stored__isnull=False).select_related("stored"))
    current = [row for row in rows if row.retired_at is None]
    last = max((row.retired_at for row in rows if row.retired_at), default=None)
    return current or [row for row in rows if row.retired_at == last]


def looks_at(onboarding: Onboarding) -> list[AccessLog]:
    return list(AccessLog.objects.filter(onboarding=onboarding).select_related("by").order_by("-at")[:MOST_LOOKS])


def may_look(user, page: Page, key: str) -> bool:
    """Return whether `user` has just said why they look at this page."""
    since = dates.now() - LOOK_LASTS
    return AccessLog.objects.filter(pk=parse_key(key), by=user, page=page.pk, at__gte=since).exists()


def erased_on(onboarding: Onboarding) -> date | None:
    """The day on which the identity documents are erased; None once they are."""
    if onboarding.erased_at:
        return None
    if onboarding.accepted_at:
        moment, days = onboarding.accepted_at, settings.KEEP_IDENTITY_PIECES_DAYS
    else:
        moment, days = onboarding.changed_at, settings.KEEP_UNFINISHED_ONBOARDINGS_DAYS
    return (moment + timedelta(days=days)).astimezone(dates.PARIS).date()


def times_by_month() -> list[Month]:
    """Median and ninth decile of the time clients took, newest month first."""
    today = dates.today()
    start = date(today.year - 1, today.month, 1)
    sent = Onboarding.objects.filter(submitted_at__gte=dates.start_of_day(start)).values_list("submitted_at", "seconds")
    by_month: dict[date, list[int]] = defaultdict(list)
    for at, seconds in sent.iterator():
        by_month[at.astimezone(dates.PARIS).date().replace(day=1)].append(seconds)
    return [_month(first, sorted(values)) for first, values in sorted(by_month.items(), reverse=True)][:MONTHS]


def _month(first: date, values: list[int]) -> Month:
    return Month(first, len(values), _rank(values, 50) / 60, _rank(values, 90) / 60)


def _rank(values: list[int], per_cent: int) -> int:
    """Return the smallest value that `per_cent` of all do not exceed."""
    return values[max(0, -(-len(values) * per_cent // 100) - 1)]
