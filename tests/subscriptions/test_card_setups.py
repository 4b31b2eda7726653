"""Cards given to Stripe outside a purchase, behind a real socket: lost answers, events in any order, forgetting."""

import itertools
import random

import pytest

from subscriptions.models import CardSetup, Payment, PaymentMethod, ProcessorEvent
from subscriptions.payments import cards, events
from subscriptions.payments.enums import SetupState
from tests.factories.accounts import UserFactory
from tests.factories.payments import asked
from tests.subscriptions.processor import event, post

pytestmark = pytest.mark.django_db
KINDS = ("created", "requires_action", "setup_failed", "succeeded", "canceled")


@pytest.fixture
def person():
    return UserFactory(client=True)


def begun(person, processor, replaces: PaymentMethod | None = None) -> CardSetup:
    """A set-up whose form was shown."""
    setup = cards.begin_setup(account=person, replaces=replaces)
    made, _status = processor.set_up({"usage": "off_session", "customer": "cus_1", "metadata[setup]": str(setup.pk)})
    cards.note_reference(setup=setup, reference=made["id"])
    setup.refresh_from_db()
    return setup


def kept(person, processor) -> PaymentMethod:
    setup = begun(person, processor)
    processor.give(setup.reference)
    assert cards.look_up_open() == 1
    setup.refresh_from_db()
    return setup.method


def test_card_is_typed_at_the_processor_and_kept(login, processor, person):
    browser = login(person)
    assert "js.stripe.com" not in browser.get("/cartes/ajouter/").content.decode()
    here = browser.post("/cartes/ajouter/?next=/support/")["Location"]
    answer = browser.get(here)
    page = answer.content.decode()
    assert "seti_0_secret" in page
    assert "https://js.stripe.com" in answer["Content-Security-Policy"]
    assert f"{here.partition('?')[0]}?next=%2Fsupport%2F" in page
    made = processor.setups["seti_0"]
    assert (made["usage"], made["customer"]) == ("off_session", f"cus_{person.pk}")
    processor.give("seti_0")
    assert browser.get(f"{here}&setup_intent=seti_0&redirect_status=succeeded")["Location"] == "/support/"
    method = PaymentMethod.objects.held().get(account=person)
    assert (method.gateway, method.reference, method.customer) == ("stripe", "pm_seti_0", f"cus_{person.pk}")
    assert processor.intents == {}


def test_second_card_goes_to_the_same_customer(login, processor, person):
    PaymentMethod.objects.filter(pk=kept(person, processor).pk).update(customer="cus_before")
    browser = login(person)
    browser.get(browser.post("/cartes/ajouter/")["Location"])
    assert processor.setups["seti_1"]["customer"] == "cus_before"
    assert ("POST", "/v1/customers") not in processor.calls


@pytest.mark.parametrize("fault", ["before", "after", "hang", "cut"])
def test_lost_answer_prepares_one_set_up(login, processor, person, fault):
    browser = login(person)
    here = browser.post("/cartes/ajouter/")["Location"]
    processor.faults = ["", fault]  # the customer, then the set-up
    assert "ne répond pas" in browser.get(here).content.decode()
    assert "seti_0_secret" in browser.get(here).content.decode()
    assert "seti_0_secret" in browser.get(browser.post("/cartes/ajouter/")["Location"]).content.decode()
    assert (list(processor.setups), CardSetup.objects.get().reference) == (["seti_0"], "seti_0")


def test_event_of_a_lost_creation_finds_its_set_up(client, processor, person):
    setup = cards.begin_setup(account=person)
    made, _status = processor.set_up({"usage": "off_session", "customer": "cus_1", "metadata[setup]": str(setup.pk)})
    processor.give(made["id"])
    post(client, event("1", "setup_intent.succeeded", {"id": made["id"], "metadata": made["metadata"]}))
    assert events.handle_due() == 1
    setup.refresh_from_db()
    assert (setup.state, setup.reference) == (SetupState.DONE, made["id"])


def orders_of_events():
    yield from itertools.islice(itertools.permutations(KINDS), 0, 120, 23)
    yield tuple(reversed(KINDS))
    yield (*KINDS, *KINDS, *KINDS)
    shuffled = list(KINDS) * 3
    random.Random(5).shuffle(shuffled)
    yield tuple(shuffled)


@pytest.mark.parametrize("order", list(orders_of_events()), ids=lambda order: "-".join(each[:2] for each in order))
def test_events_in_any_order_keep_one_card_and_detach_one(client, processor, person, order):
    old = kept(person, processor)
    setup = begun(person, processor, replaces=old)
    processor.give(setup.reference, last4="4444")
    for kind in order:
        about = {"id": setup.reference, "object": "setup_intent", "metadata": {"setup": str(setup.pk)}}
        assert post(client, event(kind, f"setup_intent.{kind}", about)) == 200
        events.handle_due()
        cards.detach_due()
    assert PaymentMethod.objects.held().get().last4 == "4444"
    assert processor.detached == [old.reference]
    assert not ProcessorEvent.objects.filter(handled_at=None).exists()


def test_refused_card_may_be_followed_by_another(login, client, processor, person):
    setup = begun(person, processor)
    error = {"code": "card_declined", "decline_code": "generic_decline"}
    processor.give(setup.reference, "requires_payment_method", last_setup_error=error)
    post(client, event("1", "setup_intent.setup_failed", {"id": setup.reference}))
    events.handle_due()
    assert "a refusé cette carte" in login(person).get(setup.get_absolute_url()).content.decode()
    processor.give(setup.reference)
    assert cards.look_up_open() == 1
    assert PaymentMethod.objects.held().get().account == person


def test_event_about_another_set_up_than_ours_is_ignored(client, processor, person):
    setup = begun(person, processor)
    other, _status = processor.set_up({"usage": "off_session", "customer": "cus_9", "metadata[setup]": str(setup.pk)})
    processor.give(other["id"])
    post(client, event("1", "setup_intent.succeeded", {"id": other["id"], "metadata": other["metadata"]}))
    assert events.handle_due() == 1
    assert ProcessorEvent.objects.get().outcome == "ignored"
    assert not PaymentMethod.objects.exists()


@pytest.mark.parametrize(
    ("given", "state"), [(False, SetupState.EXPIRED), (True, SetupState.DONE)], ids=["left", "given at the last moment"]
)
def test_set_up_that_was_left_is_cancelled_there(processor, person, settings, given, state):
    setup = begun(person, processor)
    if given:
        processor.give(setup.reference)
    settings.CARD_SETUP_MINUTES = -1
    processor.faults = ["before"]
    assert (cards.look_up_open(), cards.look_up_open(), cards.look_up_open()) == (0, 1, 0)
    setup.refresh_from_db()
    assert setup.state == state
    assert (processor.setups[setup.reference]["status"] == "canceled") is not given


@pytest.mark.parametrize("fault", ["before", "after", "hang"])
def test_removed_card_is_forgotten_there_once_nothing_is_charged(processor, person, fault):
    method = kept(person, processor)
    payment = asked(person, method=method, off_session=True)
    cards.remove_card(method=method, by=person)
    assert (cards.detach_due(), processor.detached) == (0, [])
    Payment.objects.filter(pk=payment.pk).update(closed_at=payment.created_at)
    processor.faults = [fault]
    assert (cards.detach_due(), cards.detach_due(), cards.detach_due()) == (0, 1, 0)
    assert set(processor.detached) == {method.reference}
