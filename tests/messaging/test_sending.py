from datetime import timedelta

import pytest

from portal.core.values import dates
from portal.messaging import delivery, outbox
from portal.messaging.gateways.base import Kind, Outcome
from portal.messaging.models import DemoDelivery, Message
from portal.messaging.states import State
from tests.factories.messages import queued_mail, queued_sms

RETRY = Outcome(Kind.RETRY, code="429", sentence="le prestataire ne répond pas")
UNKNOWN = Outcome(Kind.UNKNOWN, code="timeout", sentence="le prestataire ne répond pas")
FOUND = Outcome(Kind.SENT, provider_id="X9")

pytestmark = pytest.mark.django_db


def state_of(message) -> str:
    message.refresh_from_db()
    return message.state


def test_a_due_message_is_sent_once_and_remembers_when(provider, clock):
    message = queued_sms()
    delivery.deliver(message.pk)
    delivery.deliver(message.pk)
    assert state_of(message) == State.SENT
    assert provider.sent == [(message.pk, "Votre code : 123 456")]
    assert (message.provider_id, message.sent_at, message.lease_until) == ("X1", dates.now(), None)


def test_a_sensitive_body_reaches_the_provider_and_is_then_forgotten(provider):
    message = queued_sms("code 482 913", sensitive=True)
    delivery.deliver(message.pk)
    assert provider.sent == [(message.pk, "code 482 913")]
    assert state_of(message) == State.SENT
    assert message.body_text == ""


def test_a_message_that_is_not_due_or_held_by_another_is_left_alone(provider, clock):
    later = queued_sms(due_at=dates.now() + timedelta(seconds=5))
    held = queued_sms()
    assert delivery.claim(held.pk)
    delivery.sweep()
    assert provider.sent == []
    clock(6)
    delivery.sweep()
    assert provider.sent == [(later.pk, "Votre code : 123 456")]


def test_a_code_does_not_wait_behind_a_heap_of_what_is_patient(provider, monkeypatch):
    monkeypatch.setattr(delivery, "BATCH", 2)
    patient = [queued_sms(f"patient {number}") for number in range(3)]
    late = queued_sms("late code", expires_at=dates.now() + timedelta(minutes=9))
    soon = queued_sms("soon over", expires_at=dates.now() + timedelta(minutes=1))
    delivery.sweep()
    assert [pk for pk, _text in provider.sent] == [soon.pk, late.pk, patient[0].pk, patient[1].pk]


def test_codes_that_nobody_takes_leave_half_of_the_time_to_the_rest(provider, monkeypatch):
    clock = iter(range(0, 1000, 6))  # seconds: each look at the clock finds it six further
    monkeypatch.setattr(delivery.time, "monotonic", lambda: next(clock))
    codes = [queued_sms(f"code {number}", expires_at=dates.now() + timedelta(minutes=5)) for number in range(9)]
    patient = queued_sms("patient")
    delivery.sweep()
    sent = [pk for pk, _text in provider.sent]
    assert patient.pk in sent
    assert not set(sent) >= {code.pk for code in codes}


def test_of_two_who_saw_the_message_free_one_gets_it(monkeypatch):
    message = queued_sms()
    seen_by_the_second = Message.objects.get(pk=message.pk)
    assert delivery.claim(message.pk)
    Message.objects.filter(pk=message.pk).update(lease_until=dates.now() - timedelta(seconds=1))
    free = Message.objects.due(dates.now()).filter(pk=message.pk, attempts=seen_by_the_second.attempts)
    assert free.update(attempts=1) == 0


def test_tries_are_further_and_further_apart_then_it_is_given_up(provider, clock):
    provider.answers = [RETRY]
    message = queued_mail()
    pauses = []
    for _try in range(10):
        delivery.sweep()
        if state_of(message) == State.DEAD:
            break
        pauses.append((message.due_at - dates.now()).total_seconds())
        clock(pauses[-1])
    assert pauses == [5, 30, 120, 600, 3600]
    assert len(provider.sent) == 6
    assert message.status_label == "Abandonné\u00a0: le prestataire ne répond pas"


def test_a_refusal_ends_it_at_once_with_its_reason(provider):
    provider.answers = [Outcome(Kind.FAILED, code="21614", sentence="ce numéro n’est pas un mobile")]
    message = queued_sms(sensitive=True)
    delivery.deliver(message.pk)
    assert state_of(message) == State.FAILED
    assert message.status_label == "Échec\u00a0: ce numéro n’est pas un mobile"
    assert (message.status_tone, message.body_text) == ("danger", "")


def test_after_a_doubt_the_provider_is_asked_before_anything_is_sent_again(provider, clock):
    provider.answers = [UNKNOWN]
    message = queued_sms(sensitive=True)
    delivery.sweep()
    assert (state_of(message), message.in_doubt) == (State.QUEUED, True)
    assert message.body_text
    provider.known = FOUND
    clock(5)
    delivery.sweep()
    assert (state_of(message), message.provider_id) == (State.SENT, "X9")
    assert len(provider.sent) == 1
    assert (message.in_doubt, message.body_text) == (False, "")


def test_message_unknown_to_the_provider_is_resent_unchanged(provider, clock):
    provider.answers = [UNKNOWN, Outcome(Kind.SENT, provider_id="X2")]
    message = queued_sms("code 482 913", sensitive=True)
    delivery.sweep()
    clock(5)
    delivery.sweep()
    assert state_of(message) == State.SENT
    assert provider.sent == [(message.pk, "code 482 913")] * 2


