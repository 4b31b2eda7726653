"""A renewal is paid once: by the card that is tried, or by its payer on the page that a mail leads to."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from portal.messaging.models import Message
from subscriptions.models import Invoice, Payment, PaymentMethod, Period, Refund
from subscriptions.payments import actions as payments
from subscriptions.payments import events
from subscriptions.payments.enums import Status
from subscriptions.payments.gateways.demo import CARDS, DemoGateway
from subscriptions.plans.queries import has_access
from subscriptions.renewal import actions
from tests.subscriptions.test_renewal import LATER, clock, link, renewing, small

__all__ = ["clock", "link", "small"]  # fixtures
pytestmark = pytest.mark.django_db
DUE = date(2026, 3, 1)
FAILED = "subscriptions/messages/renewal_failed"


@pytest.fixture
def refused(link, small, clock) -> Payment:
    """The first try of a renewal: the bank asks the holder to confirm."""
    renewing(link, small, date(2025, 3, 1), LATER)
    clock(DUE)
    actions.follow()
    return Payment.objects.get()


def next_try(clock) -> Payment:
    clock(DUE + timedelta(days=1))
    actions.follow()
    return Payment.objects.order_by("-created_at", "-key").first()


def test_the_mail_leads_to_the_page_where_the_payer_confirms(login, refused, link, clock):
    mail = Message.objects.get(template=FAILED)
    assert mail.recipient == link.owner.email
    assert refused.get_absolute_url() in mail.body_text
    browser = login(link.owner)
    browser.post(refused.get_absolute_url(), {"card": "secure"})
    browser.post(f"{refused.get_absolute_url()}authentification/", {"accepter": ""})
    assert Period.objects.filter(starts_on=DUE).count() == 1
    for days in range(1, 16):
        clock(DUE + timedelta(days=days))
        actions.follow()
    assert Payment.objects.get().status == Status.PAID
    assert has_access(link.account, "a")


def test_another_refusal_leads_to_the_subscription(link, small, clock):
    renewing(link, small, date(2025, 3, 1), "demo_later")
    clock(DUE)
    actions.follow()
    mail = Message.objects.get(template=FAILED)
    assert Payment.objects.get().get_absolute_url() not in mail.body_text
    assert "Vous pouvez changer de carte" in mail.body_text


def test_a_later_try_closes_the_page_of_the_earlier(login, refused, link, clock):
    later = next_try(clock)
    browser = login(link.owner)
    assert browser.post(refused.get_absolute_url(), {"card": "visa"}).status_code == 410
    assert browser.get(later.get_absolute_url()).status_code == 200
    refused.refresh_from_db()
    assert (refused.status, refused.closed_at is not None) == (Status.FAILED, True)


def test_money_that_comes_for_both_tries_renews_once_and_the_second_goes_back(refused, link, clock):
    later = next_try(clock)
    for each in (refused, later):
        payments.settle(payment=each, outcome=DemoGateway().present(each, CARDS["visa"], keep=False))
    assert Period.objects.filter(starts_on=DUE).count() == 1
    assert Invoice.objects.count() == 1
    assert Refund.objects.get().payment_id == later.pk
    later.refresh_from_db()
    assert later.status == Status.REFUNDED


@pytest.fixture
def at_stripe(processor, link, small, clock) -> Payment:
    """The first try of a renewal at Stripe, whose bank asks the holder to confirm."""
    made = renewing(link, small, date(2025, 3, 1))
    PaymentMethod.objects.update(gateway="stripe", reference="pm_secure", customer="cus_1")
    clock(made.ends_before)
    actions.follow()
    assert events.charge_due() == 1
    return Payment.objects.get()


def test_the_page_goes_on_with_what_was_begun_at_the_processor(login, at_stripe, processor, link):
    assert at_stripe.failure_code == "authentication_required"
    assert at_stripe.get_absolute_url() in Message.objects.get(template=FAILED).body_text
    page = login(link.owner).post(at_stripe.get_absolute_url()).content.decode()
    assert f"{at_stripe.processor_reference}_secret" in page
    assert len(processor.intents) == 1


def test_the_earlier_try_is_ended_at_the_processor_before_the_next_charge(at_stripe, processor, clock):
    later = next_try(clock)
    PaymentMethod.objects.update(reference="pm_1")
    events.charge_due()
    assert [each["status"] for each in processor.intents.values()] == ["canceled", "succeeded"]
    later.refresh_from_db()
    assert later.status == Status.PAID
    assert Invoice.objects.count() == 1


@pytest.mark.parametrize("ends", ["succeeded", "processing"])
def test_a_try_that_is_confirmed_meanwhile_keeps_the_next_from_being_charged(at_stripe, processor, clock, ends):
    later = next_try(clock)
    intent = processor.intents[at_stripe.processor_reference]
    intent |= {"status": ends, "amount_received": intent["amount"]}
    events.charge_due()
    assert len(processor.intents) == 1
    intent["status"] = "succeeded"
    events.charge_due()
    events.charge_due()
    assert len(processor.intents) == 1
    later.refresh_from_db()
    at_stripe.refresh_from_db()
    assert (at_stripe.status, later.status, later.closed_at is not None) == (Status.PAID, Status.ASKED, True)
    assert Period.objects.filter(starts_on=DUE).count() == 1
    assert not Refund.objects.exists()


def test_while_a_kept_card_is_charged_its_page_takes_no_other(login, at_stripe, processor, link, clock):
    later = next_try(clock)
    browser = login(link.owner)
    answer = browser.post(later.get_absolute_url())
    assert (answer.status_code, answer["Location"]) == (302, later.return_url)
    page = browser.get(later.return_url).content.decode()
    assert "Le paiement est attendu" in page
    assert "Payer maintenant" not in page
    assert len(processor.intents) == 1


def test_a_card_that_the_processor_does_not_know_is_refused_and_not_asked_for_ever(at_stripe, processor, clock):
    PaymentMethod.objects.update(reference="pm_detached")
    later = next_try(clock)
    assert events.charge_due() == 1
    assert events.charge_due() == 0
    later.refresh_from_db()
    assert (later.status, later.failure_code, later.amount) == (Status.FAILED, "resource_missing", Decimal(120))
    assert Message.objects.filter(template=FAILED).count() == 2


def test_a_bank_that_wants_to_ask_the_holder_who_is_not_there_has_them_told(at_stripe, processor, clock):
    PaymentMethod.objects.update(reference="pm_action")
    later = next_try(clock)
    events.charge_due()
    later.refresh_from_db()
    assert (later.status, later.failure_code) == (Status.FAILED, "authentication_required")
    assert Message.objects.filter(template=FAILED, body_text__contains=later.get_absolute_url()).count() == 1
