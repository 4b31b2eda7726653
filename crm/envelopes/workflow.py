"""The life of an envelope."""

from django.utils.translation import gettext_lazy as _

from crm.envelopes.enums import Status as S
from portal.access.permissions import Permission
from portal.audit.workflow import step

OFFICE = {Permission.FACTORING_DECIDE}


class EnvelopeWorkflow:
    """The transitions; the buyer only asks."""

    @step(source=S.ASKED, target=S.GRANTED, who=OFFICE, label=_("Accorder"), verb="envelopes.granted")
    def grant(self, *, terms: dict):
        for name, value in terms.items():
            setattr(self, name, value)

    @step(
        source=S.ASKED,
        target=S.REFUSED,
        who=OFFICE,
        label=_("Refuser"),
        verb="envelopes.refused",
        needs_reason=True,
    )
    def refuse(self, *, reasons: str):
        self.reasons = reasons

    @step(
        source=S.GRANTED,
        target=S.SUSPENDED,
        who=OFFICE,
        label=_("Suspendre"),
        verb="envelopes.suspended",
        needs_reason=True,
    )
    def suspend(self, *, reasons: str):
        self.reasons = reasons

    @step(source=S.SUSPENDED, target=S.GRANTED, who=OFFICE, label=_("Rétablir"), verb="envelopes.resumed")
    def resume(self):
        self.reasons = ""
