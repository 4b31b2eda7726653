"""When renewals are told, charged and tried again."""

from datetime import date, timedelta

from subscriptions.plans.rules import add_months

REFUND_DAYS = 30  # within which what was paid in advance goes back (Code de la consommation, L215-1)


def notice_due(ends_before: date, today: date, days: tuple[int, ...], sent: set[int]) -> int | None:
    """Return which notice is to be sent today: the one of the nearest threshold passed, once."""
    left = (ends_before - today).days
    passed = [each for each in days if left <= each]
    nearest = min(passed, default=None)
    return nearest if nearest is not None and left > 0 and nearest not in sent else None


def next_try(ends_before: date, days: tuple[int, ...], made: int) -> date | None:
    """Return the day from which the next try may be made, after `made` of them; None when all were made."""
    return ends_before + timedelta(days=days[made]) if made < len(days) else None


def is_timely(told_on: date, ends_before: date) -> bool:
    """Whether a notice came between three months and one month before the end (Code de la consommation, L215-1)."""
    return add_months(ends_before, -3) <= told_on <= add_months(ends_before, -1)


def kept_until(ends_before: date, days: tuple[int, ...]) -> date:
    """Return the first day without access when every try fails."""
    return ends_before + timedelta(days=days[-1] + 1)
