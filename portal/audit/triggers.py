"""Database triggers that refuse to change or remove an event."""

from portal.core import append_only

TABLE = "audit_event"


def install(using: str = "default", **_signal) -> None:
    """Install the triggers; idempotent."""
    append_only.protect(TABLE, using)


def remove(using: str = "default") -> None:
    """Remove the triggers, for tests of what happens without them."""
    append_only.release(TABLE, using)
