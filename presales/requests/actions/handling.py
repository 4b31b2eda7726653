"""Steps of the team: accept, ask, propose three dates, refuse (D7, D8, D11, D12)."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit import transitions
from portal.audit.transitions import Refused
from portal.core.values import dates
from presales.meetings import queries as meetings
from presales.meetings.actions import release
from presales.meetings.models import Slot
from presales.meetings.rules import Proposal, slot_problem, three_choices_problem
from presales.requests import notices
from presales.requests.models import PresalesRequest, Question


@transaction.atomic
def accept(*, request: PresalesRequest, by) -> PresalesRequest:
    """`A traiter` → `En cours`: `by` follows the request."""
    row = transitions.apply(request, "accept", by=by, handler=by)
    notices.tell_accepted(row, by=by)
    return row


@transaction.atomic
def propose(*, request: PresalesRequest, proposals: list[Proposal], by, video_link: str = "") -> PresalesRequest:
    """Hold exactly three dates and send them (D8), with the link of the video meeting if it is known.

    Raises `Refused` when an expert is not free then. The experts' rows are locked first, in a constant order: when two
    colleagues propose the same hour at once, the second waits and is told that it is taken.
    """
    if problem := _problem(proposals):
        raise Refused(request, problem)
    keys = sorted({proposal.expert.pk for proposal in proposals})
    list(get_user_model().objects.select_for_update(of=("self",), no_key=True).filter(pk__in=keys).order_by("pk"))
    row = transitions.lock(request)
    # Dates still held by an earlier round are released before the new ones are checked.
    release(row)
    for proposal in proposals:
        if taken := meetings.busy(start=proposal.start, end=proposal.end, experts=[proposal.expert]).first():
            raise Refused(
                row,
                _("%(expert)s est déjà pris : %(slot)s.")
                % {"expert": proposal.expert.get_full_name(), "slot": taken.in_words},
            )
    row = transitions.apply(row, "propose", by=by, data={"round": row.round + 1}, video_link=video_link)
    held = Slot.objects.bulk_create(_slot(row, proposal) for proposal in proposals)
    notices.tell_proposed(row, sorted(held, key=lambda slot: slot.start), by=by)
    return row


def _problem(proposals: list[Proposal]) -> str:
    now = dates.now()
    problems = (slot_problem(proposal.start, proposal.end, now) for proposal in proposals)
    choices = [(proposal.start, proposal.end, proposal.expert.pk) for proposal in proposals]
    return next(filter(None, problems), "") or three_choices_problem(choices)


def _slot(request: PresalesRequest, proposal: Proposal) -> Slot:
    last_day = dates.add_working_days(dates.today(), settings.PRESALES_HOLD_DAYS)
    return Slot(
        request=request,
        round=request.round,
        start=proposal.start,
        end=proposal.end,
        expert=proposal.expert,
        held_until=min(dates.end_of_day(last_day), proposal.start),
    )


@transaction.atomic
def ask_info(*, request: PresalesRequest, question: str, by) -> PresalesRequest:
    """→ `En attente info` (D11): ask the partner by mail and stop the clock."""
    row = transitions.apply(request, "ask_info", by=by, reason=question)
    asked = Question.objects.create(request=row, text=question.strip(), asked_by=by)
    notices.tell_info_asked(row, asked, by=by)
    return row


@transaction.atomic
def refuse(*, request: PresalesRequest, reason: str, by) -> PresalesRequest:
    """→ `Refusée` (D12), with the reason."""
    row = transitions.apply(request, "refuse", by=by, reason=reason)
    release(row)
    notices.tell_refused(row, reason, by=by)
    return row
