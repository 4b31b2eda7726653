"""What is asked of whom, and how long the client took."""

from datetime import datetime, timedelta

from crm.onboarding.enums import Consent, PieceKind

REMINDER_DAYS = (2, 5, 10)
PAUSE = timedelta(minutes=10)  # longer than that, nobody was filling anything in
SOLE_TRADER = "1000"
OWNER_SHARE = 25  # per cent: who owns as much is a beneficial owner


def kinds_for(*, is_company: bool, legal_form: str) -> tuple[PieceKind, ...]:
    """The documents that the law asks for."""
    if legal_form == SOLE_TRADER:
        return (PieceKind.OWN_IDENTITY, PieceKind.TRADER)
    if is_company:
        return (PieceKind.IDENTITY, PieceKind.REGISTRATION)
    return (PieceKind.OWN_IDENTITY, PieceKind.HOME)


def seconds_between(before: datetime | None, now: datetime) -> int:
    """Return the time spent since the last answer; a pause counts for nothing."""
    if before is None or not timedelta(0) <= now - before <= PAUSE:
        return 0
    return round((now - before).total_seconds())


def next_reminder(sent_at: datetime, done: int, expires_at: datetime) -> datetime | None:
    """When the client is reminded next, the link still being good for something."""
    if done >= len(REMINDER_DAYS):
        return None
    at = sent_at + timedelta(days=REMINDER_DAYS[done])
    return at if at < expires_at else None


def agrees(consents: dict) -> bool:
    return all(consent in consents for consent in Consent.values)
