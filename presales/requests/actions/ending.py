"""Moving or cancelling a meeting, and the scheduled release of dates (D13, and after D9)."""

from functools import partial

from django.db import transaction

from portal.audit import transitions
from portal.audit.history import record
from portal.core.values import dates
from presales.meetings import calendars
from presales.meetings.actions import release
from presales.meetings.enums import SlotState
from presales.meetings.models import Slot
from presales.requests import notices
from presales.requests.actions import calendar_files
from presales.requests.enums import Status
from presales.requests.models import PresalesRequest

BATCH = 100


def cancel(*, request: PresalesRequest, reason: str, by) -> PresalesRequest:
    """→ `Annulée` (D13); an agreed meeting is removed from both calendars. Nobody is notified of a draft."""

    def take(seen: PresalesRequest, stored: list) -> PresalesRequest:
        before = calendar_files.locked_as(seen)
        row = transitions.apply(before, "cancel", by=by, reason=reason)
        release(row)
        if stored:
            notices.tell_called_off(row, reason, before.chosen, cancelled=stored[0])
        elif before.status != Status.DRAFT:
            notices.tell_cancelled(row, reason, by=by)
        return row

    return calendar_files.step(partial(_called_off, request, "cancel", by), take)


def move(*, request: PresalesRequest, expectations: str, half_days: list[str], by) -> PresalesRequest:
    """Give up the agreed date: the meeting is removed from calendars, and the team proposes again."""
    values = {"expectations": expectations, "half_days": half_days}

    def take(seen: PresalesRequest, stored: list) -> PresalesRequest:
        before = calendar_files.locked_as(seen)
        row = transitions.apply(before, "move", by=by, reason=expectations, **values)
        release(row)
        notices.tell_moved(row, before.chosen, expectations, cancelled=stored[0], by=by)
        return row

    return calendar_files.step(partial(_called_off, request, "move", by), take)


def _called_off(request: PresalesRequest, step: str, by) -> tuple[PresalesRequest, list[dict]]:
    """Return the request, and the cancellation file of its meeting if `by` may cancel it by `step`."""
    row = calendar_files.seen(request)
    if row.status != Status.DONE or not transitions.may(row, step, by=by):
        return row, []
    return row, [calendars.next_file(row, row.chosen, calendars.CANCEL)]


def release_old_holds() -> int:
    """Release the dates not chosen in time and notify the partners; return how many requests are concerned."""
    due = Slot.objects.filter(state=SlotState.HELD, held_until__lte=dates.now())
    keys = due.order_by("request_id").values_list("request_id", flat=True).distinct()[:BATCH]
    return sum(_release_holds_of(key) for key in list(keys))


@transaction.atomic
def _release_holds_of(key: int) -> bool:
    row = PresalesRequest.objects.select_for_update(of=("self",)).get(pk=key)
    if row.status == Status.DONE:
        return False  # the choice can still be undone: its end releases the others
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
