"""What pages need to show a request, computed once: no template decides anything."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.access.permissions import Permission
from portal.audit import transitions
from presales.meetings.working_time import DAY_SECONDS
from presales.requests.enums import HalfDay, Status
from presales.requests.models import PresalesRequest

# Steps as buttons: the step, the address it leads to, its icon, and whether it ends something.
STEPS = (
    ("propose", "request_proposals", "calendar-event", False),
    ("ask_again", "request_other_dates", "calendar", False),
    ("give_info", "request_answer", "message-circle", False),
    ("move", "request_move", "calendar", False),
    ("ask_info", "request_question", "help-circle", False),
    ("refuse", "request_refusal", "circle-x", True),
    ("cancel", "request_cancellation", "ban", True),
)
MAIN = ("propose", "give_info")  # what one comes for stands first and in colour
# A step whose name says its end, where the button leads to its beginning.
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
    """How much of the team's working days is spent; `running` while the next step is theirs."""

    sentence: str
    running: bool
    late: bool


def next_step_of(request: PresalesRequest, user, *, may_agree: bool) -> str:
    """What happens next, for this reader; once a date is kept, there is one click left."""
    if may_agree:
        return _("Une date est retenue : acceptez la proposition pour fixer le rendez-vous.")
    return request.next_step_for(user.role)


def steps_for(request: PresalesRequest, user) -> list[StepButton]:
    """The steps open to this reader now that have a page of their own."""
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
    """For the team's eyes; None before the request is theirs and once it is closed."""
    if not user.has_right(Permission.PRESALES_HANDLE) or request.status in WITHOUT_CLOCK:
        return None
    spent = round(request.seconds_spent / DAY_SECONDS, 1)
    days = ngettext("%(spent)s jour ouvré sur %(limit)s", "%(spent)s jours ouvrés sur %(limit)s", _plural(spent)) % {
        "spent": number_format(spent, 0 if spent.is_integer() else 1),
        "limit": settings.PRESALES_DAYS,
    }
    running = request.clock_since is not None
    return Clock(days if running else _("%(days)s, en pause") % {"days": days}, running, request.is_late)


def _plural(days: float) -> int:
    """French has no plural below two: « 0,6 jour », « 1,6 jour »."""
    return max(int(days), 1)


def half_days_of(request: PresalesRequest) -> list[str]:
    """The preferred half-days, in words."""
    return [str(HalfDay(value).label) for value in request.half_days if value in HalfDay.values]


def reason_of(request: PresalesRequest, timeline) -> str:
    """Why it was refused or called off, from its history."""
    if request.status not in (Status.REFUSED, Status.CANCELLED):
        return ""
    return next((line.reason for line in timeline if line.event.to_status == request.status), "")
