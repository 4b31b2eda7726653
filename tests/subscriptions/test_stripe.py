"""Stripe behind a stand-in: events in any order, forged, old, unknown; answers cut, late, or 500 after charging."""

import itertools
import random
import time

import pytest

from subscriptions.models import Payment, PaymentMethod, ProcessorEvent
from subscriptions.payments import actions, events
from subscriptions.payments.enums import RefundState, Status
from subscriptions.payments.gateways.base import Kind
from subscriptions.payments.gateways.stripe import StripeGateway
from tests.factories.accounts import UserFactory
from tests.factories.payments import asked
from tests.subscriptions.processor import HOOK, begun, event, post

pytestmark = pytest.mark.django_db


def card(owner, reference: str = "pm_1") -> PaymentMethod:
    return PaymentMethod.objects.create(
        account=owner, gateway="stripe", reference=reference, customer="cus_1", brand="Visa", last4="4242",
        exp_month=12, exp_year=2031, kept=True,
    )  # fmt: skip


def off_session(reference: str = "pm_1") -> Payment:
    owner = UserFactory()
    return asked(owner, method=card(owner, reference), off_session=True)


def test_kept_card_is_charged_by_the_worker(processor, told):
    payment = off_session()
    assert payment.status == Status.ASKED
    assert events.charge_due() == 1
    payment.refresh_from_db()
    assert (payment.status, payment.processor_reference) == (Status.PAID, "pi_0")
    assert told == [("paid", payment.pk)]


def test_refusal_of_the_bank_is_told_in_french(processor, told):
    payment = off_session("pm_declined")
    events.charge_due()
    payment.refresh_from_db()
    assert (payment.status, payment.failure_code) == (Status.FAILED, "insufficient_funds")
    assert "solde" in payment.failure_sentence


@pytest.mark.parametrize("fault", ["before", "after", "hang", "cut"])
def test_lost_answer_charges_once(processor, told, fault):
    payment = off_session()
    processor.faults = [fault]
    events.charge_due()
    events.charge_due()
    payment.refresh_from_db()
    assert payment.status == Status.PAID
    assert len(processor.intents) == 1
    assert told == [("paid", payment.pk)]


@pytest.mark.parametrize("fault", ["before", "after", "hang"])
def test_lost_answer_refunds_once(processor, told, fault):
    payment = off_session()
    events.charge_due()
    refund = actions.refund(payment, payment.amount, "Retour")
    assert refund.state == RefundState.ASKED
    processor.faults = [fault]
    events.refund_due()
    events.refund_due()
    refund.refresh_from_db()
    assert (refund.state, len(processor.refunds)) == (RefundState.DONE, 1)


@pytest.mark.parametrize(("ends", "state"), [("succeeded", RefundState.DONE), ("canceled", RefundState.FAILED)])
def test_refund_on_its_way_is_read_and_not_asked_again(processor, told, ends, state):
    payment = off_session()
    events.charge_due()
    refund = actions.refund(payment, "5.00", "Retour")
    processor.refund_status = "pending"
    events.refund_due()
    processor.by_key.clear()  # as after a day
    events.refund_due()
    refund.refresh_from_db()
    assert (refund.state, refund.processor_reference) == (RefundState.ASKED, "re_0")
    processor.refunds["re_0"]["status"] = ends
    events.refund_due()
    refund.refresh_from_db()
    assert (refund.state, len(processor.refunds)) == (state, 1)


KINDS = ("created", "requires_action", "processing", "payment_failed", "succeeded")


def orders_of_events():
    yield from itertools.islice(itertools.permutations(KINDS), 0, 120, 17)
    yield tuple(reversed(KINDS))
    yield (*KINDS, *KINDS, *KINDS)
    shuffled = list(KINDS) * 3
    random.Random(3).shuffle(shuffled)
    yield tuple(shuffled)


@pytest.mark.parametrize("order", list(orders_of_events()), ids=lambda order: "-".join(each[:2] for each in order))
def test_events_in_any_order_have_one_effect(client, processor, told, order):
    payment = begun(processor)
    for kind in order:
        about = {"id": payment.processor_reference, "object": "payment_intent", "metadata": {}}
        assert post(client, event(kind, f"payment_intent.{kind}", about)) == 200
        events.handle_due()
    assert told == [("paid", payment.pk)]
    assert ProcessorEvent.objects.count() == len(set(order))
    assert not ProcessorEvent.objects.filter(handled_at=None).exists()


def test_event_is_stored_first_and_handled_by_the_worker(client, processor, told):
    payment = begun(processor)
    post(client, event("1", "payment_intent.succeeded", {"id": payment.processor_reference}))
    assert told == []
    assert processor.calls == []
    assert events.handle_due() == 1
    assert events.handle_due() == 0


def test_event_of_a_lost_creation_finds_its_payment(client, processor, told):
    payment = asked(amount="20.00")
    intent = processor.intent(2000, "succeeded")
    about = {"id": intent["id"], "metadata": {"payment": str(payment.pk)}}
    post(client, event("1", "payment_intent.succeeded", about))
    events.handle_due()
    assert told == [("paid", payment.pk)]


