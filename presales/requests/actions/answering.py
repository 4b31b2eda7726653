"""Steps of the partner: choose a date, agree, ask for others, answer a question (D9–D11)."""

from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from portal.access.permissions import Permission
from portal.audit import transitions
from portal.audit.transitions import Refused
from portal.core.values import dates
from portal.documents.models import StoredFile
from portal.undo import commands as undo
from presales.meetings import calendars
from presales.meetings.actions import release
from presales.meetings.enums import SlotState
from presales.meetings.models import Slot
from presales.requests import notices
from presales.requests.actions import calendar_files
from presales.requests.enums import Status
from presales.requests.models import PresalesRequest

AGREEMENT = "presales.agreement"  # the act that can be undone


def agree(*, request: PresalesRequest, slot_id: int | None, by) -> PresalesRequest:
    """Take the chosen date (D9): the meeting is agreed. Raises `Refused` if it is no longer held.

    `by` can undo it for `UNDO_SECONDS`; the other two dates stay held and the invitation waits until then.
    """

    def draw() -> tuple[PresalesRequest, list[dict]]:
        row = calendar_files.seen(request)
        slot = _slot_of(row, slot_id)
        return row, [calendars.next_file(row, slot)] if slot and transitions.may(row, "agree", by=by) else []

    return calendar_files.step(draw, partial(_agree, slot_id=slot_id, by=by))


def _slot_of(request: PresalesRequest, slot_id: int | None) -> Slot | None:
    return request.slots.select_related("expert").filter(pk=slot_id, round=request.round).first()


def _agree(seen: PresalesRequest, stored: list, *, slot_id: int | None, by) -> PresalesRequest:
    row = calendar_files.locked_as(seen)
    slot = _slot_of(row, slot_id)
    if row.status == Status.PLANNED and by.has_right(Permission.PRESALES_ASK):
        _still_held(row, slot)
    before = {"expectations": row.expectations, "half_days": row.half_days}
    row = transitions.apply(row, "agree", by=by, data=_hours(slot) if slot else {}, slot=slot)
    slot.state = SlotState.TAKEN
    slot.save(update_fields=["state"])
    after = {"sequence": row.meeting_sequence, "invitation": str(stored[0].pk)}
    undo.keep(row, AGREEMENT, by=by, before=before, after=after)
    return row


def take_back_agreement(row: PresalesRequest, *, by, before: dict) -> PresalesRequest:
    """Undo `agree` (see `portal.undo`): the three dates can be chosen again, nobody was told."""
    slot = row.chosen
    row = transitions.apply(row, "undo_agreement", by=by, **before)
    slot.state = SlotState.HELD
    slot.save(update_fields=["state"])
    return row


def finish_agreement(row: PresalesRequest, *, by, after: dict) -> None:
    """Release the other dates and invite both sides, unless the meeting changed since: that step told of it."""
    if row.status != Status.DONE:
        return
    release(row, but=row.chosen_id)
    if row.meeting_sequence == after["sequence"]:
        notices.tell_agreed(row, row.chosen, invitation=StoredFile.objects.get(pk=after["invitation"]))


def _hours(slot: Slot) -> dict:
    """Return a date as history stores it, so that each reader gets it in their language."""
    return {"start": slot.start.isoformat(), "end": slot.end.isoformat()}


def _still_held(request: PresalesRequest, slot: Slot | None) -> None:
    if slot is None:
        raise Refused(request, _("Choisissez d’abord l’une des dates, puis « Enregistrer »."))
    if not slot.is_held or slot.held_until <= dates.now():
        raise Refused(request, _("Cette date n’est plus réservée : demandez d’autres propositions."))


@transaction.atomic
def ask_again(*, request: PresalesRequest, expectations: str, half_days: list[str], by) -> PresalesRequest:
    """`Demander d’autres dates` (D10): back to `En cours`, the three dates are released."""
    row = transitions.apply(
        request, "ask_again", by=by, reason=expectations, expectations=expectations, half_days=half_days
    )
    release(row)
    notices.tell_asked_again(row, by=by)
    return row


@transaction.atomic
def give_info(*, request: PresalesRequest, answer: str, by) -> PresalesRequest:
    """Answer the team's question (D11): back to the status before it."""
    row = transitions.apply(request, "give_info", by=by, reason=answer)
    question = row.questions.select_for_update(of=("self",)).get(answered_at=None)
    question.answer, question.answered_by, question.answered_at = answer.strip(), by, dates.now()
    question.save()
    notices.tell_info_given(row, question, by=by)
    return row
