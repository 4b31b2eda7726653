"""The life of an invoice: submitted, approved by the buyer, paid early, repaid (F11)."""

from django.utils.translation import gettext_lazy as _
from django_fsm import GET_STATE

from crm.financing.enums import Status as S
from portal.access.permissions import Permission
from portal.audit.workflow import SYSTEM, step
from portal.core.values import dates

BUYER = {Permission.FACTORING_BUY}
OFFICE = {Permission.FACTORING_DECIDE}
ALL_PARTIES = {Permission.FACTORING_BUY, Permission.FACTORING_SUPPLY, Permission.FACTORING_DECIDE}


class InvoiceWorkflow:
    """The transitions; an approval is final for the buyer."""

    @step(source=S.SUBMITTED, target=S.VALIDATED, who=BUYER, label=_("Approuver"), verb="financing.approved")
    def approve(self, *, envelope):
        self.envelope = envelope
        self.approved_at = dates.now()

    @step(
        source=S.SUBMITTED,
        target=S.REJECTED,
        who=BUYER,
        label=_("Rejeter"),
        verb="financing.rejected",
        needs_reason=True,
    )
    def reject(self, *, reason_kept: str):
        self.reason = reason_kept

    @step(
        source=S.VALIDATED,
        target=S.REJECTED,
        who=OFFICE,
        label=_("Retirer du financement"),
        verb="financing.released",
        needs_reason=True,
    )
    def release(self, *, reason_kept: str):
        self.reason = reason_kept

    @step(source=S.VALIDATED, target=S.FINANCED, who=OFFICE, label=_("Payer"), verb="financing.paid")
    def pay(self):
        self.financed_at = dates.now()

    @step(
        source=S.FINANCED,
        target=S.SETTLED,
        who=OFFICE | {SYSTEM},
        label=_("Solder"),
        verb="financing.settled",
    )
    def settle(self):
        self.settled_at = dates.now()

    @step(
        source=[S.VALIDATED, S.FINANCED],
        target=S.DISPUTED,
        who=ALL_PARTIES | {SYSTEM},
        label=_("Ouvrir un litige"),
        verb="financing.disputed",
        needs_reason=True,
    )
    def dispute(self, *, reason_kept: str):
        self.disputed_from = self.status
        self.reason = reason_kept

    @step(
        source=S.DISPUTED,
        target=GET_STATE(lambda invoice, **values: invoice.disputed_from, states=[S.VALIDATED, S.FINANCED]),
        who=OFFICE,
        label=_("Lever le litige"),
        verb="financing.resumed",
        needs_reason=True,
    )
    def resume(self):
        """Back to the status it had before, which `disputed_from` keeps."""
        self.reason = ""