def test_processor_that_is_away_is_asked_again(client, processor, told):
    payment = begun(processor)
    post(client, event("1", "payment_intent.succeeded", {"id": payment.processor_reference}))
    processor.faults = ["before"]
    assert events.handle_due() == 0
    assert events.handle_due() == 1
    assert told == [("paid", payment.pk)]


@pytest.mark.parametrize("how", [{"secret": "whsec_other"}, {"at": 0}])
def test_forged_or_old_event_is_refused(client, processor, how):
    if how.get("at") == 0:
        how = {"at": time.time() - 301}
    assert post(client, event("1", "payment_intent.succeeded", {"id": "pi_1"}), **how) == 403
    assert not ProcessorEvent.objects.exists()


def test_event_without_a_signature_is_refused(client, processor):
    assert client.post(HOOK, b"{}", content_type="application/json").status_code == 403


@pytest.mark.parametrize(
    "told_by_them",
    [
        {"id": "evt_9", "object": "event", "type": "invoice.paid", "data": {"object": {"id": "in_1"}}},
        {"id": "evt_9", "object": "event", "type": "payment_intent.succeeded", "data": {"object": ["odd"]}},
        {"id": "evt_9", "object": "event", "type": "unheard.of", "data": {}},
    ],
)
def test_event_of_unknown_type_or_shape_is_kept_and_does_nothing(client, processor, told, told_by_them):
    assert post(client, told_by_them) == 200
    assert events.handle_due() == 1
    assert ProcessorEvent.objects.get().outcome == "ignored"
    assert told == []


def test_event_that_fails_stops_no_other_and_its_words_are_not_logged(client, processor, told, monkeypatch, caplog):
    payment = begun(processor)
    about = {"id": "pi_bad", "metadata": {"name": "Mme Secret"}}
    post(client, event("1", "payment_intent.succeeded", about))
    post(client, event("2", "payment_intent.succeeded", {"id": payment.processor_reference}))
    ask = StripeGateway.look_up

    def look_up(gateway, reference):
        if reference == "pi_bad":
            raise KeyError(about["metadata"]["name"])
        return ask(gateway, reference)

    monkeypatch.setattr(StripeGateway, "look_up", look_up)
    assert events.handle_due() == 1
    assert told == [("paid", payment.pk)]
    assert "KeyError" in caplog.text
    assert "Mme Secret" not in caplog.text
    bad = ProcessorEvent.objects.get(handled_at=None)
    assert bad.tries == 1
    for _round in range(events.MOST_TRIES):
        events.handle_due()
    bad.refresh_from_db()
    assert bad.tries == events.MOST_TRIES


def test_charge_that_fails_stops_no_other(processor, told, monkeypatch):
    broken, fine = off_session("pm_broken"), off_session()
    charge = StripeGateway.charge

    def answer(gateway, payment, method):
        if method.reference == "pm_broken":
            raise KeyError(method.reference)
        return charge(gateway, payment, method)

    monkeypatch.setattr(StripeGateway, "charge", answer)
    assert events.charge_due() == 1
    assert told == [("paid", fine.pk)]
    broken.refresh_from_db()
    assert broken.status == Status.ASKED


@pytest.mark.parametrize("odd", ["a\x00b", "\ud800", float("nan")])
def test_signed_event_that_cannot_be_kept_is_refused(client, processor, odd):
    about = {"id": "pi_1", "metadata": {"deep": [odd]}}
    assert post(client, event("1", "payment_intent.succeeded", about)) == 400
    assert post(client, event("1", "payment_intent.succeeded", {"id": "pi_1", "note": "a\\u0000b"})) == 200
    assert ProcessorEvent.objects.count() == 1


def test_other_amount_than_asked_grants_nothing(client, processor, told):
    payment = begun(processor)
    processor.intents[payment.processor_reference]["amount_received"] = 1999
    post(client, event("1", "payment_intent.succeeded", {"id": payment.processor_reference}))
    events.handle_due()
    assert [kind for kind, _pk in told] == ["failed"]


def test_reconciliation_finds_what_no_event_told(processor, told):
    payment = begun(processor)
    assert events.reconcile() == 1
    assert told == [("paid", payment.pk)]


def test_payment_begins_on_the_page_and_the_card_stays_at_the_processor(login, processor):
    payment = asked(payer := UserFactory(), amount="20.00")
    browser = login(payer)
    assert "js.stripe.com" not in browser.get(payment.get_absolute_url()).content.decode()
    answer = browser.post(payment.get_absolute_url())
    assert "pi_0_secret" in answer.content.decode()
    assert "https://js.stripe.com" in answer["Content-Security-Policy"]
    processor.faults = ["before"]
    again = browser.post(payment.get_absolute_url())
    assert "ne répond pas" in again.content.decode()
    assert len(processor.intents) == 1


def test_inquiry_of_a_bank_moves_no_money(processor):
    assert StripeGateway().look(asked()).kind is Kind.WAITING
