"""Values that pages of a request show, computed once so that templates decide nothing."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.access.permissions import Permission
from portal.audit import transitions
from portal.core.values import deadlines
from presales.requests.enums import HalfDay, Status
from presales.requests.models import PresalesRequest

# Steps as buttons: step, URL name, icon, and whether it is destructive.
STEPS = (
    ("propose", "request_proposals", "calendar-event", False),
    ("ask_again", "request_other_dates", "calendar", False),
    ("give_info", "request_answer", "message-circle", False),
    ("move", "request_move", "calendar", False),
    ("ask_info", "request_question", "help-circle", False),
    ("refuse", "request_refusal", "circle-x", True),
    ("cancel", "request_cancellation", "ban", True),
)
MAIN = ("propose", "give_info")  # the main step is first and primary
# Buttons that open a form, named after the form rather than the step.
LABELS = {"propose": gettext_lazy("Proposer trois dates")}

WITHOUT_CLOCK = (Status.DRAFT, Status.REFUSED, Status.CANCELLED, Status.DONE)


@dataclass(frozen=True)
class StepButton:
    label: str
    url: str
    icon: str
    main: bool
    danger: bool


@dataclass(frozen=True)
class Clock:
    """By when the team has to answer; `running` while the next step is theirs."""

    sentence: str
    running: bool
    late: bool


def steps_for(request: PresalesRequest, user) -> list[StepButton]:
    """Return the steps now open to this reader that have a page of their own."""
    return [
        StepButton(
            label=str(LABELS.get(name) or transitions.info_of(request, name).label),
            url=reverse(f"presales:{view}", args=[request.pk]),
            icon=icon,
            main=name in MAIN,
            danger=danger,
        )
        for name, view, icon, danger in STEPS
        if transitions.may(request, name, by=user)
    ]


def clock_of(request: PresalesRequest, user) -> Clock | None:
    """Return the clock for the team; None before the request is theirs and once it is closed."""
    if not user.has_right(Permission.PRESALES_HANDLE) or request.status in WITHOUT_CLOCK:
        return None
    if request.clock_since is None or request.due_at is None:
        return Clock(_("En pause : réponse du partenaire attendue"), running=False, late=False)
    told = deadlines.late_since if request.is_late else deadlines.answer_before
    return Clock(told(request.due_at), running=True, late=request.is_late)


def half_days_of(request: PresalesRequest) -> list[str]:
    """Return the preferred half-days, in words."""
    return [str(HalfDay(value).label) for value in request.half_days if value in HalfDay.values]


def half_day_pairs(request: PresalesRequest) -> frozenset[tuple[int, bool]]:
    """Return the preferred half-days as (weekday, whether it is the afternoon)."""
    ranks = [HalfDay.values.index(value) for value in request.half_days if value in HalfDay.values]
    return frozenset((rank // 2, bool(rank % 2)) for rank in ranks)


def reason_of(request: PresalesRequest, timeline) -> str:
    """Return why it was refused or cancelled, from its history."""
    if request.status not in (Status.REFUSED, Status.CANCELLED):
        return ""
    return next((line.reason for line in timeline if line.event.to_status == request.status), "")
