"""Release slots; create, renew and revoke the secret URL of a calendar (256 bits, shown once, stored hashed)."""

import secrets

from django.db import transaction

from portal.core.plumbing import crypto
from portal.core.values import dates
from presales.meetings.enums import SlotState
from presales.meetings.models import AgendaKey

PURPOSE = "presales-agenda"


@transaction.atomic
def renew(*, by) -> str:
    """Create a new secret for the calendar of `by`; the former URL stops working."""
    secret = secrets.token_urlsafe(32)
    AgendaKey.objects.update_or_create(
        user=by, defaults={"digest": crypto.digest(PURPOSE, secret), "created_at": dates.now()}
    )
    return secret


def revoke(*, by) -> None:
    """Revoke the URL."""
    AgendaKey.objects.filter(user=by).delete()


def reader_of(secret: str):
    """Return the owner of the calendar that this secret opens; None when unknown or when the account is closed."""
    found = AgendaKey.objects.select_related("user").filter(digest=crypto.digest(PURPOSE, secret)).first()
    return found.user if found and found.user.is_active else None


def release(request, *, but: int | None = None) -> int:
    """Release the slots the request holds or took, except the one whose key is `but`; return how many."""
    found = request.slots.exclude(state=SlotState.RELEASED)
    if but is not None:
        found = found.exclude(pk=but)
    return found.update(state=SlotState.RELEASED)
