"""Moving or calling off, and what the calendar asks for (D13, and after D9)."""

from django.db import transaction

from portal.audit import transitions
from portal.audit.history import record
from portal.core import dates
from presales.requests import notices
from presales.requests.actions.slots import release
from presales.requests.enums import SlotState, Status
from presales.requests.models import PresalesRequest, Slot

BATCH = 100


@transaction.atomic
def cancel(*, request: PresalesRequest, reason: str, by) -> PresalesRequest:
    """→ `Annulée` (D13); a meeting that was fixed leaves the calendars of both sides."""
    row = transitions.lock(request)
    was_draft = row.status == Status.DRAFT
    slot = row.chosen if row.status == Status.DONE else None
    row = transitions.apply(row, "cancel", by=by, reason=reason)
    release(row)
    notices.tell_cancelled(row, reason, slot, was_draft=was_draft, by=by)
    return row


@transaction.atomic
def move(*, request: PresalesRequest, expectations: str, half_days: list[str], by) -> PresalesRequest:
    """The meeting cannot be then: it leaves the calendars, and the team proposes again."""
    row = transitions.lock(request)
    slot = row.chosen
    row = transitions.apply(row, "move", by=by, reason=expectations, expectations=expectations, half_days=half_days)
    release(row)
    notices.tell_moved(row, slot, expectations, by=by)
    return row


def release_old_holds() -> int:
    """Give back the dates that nobody took in time, and tell the partners; how many requests it concerned."""
    due = Slot.objects.filter(state=SlotState.HELD, held_until__lte=dates.now())
    keys = due.order_by("request_id").values_list("request_id", flat=True).distinct()[:BATCH]
    return sum(_release_holds_of(key) for key in list(keys))


@transaction.atomic
def _release_holds_of(key: int) -> bool:
    row = PresalesRequest.objects.select_for_update(of=("self",)).get(pk=key)
    now = dates.now()
    over = row.slots.filter(state=SlotState.HELD, held_until__lte=now)
    if not over.update(state=SlotState.RELEASED):
        return False
    if row.slots.filter(state=SlotState.HELD).exists():
        return True
    row.chosen = None
    row.version += 1
    row.save()
    record(row, "presales.holds_ended")
    notices.tell_holds_ended(row)
    return True
