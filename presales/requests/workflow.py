"""Transitions of a request (D5–D13): who may make each, and which columns it writes."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django_fsm import GET_STATE

from portal.access.permissions import Permission
from portal.audit.workflow import step
from portal.core.values import dates
from presales.meetings.working_time import DAY_SECONDS, after_working_seconds, working_seconds
from presales.requests.enums import WITH_TEAM
from presales.requests.enums import Status as S

ASKERS = {Permission.PRESALES_ASK}
TEAM = {Permission.PRESALES_HANDLE}
BOTH = ASKERS | TEAM
CANCEL = {"target": S.CANCELLED, "label": _("Annuler la demande"), "verb": "presales.cancelled", "needs_reason": True}


def was_with_somebody(request) -> bool:
    return bool(request.status_before_info)


class RequestWorkflow:
    """The transitions; the clock of the team runs while the next step is theirs, in working days."""

    @step(
        source=S.DRAFT,
        target=S.TO_DO,
        who=ASKERS,
        label=_("Envoyer la demande"),
        verb="presales.submitted",
    )
    def submit(self):
        self.submitted_at = dates.now()
        self.start_clock(fresh=True)

    @step(
        source=S.TO_DO,
        target=S.IN_PROGRESS,
        who=TEAM,
        label=_("Accepter la demande"),
        verb="presales.accepted",
    )
    def accept(self, *, handler):
        self.handler = handler

    @step(
        source=S.IN_PROGRESS,
        target=S.PLANNED,
        who=TEAM,
        label=_("Envoyer les 3 dates"),
        verb="presales.proposed",
    )
    def propose(self, *, video_link: str = ""):
        self.round += 1
        self.video_link = video_link or self.video_link
        self.stop_clock()

    @step(
        source=S.PLANNED,
        target=S.DONE,
        who=ASKERS,
        label=_("Choisir une date"),
        verb="presales.agreed",
    )
    def agree(self, *, slot):
        self.chosen = slot
        self.meeting_sequence += 1
        self.expectations = ""
        self.half_days = []

    @step(
        source=S.DONE,
        target=S.PLANNED,
        who=ASKERS,
        label=_("Annuler le choix de la date"),
        verb="presales.agreement_undone",
    )
    def undo_agreement(self, *, expectations: str, half_days: list[str]):
        """Undo within seconds, by the person who chose; see `actions.answering`. The sequence of the meeting stays."""
        self.chosen = None
        self.expectations = expectations
        self.half_days = half_days

    @step(
        source=S.PLANNED,
        target=S.IN_PROGRESS,
        who=ASKERS,
        label=_("Demander d’autres dates"),
        verb="presales.asked_again",
        needs_reason=True,
    )
    def ask_again(self, *, expectations: str, half_days: list[str]):
        self._back_to_dates(expectations, half_days)

    @step(
        source=S.DONE,
        target=S.IN_PROGRESS,
        who=BOTH,
        label=_("Déplacer le rendez-vous"),
        verb="presales.moved",
        needs_reason=True,
    )
    def move(self, *, expectations: str, half_days: list[str]):
        self.meeting_sequence += 1
        self._back_to_dates(expectations, half_days)

    def _back_to_dates(self, expectations: str, half_days: list[str]) -> None:
        self.chosen = None
        self.expectations = expectations
        self.half_days = half_days
        self.start_clock(fresh=True)

    @step(
        source=[S.TO_DO, S.IN_PROGRESS, S.PLANNED],
        target=S.AWAITING_INFO,
        who=TEAM,
        label=_("Demander des informations"),
        verb="presales.info_asked",
        needs_reason=True,
    )
    def ask_info(self):
        self.status_before_info = self.status
        self.stop_clock()

    @step(
        source=S.AWAITING_INFO,
        target=GET_STATE(
            lambda request, **values: request.status_before_info, states=[S.TO_DO, S.IN_PROGRESS, S.PLANNED]
        ),
        who=ASKERS,
        label=_("Transmettre les informations"),
        verb="presales.info_given",
        needs_reason=True,
        conditions=[was_with_somebody],
    )
    def give_info(self):
        """Return to the status before the question; the clock resumes."""
        if self.status_before_info in WITH_TEAM:
            self.start_clock()

    @step(
        source=[S.TO_DO, S.IN_PROGRESS],
        target=S.REFUSED,
        who=TEAM,
        label=_("Refuser la demande"),
        verb="presales.refused",
        needs_reason=True,
    )
    def refuse(self):
        self.stop_clock()

    @step(source=S.DRAFT, who=ASKERS, **CANCEL)
    @step(source=S.TO_DO, who=BOTH, **CANCEL)
    @step(source=[S.IN_PROGRESS, S.AWAITING_INFO, S.PLANNED], who=TEAM, **CANCEL)
    @step(source=S.DONE, who=BOTH, **CANCEL)
    def cancel(self):
        """Cancel: the team at any time, the requester before the team starts, both once a meeting is agreed."""
        if self.status == S.DONE:
            self.meeting_sequence += 1
        self.chosen = None
        self.stop_clock()

    # --- the clock -----------------------------------------------------------------------------

    def start_clock(self, *, fresh: bool = False) -> None:
        """Start the team's clock; `fresh` resets what was spent before."""
        now = dates.now()
        if fresh:
            self.clock_spent = 0
        self.clock_since = now
        self.due_at = after_working_seconds(now, max(settings.PRESALES_DAYS * DAY_SECONDS - self.clock_spent, 0))

    def stop_clock(self) -> None:
        """Stop the clock and keep what was spent; harmless when it does not run."""
        self.clock_spent = self.seconds_spent
        self.clock_since = None
        self.due_at = None

    @property
    def seconds_spent(self) -> int:
        """Return the working seconds spent by the team up to now."""
        running = working_seconds(self.clock_since, dates.now()) if self.clock_since else 0
        return self.clock_spent + running
