"""Steps of the partner: choose a date, agree, ask for others, answer a question (D9–D11)."""

from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from portal.access.permissions import Permission
from portal.audit import transitions
from portal.audit.history import record
from portal.audit.transitions import NotYours, Refused
from portal.core.values import dates
from presales.meetings import calendars
from presales.meetings.actions import release
from presales.meetings.enums import SlotState
from presales.meetings.models import Slot
from presales.requests import notices
from presales.requests.actions import calendar_files
from presales.requests.enums import Status
from presales.requests.models import PresalesRequest


@transaction.atomic
def keep_choice(*, request: PresalesRequest, slot_id: int, by) -> PresalesRequest:
    """`Enregistrer` (D9): store the chosen date, without agreeing yet; raise `Refused` if it is no longer held."""
    row = transitions.lock(request)
    if not by.has_right(Permission.PRESALES_ASK):
        raise NotYours(row)
    if row.status != Status.PLANNED:
        raise Refused(row, transitions.refusal(row))
    slot = row.slots.filter(pk=slot_id, round=row.round).first()
    _still_held(row, slot)
    if row.chosen_id == slot.pk:
        return row
    row.chosen = slot
    row.version += 1
    row.save()
    record(row, "presales.choice_kept", by=by, data=_hours(slot))
    return row


def agree(*, request: PresalesRequest, by) -> PresalesRequest:
    """`Accepter la proposition` (D9): take the chosen date, release the others, send the invitation to both."""

    def draw() -> tuple[PresalesRequest, list[dict]]:
        row = calendar_files.seen(request)
        may_agree = transitions.may(row, "agree", by=by)
        return row, [calendars.next_file(row, row.chosen)] if may_agree else []

    return calendar_files.step(draw, partial(_agree, by=by))


def _agree(seen: PresalesRequest, stored: list, *, by) -> PresalesRequest:
    row = calendar_files.locked_as(seen)
    if row.status == Status.PLANNED:
        _still_held(row, row.chosen)
    slot = row.chosen
    row = transitions.apply(row, "agree", by=by, data=_hours(slot) if slot else {})
    release(row, but=slot.pk)
    slot.state = SlotState.TAKEN
    slot.save(update_fields=["state"])
    notices.tell_agreed(row, slot, invitation=stored[0])
    return row


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
    """`Demander d’autres propositions de dates` (D10): back to `En cours`, the three dates are released."""
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
