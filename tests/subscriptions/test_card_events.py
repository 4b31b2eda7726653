"""Stripe's events as they come, in the order of their making, reversed, shuffled, repeated: one state, one invoice."""

import json
import random
from pathlib import Path

import pytest

from subscriptions.models import Invoice, Order, Payment, ProcessorEvent
from subscriptions.payments import events
from subscriptions.payments.enums import Status
from subscriptions.shop.enums import Status as OrderStatus
from tests.factories.accounts import UserFactory
from tests.factories.shop import placed
from tests.subscriptions.processor import HOOK, begun, post, signed

pytestmark = pytest.mark.django_db
BODIES = {path.stem: path.read_text() for path in sorted((Path(__file__).parent / "card_events").glob("*.json"))}
REAL = sorted(BODIES, key=lambda name: json.loads(BODIES[name])["created"])
OF_MONEY = {"payment_intent_requires_action", "payment_intent_succeeded", "charge_dispute_created"}


def shuffled(seed: int, times: int = 1) -> list[str]:
    names = REAL * times
    random.Random(seed).shuffle(names)
    return names


ORDERS = {
    "real": REAL,
    "reversed": REAL[::-1],
    "repeated": REAL + REAL,
    **{f"shuffled {seed}": shuffled(seed) for seed in range(4)},
    "shuffled and repeated": shuffled(9, times=3),
}


def told_of(payment: Payment, name: str) -> dict:
    return json.loads(BODIES[name].replace("REFERENCE", payment.processor_reference.removeprefix("pi_")))


def sold(processor, dispute: str = "needs_response") -> Order:
    """An order of the shop whose money came at the processor, which was then contested."""
    order = placed(UserFactory())
    number = order.payment.pk.hex[:8]
    processor.intent(int(order.payment.amount * 100), "succeeded", f"pi_{number}")
    processor.dispute(f"dp_{number}", f"pi_{number}", dispute)
    processor.dispute("dp_INQUIRY", None, "warning_needs_response")
    Payment.objects.filter(pk=order.payment_id).update(processor_reference=f"pi_{number}")
    return Order.objects.get(pk=order.pk)


@pytest.mark.parametrize("names", ORDERS.values(), ids=ORDERS)
@pytest.mark.parametrize("at_once", [True, False], ids=["handled together", "one by one"])
def test_any_order_ends_alike_with_one_invoice(client, processor, names, at_once):
    order = sold(processor)
    for name in names:
        assert post(client, told_of(order.payment, name)) == 200
        if not at_once:
            events.handle_due()
    events.handle_due()
    order, payment = Order.objects.get(), Payment.objects.get()
    assert (order.status, payment.status) == (OrderStatus.PAID, Status.DISPUTED)
    assert Invoice.objects.get().gross == payment.amount
    kept = ProcessorEvent.objects
    assert kept.count() == len(REAL)
    assert not kept.filter(handled_at=None).exists()
    assert kept.exclude(outcome="ignored").count() == len(OF_MONEY)


@pytest.mark.parametrize("name", sorted(BODIES.keys() - OF_MONEY))
def test_kind_that_the_portal_does_not_use_does_nothing(client, processor, told, name):
    payment = begun(processor)
    processor.dispute("dp_INQUIRY", None, "warning_needs_response")
    assert post(client, told_of(payment, name)) == 200
    assert events.handle_due() == 1
    assert ProcessorEvent.objects.get().outcome == "ignored"
    assert (told, Payment.objects.get().status) == ([], Status.ASKED)


@pytest.mark.parametrize(
    ("stands", "status", "told_then"),
    [
        ("lost", Status.REFUNDED, ["disputed", "refunded"]),
        ("won", Status.PAID, []),
        ("warning_closed", Status.PAID, []),
    ],
)
def test_dispute_that_ended_before_it_was_read(client, processor, told, stands, status, told_then):
    payment = begun(processor)
    number = payment.processor_reference.removeprefix("pi_")
    processor.dispute(f"dp_{number}", payment.processor_reference, stands)
    for _again in range(2):
        post(client, told_of(payment, "charge_dispute_created"))
        events.handle_due()
    assert Payment.objects.get().status == status
    assert [kind for kind, _pk in told] == ["paid", *told_then]


def test_dispute_waits_for_a_processor_that_is_away(client, processor, told):
    order = sold(processor)
    post(client, told_of(order.payment, "charge_dispute_created"))
    processor.faults = ["before"]
    assert (events.handle_due(), events.handle_due()) == (0, 1)
    assert Payment.objects.get().status == Status.DISPUTED


@pytest.mark.parametrize("name", REAL)
def test_forged_signature_is_refused(client, processor, name):
    told, header = told_of(begun(processor), name), "Stripe-Signature"
    body = json.dumps(told).encode()
    changed = body.replace(b"2000", b"2001")
    for sent, signature in (
        (body, signed(body, secret="whsec_other")),
        (changed + b" ", signed(body)),
        (body, "t=1,v1="),
    ):
        answer = client.post(HOOK, sent, content_type="application/json", headers={header: signature})
        assert answer.status_code == 403
    assert not ProcessorEvent.objects.exists()


@pytest.mark.parametrize("body", [b"[]", b"null", b"{}", b'{"id": null}'])
def test_signed_body_that_is_no_event_is_not_kept(client, processor, body):
    headers = {"Stripe-Signature": signed(body)}
    assert client.post(HOOK, body, content_type="application/json", headers=headers).status_code == 200
    assert not ProcessorEvent.objects.exists()
