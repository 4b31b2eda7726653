"""Transfer of requests inside the team, and when a member leaves."""

from collections.abc import Iterable
from datetime import timedelta
from itertools import islice

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from portal.access.permissions import Permission
from portal.audit import transitions
from portal.audit.history import record
from portal.audit.transitions import NotYours, Refused
from portal.core.values import dates
from portal.documents.models import StoredFile
from presales.meetings import calendars
from presales.meetings import queries as meetings
from presales.meetings.enums import SlotState
from presales.meetings.models import Slot
from presales.meetings.rules import FURTHEST_DAYS
from presales.requests import notices, queries
from presales.requests.actions import calendar_files
from presales.requests.enums import OPEN, Status
from presales.requests.models import PresalesRequest

ASSIGNABLE = (*OPEN, Status.DONE)


@transaction.atomic
def assign(*, request: PresalesRequest, to, by, reason: str = "") -> PresalesRequest:
    """Assign the request to `to`; dates proposed before keep their expert.

    Raises `Refused` for a request that is not accepted yet, is closed, is already `to`'s, or was just given to somebody
    else.
    """
    row = transitions.lock(request)
    if problem := assignment_problem(row, to, by):
        raise NotYours(row, problem) if not by.has_right(Permission.PRESALES_ASSIGN) else Refused(row, problem)
    _refuse_if_overtaken(row, request.handler)
    former, row.handler = row.handler, to
    row.version += 1
    row.save()
    if to == by:
        record(row, "presales.taken_over", by=by, reason=reason)
    else:
        record(row, "presales.assigned", by=by, reason=reason, personal={"to": to.get_full_name()})
    notices.tell_assigned(row, former, by=by)
    return row


def assignment_problem(request: PresalesRequest, to, by) -> str:
    """Return why `by` cannot assign the request to `to`, in a sentence, or an empty string."""
    if not to.has_right(Permission.PRESALES_HANDLE):
        return _("Choisissez quelqu’un de l’équipe avant-vente.")
    if problem := handing_problem(request, by):
        return problem
    if request.handler == to:
        return _("%(name)s suit déjà cette demande.") % {"name": to.get_full_name()}
    return ""


def handing_problem(request: PresalesRequest, by) -> str:
    """Return why `by` cannot give the request to anybody, or an empty string."""
    if not by.has_right(Permission.PRESALES_ASSIGN):
        return _("Votre rôle ne permet pas cette action.")
    if request.status not in ASSIGNABLE:
        return _("Impossible : la demande est « %(status)s ».") % {"status": request.status_label}
    if request.handler_id is None:
        return _("Personne ne suit encore cette demande : il faut d’abord l’accepter.")
    return ""


# --- from one colleague to another, with the dates ---------------------------------------------------


def entrust(*, request: PresalesRequest, to, by) -> PresalesRequest:
    """`Confier à…`: assign the request to `to`, who replaces its handler at meetings.

    Raises `Refused` when it cannot be given, was just given to somebody else, or `to` is not free then; `to` is locked
    first, as for proposals.
    """
    former = request.handler

    def draw() -> tuple[PresalesRequest, list[dict]]:
        row = calendar_files.seen(request)
        _refuse_entrusting(row, former, to, by)
        return row, _calendar_files(row, former, to)

    def take(seen: PresalesRequest, stored: list) -> PresalesRequest:
        _lock_people(to)
        row = calendar_files.locked_as(seen)
        _refuse_entrusting(row, former, to, by)
        if _hand_over(row, former, to, stored, by=by, reason=""):
            notices.tell_assigned(row, None, by=by)  # beside the invitation, which everybody gets again
        return row

    return calendar_files.step(draw, take)


def _refuse_entrusting(row: PresalesRequest, former, to, by) -> None:
    if problem := entrusting_problem(row, to, by):
        raise NotYours(row, problem) if not by.has_right(Permission.PRESALES_ASSIGN) else Refused(row, problem)
    _refuse_if_overtaken(row, former)


def _refuse_if_overtaken(row: PresalesRequest, former) -> None:
    """Refuse when the request's handler is not the one shown on the page."""
    if row.handler != former:
        raise Refused(row, overtaken(row))


def overtaken(row: PresalesRequest) -> str:
    """Return the sentence for a person whom somebody preceded."""
    name = row.handler.get_full_name()
    return _("Quelqu’un vous a devancé : %(name)s suit maintenant cette demande.") % {"name": name}


def entrusting_problem(request: PresalesRequest, to, by) -> str:
    """Return why `by` cannot give `to` the request and its dates, or an empty string."""
    if problem := assignment_problem(request, to, by):
        return problem
    return next(filter(None, (_conflict(slot, to) for slot in dates_handed(request))), "")


