"""The life of an onboarding (F13) and of each of its pieces."""

from django.utils.translation import gettext_lazy as _

from crm.onboarding.enums import WITH_CLIENT, PieceStatus, Status
from portal.access.permissions import Permission
from portal.audit.workflow import CLIENT, SYSTEM, step

OFFICE = {Permission.ONBOARDING_REVIEW}
S, P = Status, PieceStatus


class OnboardingWorkflow:
    """The transitions; what an expired one holds is kept when it is renewed."""

    @step(source=S.SENT, target=S.OPENED, who={CLIENT}, label=_("Ouvrir"), verb="onboarding.opened")
    def open(self):
        """The client proved who they are."""

    @step(source=[S.SENT, S.OPENED], target=S.STARTED, who={CLIENT}, label=_("Commencer"), verb="onboarding.started")
    def begin(self):
        """A first answer was given."""

    @step(
        source=[S.STARTED, S.TO_COMPLETE],
        target=S.TO_CHECK,
        who={CLIENT},
        label=_("Envoyer"),
        verb="onboarding.submitted",
    )
    def submit(self, *, at):
        self.submitted_at = self.submitted_at or at
        self.next_reminder_at = None

    @step(
        source=S.TO_CHECK,
        target=S.TO_COMPLETE,
        who=OFFICE,
        label=_("Redemander les pièces refusées"),
        verb="onboarding.asked_again",
    )
    def ask_again(self):
        """At least one piece was refused."""

    @step(
        source=S.TO_CHECK, target=S.ACCEPTED, who=OFFICE, label=_("Accepter l’inscription"), verb="onboarding.accepted"
    )
    def accept(self, *, at):
        self.accepted_at = at

    @step(source=list(WITH_CLIENT), target=S.EXPIRED, who={SYSTEM}, label=_("Expirer"), verb="onboarding.expired")
    def expire(self):
        self.next_reminder_at = None

    @step(
        source=[S.EXPIRED, S.ACCEPTED],
        target=S.SENT,
        who={SYSTEM, Permission.CLIENTS_EDIT},
        label=_("Renouveler"),
        verb="onboarding.renewed",
    )
    def renew(self):
        """A new link; what was filled in is kept."""


class PieceWorkflow:
    """The transitions of a piece; an accepted one is not replaced."""

    @step(
        source=[P.AWAITED, P.DROPPED, P.REFUSED],
        target=P.DROPPED,
        who={CLIENT},
        label=_("Déposer"),
        verb="onboarding.piece_dropped",
    )
    def drop(self):
        """Pages were added."""

    @step(
        source=[P.DROPPED, P.ACCEPTED],
        target=P.AWAITED,
        who={CLIENT, SYSTEM},
        label=_("Vider"),
        verb="onboarding.piece_emptied",
    )
    def empty(self):
        """Its last page was taken away, or the onboarding begins anew."""

    @step(
        source=P.DROPPED,
        target=P.ACCEPTED,
        who=OFFICE,
        label=_("Accepter la pièce"),
        verb="onboarding.piece_accepted",
    )
    def accept(self, *, decider, at):
        self.reason, self.decided_by, self.decided_at = "", decider, at

    @step(
        source=P.DROPPED,
        target=P.REFUSED,
        who=OFFICE,
        label=_("Refuser la pièce"),
        verb="onboarding.piece_refused",
        needs_reason=True,
    )
    def refuse(self, *, why, decider, at):
        self.reason, self.decided_by, self.decided_at = why, decider, at

    @step(
        source=[P.ACCEPTED, P.REFUSED],
        target=P.DROPPED,
        who=OFFICE,
        label=_("Revenir sur la décision"),
        verb="onboarding.piece_reconsidered",
    )
    def reconsider(self):
        self.reason, self.decided_by, self.decided_at = "", None, None
