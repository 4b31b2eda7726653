"""A payment that waits, one that was paid with a kept card, and another card that is being added."""

from subscriptions.payments import actions, cards
from subscriptions.payments.gateways.base import Kind, Outcome
from subscriptions.payments.gateways.demo import CARDS, details_of
from subscriptions.payments.purposes import PURPOSES
from tests.factories.payments import PURPOSE, asked

PURPOSES.add(PURPOSE)


def make(owner, name: str, client) -> None:
    asked(owner)
    paid = asked(owner)
    card = details_of(CARDS["visa"])
    actions.settle(payment=paid, outcome=Outcome(Kind.PAID, "demo", amount=paid.amount, card=card, keep_card=True))
    cards.begin_setup(account=owner)
