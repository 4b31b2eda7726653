"""What the processor says several times at once keeps one card; a card is not chosen while it is being removed."""

import threading
from datetime import timedelta
from functools import partial

import pytest
from django.db import connection

from portal.audit.transitions import Refused
from portal.core.values import dates
from subscriptions.models import CardSetup, PaymentMethod, Renewal
from subscriptions.payments import cards
from subscriptions.payments.gateways.demo import CARDS, DemoGateway
from subscriptions.plans.messages import consent_text
from subscriptions.renewal import actions
from tests.factories.accounts import UserFactory
from tests.factories.subscriptions import period, plan

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
AT_ONCE, ROUNDS = 8, 10


def together(acts) -> list:
    """Run all acts at the same moment, each in a thread; give what each returned or raised."""
    start, done = threading.Barrier(len(acts)), [None] * len(acts)

    def run(rank, act):
        start.wait()
        try:
            done[rank] = act()
        except Refused as refused:
            done[rank] = refused
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return done


def kept(account, name: str) -> PaymentMethod:
    setup = cards.begin_setup(account=account)
    return cards.settle_setup(setup=setup, outcome=DemoGateway().present_setup(setup, CARDS[name])).method


def test_beginnings_at_once_are_one_set_up():
    person = UserFactory(client=True)
    found = together([lambda: cards.begin_setup(account=person) for _each in range(AT_ONCE)])
    assert {setup.pk for setup in found} == {CardSetup.objects.get().pk}


def test_answers_at_once_replace_once():
    person = UserFactory(client=True)
    had = period(person, plan("HS", "a", m12="120"), starts_on=dates.today() - timedelta(days=30))
    old = kept(person, "visa")
    actions.turn_on(subscription=had.subscription, method=old, text=consent_text(had), by=person)
    setup = cards.begin_setup(account=person, replaces=old)
    outcome = DemoGateway().present_setup(setup, CARDS["mastercard"])
    together([lambda: cards.settle_setup(setup=setup, outcome=outcome) for _each in range(AT_ONCE)])
    assert PaymentMethod.objects.held().get() == Renewal.objects.get().method
    old.refresh_from_db()
    assert old.detached_at is not None


def test_card_that_is_removed_while_it_is_chosen_renews_nothing():
    had = period(UserFactory(client=True), plan("HS", "a", m12="120"), starts_on=dates.today() - timedelta(days=30))
    person, subscription = had.subscription.account, had.subscription
    for _round in range(ROUNDS):
        method, text = kept(person, "visa"), consent_text(had)
        choose = partial(actions.turn_on, subscription=subscription, method=method, text=text, by=person)
        together([choose, partial(cards.remove_card, method=method, by=person)])
        assert not Renewal.objects.filter(is_on=True).exists()
        assert not PaymentMethod.objects.held().exists()
