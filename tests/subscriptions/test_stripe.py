"""Stripe behind a stand-in: events in any order, forged, old, unknown; answers cut, late, or 500 after charging."""

import hashlib
import hmac
import itertools
import json
import random
import re
import time
from urllib.parse import parse_qs

import pytest
from werkzeug import Request, Response

from subscriptions.models import Payment, PaymentMethod, ProcessorEvent
from subscriptions.payments import actions, events
from subscriptions.payments.enums import RefundState, Status
from subscriptions.payments.gateways.base import Kind
from subscriptions.payments.gateways.stripe import StripeGateway
from tests.factories.accounts import UserFactory
from tests.factories.payments import asked

pytestmark = pytest.mark.django_db
SECRET = "whsec_tests"
HOOK = "/webhooks/stripe/"


class Processor:
    """A processor in memory behind a real socket: one object per idempotency key, and faults on demand."""

    def __init__(self):
        self.intents, self.refunds, self.by_key, self.faults, self.calls = {}, {}, {}, [], []

    def answer(self, request: Request) -> Response:
        fault = self.faults.pop(0) if self.faults else ""
        self.calls.append((request.method, request.path))
        if fault == "before":
            return Response(json.dumps({"error": {"type": "api_error", "message": "down"}}), 500)
        found = self.act(request)
        if fault == "after":
            return Response(json.dumps({"error": {"type": "api_error", "message": "lost"}}), 500)
        if fault == "hang":
            time.sleep(0.7)
        if fault == "cut":
            return Response('{"id": "pi_', 200)
        return Response(json.dumps(found[0]), found[1], content_type="application/json")

    def act(self, request: Request) -> tuple[dict, int]:
        key = request.headers.get("Idempotency-Key")
        if request.method == "GET":
            reference = request.path.rsplit("/", 1)[1]
            return self.intents[reference], 200
        if key not in self.by_key:
            fields = {name: values[0] for name, values in parse_qs(request.get_data(as_text=True)).items()}
            made = self.refund(fields) if "refunds" in request.path else self.charge(fields)
            self.by_key[key] = made
        return self.by_key[key]

    def refund(self, fields: dict) -> tuple[dict, int]:
        number = f"re_{len(self.refunds)}"
        self.refunds[number] = {
            "id": number,
            "object": "refund",
            "status": "succeeded",
            "amount": int(fields["amount"]),
        }
        return self.refunds[number], 200

    def charge(self, fields: dict) -> tuple[dict, int]:
        intent = self.intent(int(fields["amount"]), "succeeded" if "confirm" in fields else "requires_payment_method")
        intent["metadata"] = {"payment": fields["metadata[payment]"]}
        if fields.get("payment_method") == "pm_declined":
            intent["status"] = "requires_payment_method"
            error = {"type": "card_error", "code": "card_declined", "decline_code": "insufficient_funds"}
            return {"error": error | {"message": "no", "payment_intent": intent}}, 402
        return intent, 200

    def intent(self, amount: int, status: str, number: str = "") -> dict:
        number = number or f"pi_{len(self.intents)}"
        card = {"brand": "visa", "last4": "4242", "exp_month": 12, "exp_year": 2031}
        self.intents[number] = {
            "id": number,
            "object": "payment_intent",
            "status": status,
            "amount": amount,
            "amount_received": amount if status == "succeeded" else 0,
            "currency": "eur",
            "client_secret": f"{number}_secret",
            "metadata": {},
            "payment_method": {"id": "pm_1", "object": "payment_method", "card": card},
        }
        return self.intents[number]


@pytest.fixture
def processor(httpserver, settings) -> Processor:
    made = Processor()
    httpserver.expect_request(re.compile(r"/v1/.*")).respond_with_handler(made.answer)
    settings.PAYMENT_GATEWAY = "stripe"
    settings.STRIPE_SECRET_KEY, settings.STRIPE_WEBHOOK_SECRET = "sk_test_1", SECRET
    settings.STRIPE_API_BASE = httpserver.url_for("").rstrip("/")
    settings.STRIPE_SECONDS = 0.5
    return made


def card(owner, reference: str = "pm_1") -> PaymentMethod:
    return PaymentMethod.objects.create(
        account=owner, gateway="stripe", reference=reference, customer="cus_1", brand="Visa", last4="4242",
        exp_month=12, exp_year=2031, kept=True,
    )  # fmt: skip


def off_session(reference: str = "pm_1") -> Payment:
    owner = UserFactory()
    return asked(owner, method=card(owner, reference), off_session=True)


def event(number: str, kind: str, about: dict) -> dict:
    return {"id": f"evt_{number}", "object": "event", "type": kind, "data": {"object": about}}


def signed(body: bytes, at: float | None = None, secret: str = SECRET) -> str:
    stamp = int(time.time() if at is None else at)
    digest = hmac.new(secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={stamp},v1={digest}"


def post(client, told: dict, **how):
    body = json.dumps(told).encode()
    headers = {"Stripe-Signature": signed(body, **how)}
    return client.post(HOOK, body, content_type="application/json", headers=headers).status_code


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


def begun(processor, status: str = "succeeded") -> Payment:
    payment = asked(amount="20.00")
    assert payment.gateway == "stripe"
    number = f"pi_{payment.pk.hex[:8]}"
    processor.intent(2000, status, number)
    Payment.objects.filter(pk=payment.pk).update(processor_reference=number)
    return Payment.objects.get(pk=payment.pk)


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