def test_message_in_doubt_is_not_resent_without_a_lookup(provider, clock):
    provider.answers, provider.known = [UNKNOWN], UNKNOWN
    message = queued_sms()
    for pause in (0, 5, 30, 120):
        clock(pause)
        delivery.sweep()
    assert len(provider.sent) == 1
    assert len(provider.asked) == 3
    provider.known = FOUND
    clock(600)
    delivery.sweep()
    assert state_of(message) == State.SENT


def test_a_worker_that_dies_after_its_claim_leaves_a_message_that_is_looked_up_first(provider, clock):
    message = queued_sms()
    delivery.claim(message.pk)
    clock(30)
    delivery.sweep()
    assert not provider.asked
    clock(31)
    provider.known = FOUND
    delivery.sweep()
    assert provider.asked == [message.pk]
    assert not provider.sent
    assert state_of(message) == State.SENT


def test_a_worker_that_wakes_up_after_its_lease_writes_nothing(provider, clock, caplog):
    message = queued_sms()
    provider.known = FOUND

    def sleep(_message):
        clock(61)
        delivery.deliver(message.pk)

    provider.before_answer = sleep
    provider.answers = [RETRY]
    delivery.deliver(message.pk)
    assert (state_of(message), message.provider_id) == (State.SENT, "X9")
    assert "another worker took over" in caplog.text


def test_nothing_is_sent_after_its_life(provider, clock):
    message = queued_sms(sensitive=True, expires_at=dates.now() + timedelta(minutes=10))
    provider.answers = [RETRY]
    delivery.sweep()
    clock(600)
    delivery.sweep()
    assert (state_of(message), message.body_text) == (State.CANCELLED, "")
    assert len(provider.sent) == 1


def test_an_expired_message_is_not_sent_by_its_own_wake_up_either(provider, clock):
    message = queued_sms(expires_at=dates.now() + timedelta(minutes=10))
    clock(601)
    delivery.deliver(message.pk)
    assert state_of(message) == State.CANCELLED
    assert not provider.sent


def test_a_doubtful_message_that_expires_is_looked_up_a_last_time(provider, clock):
    provider.answers = [UNKNOWN]
    message = queued_sms(sensitive=True, expires_at=dates.now() + timedelta(seconds=60))
    delivery.sweep()
    clock(5)
    provider.known = UNKNOWN
    delivery.sweep()
    clock(55 + 1)
    provider.known = FOUND
    delivery.sweep()
    assert (state_of(message), message.body_text) == (State.SENT, "")
    assert len(provider.sent) == 1


def test_a_doubt_nobody_can_lift_before_the_end_of_life_is_said_not_hidden(provider, clock):
    provider.answers, provider.known = [UNKNOWN], UNKNOWN
    message = queued_sms(sensitive=True, expires_at=dates.now() + timedelta(seconds=60))
    delivery.sweep()
    clock(61)
    delivery.sweep()
    assert (state_of(message), message.body_text) == (State.DEAD, "")


def test_a_code_killed_while_it_leaves_is_not_tried_a_second_time(provider, clock):
    message = queued_sms(sensitive=True)
    provider.before_answer = lambda leaving: outbox.cancel(message=leaving_row())
    provider.answers = [RETRY]

    def leaving_row():
        return Message.objects.get(pk=message.pk)

    delivery.deliver(message.pk)
    assert (state_of(message), message.body_text) == (State.CANCELLED, "")


def test_a_bug_in_a_gateway_stops_neither_the_sweep_nor_leaks_the_words(provider, clock, caplog):
    words = "secret 482 913"
    broken, fine = queued_sms(words), queued_sms("autre")

    def stumble(message):
        if message.pk == broken.pk:
            raise KeyError(words)

    provider.before_answer = stumble
    delivery.sweep()
    assert (state_of(broken), broken.in_doubt) == (State.QUEUED, True)
    assert state_of(fine) == State.SENT
    assert "KeyError" in caplog.text
    assert words not in caplog.text


def test_the_sweep_takes_the_oldest_first_and_a_bounded_number(provider, monkeypatch):
    monkeypatch.setattr(delivery, "BATCH", 2)
    late = queued_sms(due_at=dates.now() - timedelta(minutes=1))
    early = queued_sms(due_at=dates.now() - timedelta(minutes=2))
    queued_sms()
    assert delivery.sweep() == 2
    assert [pk for pk, _text in provider.sent] == [early.pk, late.pk]


def test_the_sweep_ends_in_time_when_the_provider_is_slow(provider, monkeypatch):
    ticks = iter([0, 1, 30])
    monkeypatch.setattr(delivery.time, "monotonic", lambda: next(ticks))
    queued_sms()
    queued_sms()
    assert delivery.sweep() == 1


def test_the_demo_gateway_delivers_to_its_mailbox_once_even_if_asked_twice(clock):
    message = queued_sms("code 482 913", sensitive=True)
    delivery.claim(message.pk)
    clock(61)
    delivery.sweep()
    assert (state_of(message), message.status_label) == (State.DELIVERED, "Remis")
    again = {"state": State.QUEUED, "sent_at": None, "delivered_at": None, "in_doubt": True}
    Message.objects.filter(pk=message.pk).update(**again)
    delivery.sweep()
    assert DemoDelivery.objects.get().text == "code 482 913"


def test_the_number_that_never_answers_shows_a_failed_delivery():
    message = queued_sms(recipient="+33639980000")
    delivery.deliver(message.pk)
    assert state_of(message) == State.FAILED
    assert "n’est pas attribué" in message.status_label
    assert not DemoDelivery.objects.exists()


def test_a_message_in_the_portal_is_delivered_by_being_written():
    message = queued_mail(channel="portal", recipient="12")
    delivery.deliver(message.pk)
    assert state_of(message) == State.DELIVERED
