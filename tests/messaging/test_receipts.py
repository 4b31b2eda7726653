"""What Twilio tells afterwards: signed, in any order, as often as it likes."""

import itertools

import pytest
from twilio.request_validator import RequestValidator

from portal.messaging import delivery
from portal.messaging.gateways import twilio as gateway
from portal.messaging.models import Message, Receipt
from portal.messaging.states import State
from tests.factories.messages import queued_sms
from tests.messaging.stand_ins import Twilio

pytestmark = pytest.mark.django_db
ADDRESS = "/webhooks/twilio/"


@pytest.fixture
def twilio(settings):
    stand_in = Twilio()
    settings.SMS_GATEWAY = "twilio"
    settings.TWILIO_ACCOUNT_SID, settings.TWILIO_AUTH_TOKEN = "AC" + "a" * 32, "token"
    settings.TWILIO_FROM, settings.TWILIO_API_BASE = "+33644600000", stand_in.url
    yield stand_in
    stand_in.stop()


@pytest.fixture
def report(client, settings):
    """`report(sid, status)` is Twilio's callback; `key` forges it."""

    def told(sid: str, status: str, *, error: str = "", key: str = "token"):
        fields = {"MessageSid": sid, "MessageStatus": status} | ({"ErrorCode": error} if error else {})
        signature = RequestValidator(key).compute_signature(gateway.callback_url(), fields)
        return client.post(ADDRESS, fields, headers={"X-Twilio-Signature": signature})

    return told


def sent(twilio):
    message = queued_sms()
    delivery.deliver(message.pk)
    message.refresh_from_db()
    return message


def test_the_provider_is_told_where_to_report(twilio):
    sent(twilio)
    assert twilio.ledger[0]["form"]["StatusCallback"] == "http://testserver/webhooks/twilio/"


def test_a_delivery_is_shown_and_told_twice_it_counts_once(twilio, report):
    message = sent(twilio)
    assert [report(message.provider_id, "delivered").status_code for _ in range(3)] == [204] * 3
    message.refresh_from_db()
    assert message.state == State.DELIVERED
    assert Receipt.objects.count() == 1


@pytest.mark.parametrize("order", list(itertools.permutations(["queued", "sent", "delivered"])))
def test_reports_in_any_order_only_move_a_message_forward(twilio, report, order):
    message = sent(twilio)
    for status in order:
        report(message.provider_id, status)
    message.refresh_from_db()
    assert message.state == State.DELIVERED


def test_a_failure_says_why_in_french(twilio, report):
    message = sent(twilio)
    report(message.provider_id, "undelivered", error="30005")
    message.refresh_from_db()
    assert message.state == State.FAILED
    assert message.error_sentence == "ce numéro n’est plus attribué"


def test_a_report_before_the_answer_waits_for_its_message(twilio, report):
    report(f"SM{0:032d}", "delivered")
    message = sent(twilio)
    assert message.provider_id == f"SM{0:032d}"
    assert message.state == State.DELIVERED


@pytest.mark.parametrize("status", ["delivered", "", "x" * 100])
def test_a_forged_report_changes_nothing(twilio, report, status):
    message = sent(twilio)
    assert report(message.provider_id, status, key="another key").status_code == 403
    message.refresh_from_db()
    assert message.state == State.SENT
    assert not Receipt.objects.exists()


def test_nonsense_that_is_signed_is_taken_calmly(twilio, report):
    assert report("x" * 500, "delivered").status_code == 204
    assert report("SM1", "undelivered", error="²not a number").status_code == 204
    assert report("", "").status_code == 204


def test_with_the_demo_gateway_nobody_reports(client, settings):
    assert client.post(ADDRESS, {"MessageSid": "SM1", "MessageStatus": "delivered"}).status_code == 403


def test_at_the_daily_budget_sms_wait_and_the_operators_are_told_once(twilio, settings):

    settings.SMS_DAILY_BUDGET = 5
    messages = [queued_sms(f"message {number}") for number in range(7)]
    for message in messages:
        delivery.deliver(message.pk)
    assert len(twilio.ledger) == 5
    waiting = Message.objects.filter(channel="sms", state=State.QUEUED)
    assert [each.error_code for each in waiting] == ["budget", "budget"]
    told = Message.objects.filter(template="messaging/messages/sms_budget").order_by("pk")
    assert [each.subject for each in told] == ["SMS : 80 % du budget du jour", "SMS : 100 % du budget du jour"]
