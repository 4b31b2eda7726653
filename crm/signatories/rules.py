"""When somebody may sign for a client."""

from datetime import date, timedelta

WARNED_BEFORE = timedelta(days=60)
SHARED_MOBILE = 3  # clients; more than that and the back-office looks


def power_in_force(start: date | None, end: date | None, today: date) -> bool:
    """Whether a power from `start` to `end` (open without one) covers `today`."""
    return bool(start) and start <= today and (end is None or today <= end)


def document_ends_soon(end: date | None, today: date) -> bool:
    return end is not None and today <= end <= today + WARNED_BEFORE
