"""The life of a payment: every step, and what it writes. The processor alone says that money came."""

from django.utils.translation import gettext_lazy as _
from django_fsm import GET_STATE

from portal.audit.workflow import SYSTEM, step
from portal.core.values import dates
from subscriptions.payments.enums import REFUNDABLE, SETTLED, UNPAID
from subscriptions.payments.enums import Status as S

PROCESSOR = {SYSTEM}


class PaymentWorkflow:
    @step(
        source=list(UNPAID),
        target=S.TO_AUTHENTICATE,
        who=PROCESSOR,
        label=_("Demander l’authentification"),
        verb="payments.authentication_asked",
    )
    def authenticate(self, *, processor_reference: str):
        self._forget_failure()
        self.processor_reference = processor_reference

    @step(source=list(UNPAID), target=S.PAID, who=PROCESSOR, label=_("Encaisser"), verb="payments.paid")
    def pay(self, *, processor_reference: str, card):
        self._forget_failure()
        self.processor_reference = processor_reference
        self.method = card
        self.paid_at = dates.now()

    @step(source=list(UNPAID), target=S.FAILED, who=PROCESSOR, label=_("Refuser"), verb="payments.failed")
    def fail(self, *, processor_reference: str, code: str, sentence: str):
        self.processor_reference = processor_reference or self.processor_reference
        self.failure_code = code[:60]
        self.failure_sentence = sentence[:300]

    @step(
        source=list(REFUNDABLE),
        target=GET_STATE(
            lambda payment, *, total: _after_refund(payment, total), states=[S.PARTLY_REFUNDED, S.REFUNDED]
        ),
        who=PROCESSOR,
        label=_("Rembourser"),
        verb="payments.refunded",
    )
    def take_refund(self, *, total):
        self.refunded_amount = total

    @step(source=list(REFUNDABLE), target=S.DISPUTED, who=PROCESSOR, label=_("Contester"), verb="payments.disputed")
    def dispute(self):
        """The bank takes the money back until the dispute is decided."""

    @step(
        source=S.DISPUTED,
        target=GET_STATE(lambda payment: _after_dispute(payment), states=[S.PAID, S.PARTLY_REFUNDED]),
        who=PROCESSOR,
        label=_("Gagner la contestation"),
        verb="payments.dispute_won",
    )
    def win_dispute(self):
        """The money is ours again."""

    @step(
        source=S.DISPUTED,
        target=S.REFUNDED,
        who=PROCESSOR,
        label=_("Perdre la contestation"),
        verb="payments.dispute_lost",
    )
    def lose_dispute(self):
        self.refunded_amount = self.amount

    def _forget_failure(self) -> None:
        self.failure_code = self.failure_sentence = ""

    @property
    def is_settled(self) -> bool:
        """Return whether the money came, whatever became of it afterwards."""
        return self.status in SETTLED


def _after_refund(payment, total) -> str:
    return S.REFUNDED if total >= payment.amount else S.PARTLY_REFUNDED


def _after_dispute(payment) -> str:
    return S.PARTLY_REFUNDED if payment.refunded_amount else S.PAID
