"""Payments of tests, made by the action that every room calls, and a purpose that notes what it is told."""

from decimal import Decimal
from itertools import count

from subscriptions.payments import actions
from subscriptions.payments.purposes import PaymentPurpose
from tests.factories.accounts import UserFactory

TOLD: list[tuple[str, object]] = []
_numbers = count(1)
PURPOSE = PaymentPurpose(
    name="tests",
    describe=lambda payment: f"Essai {payment.subject_id}",
    paid=lambda payment: TOLD.append(("paid", payment.pk)),
    failed=lambda payment: TOLD.append(("failed", payment.pk)),
    refunded=lambda payment: TOLD.append(("refunded", payment.last_refund.amount)),
    disputed=lambda payment: TOLD.append((payment.status, payment.pk)),
    return_url=lambda payment: "/support/",
)


def asked(payer=None, amount: str = "12.00", **more):
    """A payment that waits for a card."""
    number = next(_numbers)
    values = {"key": f"tests:{number}", "purpose": PURPOSE.name, "subject_id": number, "amount": Decimal(amount)}
    return actions.ask(payer=payer or UserFactory(), **values | more)
