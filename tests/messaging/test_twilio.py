"""Against a stand-in on loopback, through Twilio's own SDK."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from portal.core.values import dates
from portal.messaging import delivery
from portal.messaging.gateways import twilio as gateway
from portal.messaging.gateways.base import Kind
from portal.messaging.models import Message
from portal.messaging.states import State
from tests.factories.messages import MOBILE, queued_sms
from tests.messaging.stand_ins import Twilio

pytestmark = pytest.mark.django_db


@pytest.fixture
def twilio(settings, monkeypatch):
    stand_in = Twilio()
    settings.SMS_GATEWAY = "twilio"
    settings.TWILIO_ACCOUNT_SID, settings.TWILIO_AUTH_TOKEN = "AC" + "a" * 32, "token"
    settings.TWILIO_FROM, settings.TWILIO_API_BASE = "+33644600000", stand_in.url
    monkeypatch.setattr(gateway, "TIMEOUT_SECONDS", 1)
    yield stand_in
    stand_in.stop()


def send(message) -> Message:
    Message.objects.filter(pk=message.pk).update(due_at=dates.now())
    delivery.deliver(message.pk)
    message.refresh_from_db()
    return message


def test_an_sms_is_handed_over_with_the_time_it_has_left(twilio):
    message = send(queued_sms("code 482 913", sensitive=True, expires_at=dates.now() + timedelta(minutes=10)))
    (sms,) = twilio.ledger
    assert (message.state, message.provider_id) == (State.SENT, sms["sid"])
    form = sms["form"]
    assert (form["To"], form["From"], form["Body"]) == (MOBILE, "+33644600000", "code 482 913")
    assert 590 <= int(form["ValidityPeriod"]) <= 600


def test_a_messaging_service_can_stand_in_place_of_a_number(twilio, settings):
    settings.TWILIO_FROM = "MG" + "b" * 32
    send(queued_sms())
    assert twilio.ledger[0]["form"]["MessagingServiceSid"] == settings.TWILIO_FROM


@pytest.mark.parametrize("how", ["error", "garbage", "cut", "hang"])
def test_an_answer_lost_after_it_was_taken_sends_nothing_a_second_time(twilio, how):
    twilio.how = how
    message = send(queued_sms("code 482 913", sensitive=True))
    assert (message.state, message.in_doubt) == (State.QUEUED, True)
    twilio.how = "take"
    message = send(message)
    assert (message.state, message.provider_id) == (State.SENT, twilio.ledger[0]["sid"])
    assert len(twilio.ledger) == 1


def test_an_error_before_it_was_taken_is_looked_up_then_sent_again(twilio):
    twilio.how = "broken"
    message = send(queued_sms())
    twilio.how = "take"
    message = send(message)
    assert message.state == State.SENT
    assert (len(twilio.ledger), twilio.asked) == (1, 1)


def test_the_same_words_sent_before_to_the_same_number_are_not_taken_for_this_one(twilio):
    send(queued_sms("Rappel"))
    twilio.how = "broken"
    second = send(queued_sms("Rappel"))
    twilio.how = "take"
    second = send(second)
    assert len(twilio.ledger) == 2
    assert second.provider_id == twilio.ledger[0]["sid"]


def test_a_trial_account_that_adds_words_is_recognised(twilio):
    twilio.how = "error"
    message = send(queued_sms("Rappel"))
    twilio.ledger[0]["body"] = "Sent from your Twilio trial account - Rappel"
    assert send(message).state == State.SENT
    assert len(twilio.ledger) == 1


def test_a_refusal_is_said_in_french_at_once(twilio):
    twilio.how = "refuse"
    message = send(queued_sms())
    assert message.status_label == "Échec\u00a0: ce numéro n’est pas un mobile"
    assert message.error_code == "21614"


@pytest.mark.parametrize("how", ["busy", "denied"])
def test_too_many_requests_or_a_wrong_token_are_tried_again_without_doubt(twilio, how):
    twilio.how = how
    message = send(queued_sms())
    assert (message.state, message.in_doubt) == (State.QUEUED, False)


def test_a_provider_that_is_not_there_is_tried_again_without_doubt(twilio, settings):
    settings.TWILIO_API_BASE = "http://127.0.0.1:1"
    message = send(queued_sms())
    assert (message.state, message.in_doubt) == (State.QUEUED, False)
    assert message.error_sentence == "le prestataire de SMS ne répond pas"


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [("queued", None, Kind.SENT), ("delivered", None, Kind.DELIVERED), ("undelivered", 30005, Kind.FAILED)],
)
def test_a_known_message_is_looked_up_by_its_id(twilio, status, code, kind):
    message = send(queued_sms())
    twilio.ledger[0] |= {"status": status, "error_code": code}
    outcome = gateway.TwilioGateway().lookup(message, message.content())
    assert outcome.kind == kind
    if code:
        assert outcome.sentence == "ce numéro n’est plus attribué"


def test_the_token_and_the_words_are_in_no_log(twilio, caplog):
    caplog.set_level("DEBUG")
    twilio.how = "error"
    send(queued_sms("code 482 913", sensitive=True))
    assert not re.search("482|dG9rZW4|:token", caplog.text)


def test_the_sdk_is_not_imported_with_the_gateway():
    source = Path(gateway.__file__).read_text()
    assert not re.search(r"^(from|import) (twilio|requests)", source, re.MULTILINE)