def dates_handed(request: PresalesRequest) -> list[Slot]:
    """Return the future dates that move with a request: its handler's, not those of other experts."""
    return list(_kept_by(request.handler).filter(request=request)) if request.handler else []


def busy_then(slots: list[Slot]) -> set[int]:
    """Return the keys of the experts busy at one of `slots`."""
    return {key for slot in slots for key in _taken(slot).values_list("expert_id", flat=True)}


def _taken(slot: Slot):
    return meetings.busy(start=slot.start, end=slot.end)


# --- when somebody of the team leaves -----------------------------------------------------------------


def count_followed(user) -> int:
    return _left_by(user).count()


def takeover_problem(owner, to) -> str:
    """Return why `to` cannot take the dates of `owner`: the first at which they are busy."""
    if not to.has_right(Permission.PRESALES_HANDLE):
        return _("%(name)s n’est pas de l’équipe avant-vente.") % {"name": to.get_full_name()}
    return next(filter(None, (_conflict(slot, to) for slot in _kept_by(owner))), "")


def hand_over_followed(*, owner, to, by, reason: str = "", limit: int) -> int:
    """Transfer at most `limit` of the requests `owner` follows or attends; return how many.

    Both experts are locked first, as for proposals, so that nobody is booked twice. Raises `Refused` when `to` became
    busy in the meantime.
    """

    def draw() -> tuple[list, list[dict]]:
        rows = list(_left_by(owner).select_related(*calendar_files.NAMED).order_by("pk")[:limit])
        drawn = [(row, _calendar_files(row, owner, to)) for row in rows]
        return [(row, len(contents)) for row, contents in drawn], [each for _row, found in drawn for each in found]

    def take(drawn: list, stored: list) -> int:
        _lock_people(owner, to)
        left = iter(stored)
        for seen, number in drawn:
            mine = list(islice(left, number))
            _hand_over(calendar_files.locked_as(seen), owner, to, mine, by=by, reason=reason)
        return len(drawn)

    return calendar_files.step(draw, take)


def _lock_people(*people) -> None:
    """Lock the people in a constant order."""
    keys = [person.pk for person in people]
    list(get_user_model().objects.select_for_update(of=("self",), no_key=True).filter(pk__in=keys).order_by("pk"))


def _left_by(user):
    """Return the open work of `user`: requests followed that are not over, and their dates."""
    followed = Q(handler=user) & (Q(status__in=OPEN) | queries.meeting_ahead())
    kept = Q(pk__in=_kept_by(user).order_by().values("request"))
    return PresalesRequest.objects.filter(followed | kept)


def _kept_by(user):
    now = dates.now()
    return meetings.busy(start=now, end=now + timedelta(days=2 * FURTHEST_DAYS), experts=[user])


def _conflict(slot: Slot, to) -> str:
    taken = _taken(slot).filter(expert=to).first()
    if taken is None:
        return ""
    return _("%(expert)s est déjà pris : %(slot)s.") % {"expert": to.get_full_name(), "slot": taken.in_words}


def _calendar_files(row: PresalesRequest, owner, to) -> list[dict]:
    """Return the invitation of `to` and the cancellation for `owner`; none without a future meeting."""
    meeting = _meeting(_kept_by(owner).filter(request=row))
    if meeting is None:
        return []
    gone = calendars.next_file(row, meeting, calendars.CANCEL, leaver=owner)
    meeting.expert = to
    return [calendars.next_file(row, meeting), gone]


def _meeting(kept: Iterable[Slot]) -> Slot | None:
    return next((slot for slot in kept if slot.state == SlotState.TAKEN), None)


def _hand_over(row: PresalesRequest, owner, to, stored: list[StoredFile], *, by, reason: str) -> bool:
    """Give `to` the part of `owner` in the request; return whether it includes the meeting, so that both sides are
    invited.

    `stored` are the files of `_calendar_files`.
    """
    kept = list(_kept_by(owner).filter(request=row))
    for slot in kept:
        if problem := _conflict(slot, to):
            raise Refused(row, problem)
    Slot.objects.filter(pk__in=[slot.pk for slot in kept]).update(expert=to)
    meeting = _meeting(kept) if stored else None
    former = row.handler
    if former == owner:
        row.handler = to
    row.meeting_sequence += meeting is not None
    row.version += 1
    row.save()
    record(row, "presales.assigned", by=by, reason=reason, personal={"to": to.get_full_name()})
    if meeting:
        meeting.expert = to
        invitation, cancelled = stored
        notices.tell_agreed(row, meeting, invitation=invitation)  # again, with who comes now
        notices.tell_left(row, meeting, owner, cancelled=cancelled)
    else:
        notices.tell_assigned(row, former, by=by)
    return meeting is not None
