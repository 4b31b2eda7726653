"""The life of a monthly statement: approved by the back-office, then paid."""

from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission
from portal.audit.workflow import step
from portal.core.values import dates
from portal.earnings.statements.enums import Status as S

OFFICE = {Permission.EARNINGS_MANAGE}


class StatementWorkflow:
    @step(source=S.TO_APPROVE, target=S.APPROVED, who=OFFICE, label=_("Approuver"), verb="earnings.approved")
    def approve(self, *, carried, earned, taken_back, lines: int):
        self.carried, self.earned, self.taken_back, self.lines = carried, earned, taken_back, lines
        self.approved_at = dates.now()

    @step(source=S.APPROVED, target=S.PAID, who=OFFICE, label=_("Marquer comme payé"), verb="earnings.paid")
    def pay(self, *, paid_on):
        self.paid_on = paid_on
