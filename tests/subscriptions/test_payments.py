"""Payments with the demonstration's cards: nothing before the money, each charge once, refunds within the amount."""

from decimal import Decimal

import pytest

from portal.access.permissions import Permission
from portal.audit.transitions import NotYours, Refused
from portal.core.values import dates
from subscriptions.models import Payment, PaymentMethod
from subscriptions.payments import actions, cards
from subscriptions.payments.enums import Status
from subscriptions.payments.gateways.base import CardDetails, Kind, Outcome
from tests.factories.accounts import UserFactory
from tests.factories.payments import asked

pytestmark = pytest.mark.django_db


def paid(payer=None, card="visa", **more) -> Payment:
    payment = asked(payer, **more)
    details = CardDetails(f"demo_{card}", "Visa", "4242", 12, dates.today().year + 1)
    outcome = Outcome(Kind.PAID, "demo_1", amount=payment.amount, card=details, keep_card=True)
    return actions.settle(payment=payment, outcome=outcome)


def test_payer_pays_with_a_card_that_works(login, told):
    payment = asked(payer := UserFactory(), "1234.50")
    browser = login(payer)
    page = browser.get(payment.get_absolute_url()).content.decode()
    assert "1\xa0234,50" in page
    assert "Aucun argent" in page
    answer = browser.post(payment.get_absolute_url(), {"card": "visa"})
    assert (answer.status_code, answer["Location"]) == (302, "/support/")
    payment.refresh_from_db()
    assert payment.status == Status.PAID
    assert payment.method.last4 == "4242"
    assert told == [("paid", payment.pk)]


@pytest.mark.parametrize(
    ("card", "words"),
    [
        ("declined", "Votre banque a refusé"),
        ("insufficient", "solde du compte est insuffisant"),
        ("expired", "Cette carte est expirée"),
    ],
)
def test_refused_card_says_why_and_another_one_may_pay(login, told, card, words):
    payment = asked(payer := UserFactory())
    browser = login(payer)
    answer = browser.post(payment.get_absolute_url(), {"card": card})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert [kind for kind, _pk in told] == ["failed"]
    browser.post(payment.get_absolute_url(), {"card": "mastercard"})
    assert [kind for kind, _pk in told] == ["failed", "paid"]


def test_bank_that_asks_for_a_confirmation_is_answered_first(login, told):
    payment = asked(payer := UserFactory())
    browser = login(payer)
    bank = f"{payment.get_absolute_url()}authentification/"
    assert browser.post(payment.get_absolute_url(), {"card": "secure", "keep": "on"})["Location"] == bank
    assert told == []
    assert "Confirmez-vous" in browser.get(bank).content.decode()
    browser.post(bank, {"accepter": "1"})
    assert told == [("paid", payment.pk)]
    assert PaymentMethod.objects.get(account=payer).kept


def test_confirmation_that_is_refused_or_left_grants_nothing(login, told):
    payment = asked(payer := UserFactory())
    browser = login(payer)
    bank = f"{payment.get_absolute_url()}authentification/"
    browser.post(payment.get_absolute_url(), {"card": "secure"})
    assert "Votre banque attend" in browser.get(payment.get_absolute_url()).content.decode()
    browser.post(bank, {"refuser": "1"})
    assert [kind for kind, _pk in told] == ["failed"]
    assert "Rien n’a été débité" in browser.get(payment.get_absolute_url()).content.decode()


def test_card_that_does_not_exist_is_refused(login):
    payment = asked(payer := UserFactory())
    assert login(payer).post(payment.get_absolute_url(), {"card": "nulle"}).status_code == 422


def test_same_key_asks_once_and_never_another_amount():
    first = asked(payer := UserFactory(), key="one")
    again = actions.ask(key="one", purpose="tests", subject_id=first.subject_id, payer=payer, amount=Decimal("12.00"))
    assert again == first
    with pytest.raises(Refused):
        actions.ask(key="one", purpose="tests", subject_id=first.subject_id, payer=payer, amount=Decimal("13.00"))


def test_outcome_told_twice_or_late_grants_once(told):
    payment = paid()
    outcome = Outcome(Kind.PAID, "demo_1", amount=payment.amount)
    actions.settle(payment=payment, outcome=outcome)
    actions.settle(payment=payment, outcome=Outcome(Kind.FAILED, "demo_1", "late", "Trop tard"))
    assert told == [("paid", payment.pk)]


@pytest.mark.parametrize(("amount", "currency"), [("11.99", "EUR"), ("12.00", "USD")])
def test_other_amount_or_currency_grants_nothing(told, amount, currency):
    payment = asked()
    outcome = Outcome(Kind.PAID, "demo_1", amount=Decimal(amount), currency=currency)
    settled = actions.settle(payment=payment, outcome=outcome)
    assert settled.status == Status.FAILED
    assert [kind for kind, _pk in told] == ["failed"]


def test_kept_card_is_charged_without_its_holder(told):
    payer = UserFactory()
    method = paid(payer).method
    payment = asked(payer, method=method, off_session=True)
    assert payment.status == Status.PAID
    later = paid(payer, card="later").method
    payment = asked(payer, method=later, off_session=True)
    assert (payment.status, payment.failure_code) == (Status.FAILED, "card_declined")


def test_refunds_stay_within_what_was_paid(told):
    payment, office = paid(), UserFactory(back_office=True)
    assert office.has_right(Permission.PAYMENTS_REFUND)
    actions.refund(payment, Decimal("5"), "Article abîmé", office)
    payment.refresh_from_db()
    assert (payment.status, payment.refunded_amount) == (Status.PARTLY_REFUNDED, Decimal("5.00"))
    with pytest.raises(Refused, match="7,00"):
        actions.refund(payment, Decimal("7.01"), "Trop", office)
    actions.refund(payment, Decimal("7"), "Le reste", office)
    payment.refresh_from_db()
    assert payment.status == Status.REFUNDED
    assert told[1:] == [("refunded", Decimal("5.00")), ("refunded", Decimal("7.00"))]
    with pytest.raises(NotYours):
        actions.refund(payment, Decimal("1"), "Non", UserFactory())


def test_same_refund_is_made_once(told):
    payment = paid()
    for _time in range(2):
        actions.refund(payment, Decimal("5"), "Article abîmé", key="refund-1")
    payment.refresh_from_db()
    assert payment.refunded_amount == Decimal("5.00")


def test_dispute_holds_and_releases(told):
    payment = paid()
    actions.settle(payment=payment, outcome=Outcome(Kind.DISPUTED))
    actions.settle(payment=payment, outcome=Outcome(Kind.DISPUTED))
    with pytest.raises(Refused):
        actions.refund(payment, Decimal("1"), "En litige")
    settled = actions.settle(payment=payment, outcome=Outcome(Kind.DISPUTE_WON))
    assert settled.status == Status.PAID
    assert [kind for kind, _pk in told] == ["paid", "disputed", "paid"]


def test_closed_payment_takes_no_card(login, told):
    payment = actions.close(payment=asked(payer := UserFactory()))
    answer = login(payer).post(payment.get_absolute_url(), {"card": "visa"})
    assert answer.status_code == 410
    assert told == []


def test_nobody_opens_the_payment_of_somebody_else(login):
    payment = asked()
    assert (
        login(UserFactory(organisation=payment.payer.organisation)).get(payment.get_absolute_url()).status_code == 404
    )
    assert login(UserFactory(back_office=True)).get(payment.get_absolute_url()).status_code == 403


def test_settled_payment_goes_on_to_what_was_bought(login):
    payment = paid(payer := UserFactory())
    assert login(payer).get(payment.get_absolute_url())["Location"] == "/support/"


def test_card_that_was_forgotten_is_offered_no_more(login):
    payment = paid(payer := UserFactory())
    cards.remove_card(method=payment.method, by=payer)
    assert "Ma carte" not in login(payer).get(asked(payer).get_absolute_url()).content.decode()
    with pytest.raises(NotYours):
        cards.remove_card(method=payment.method, by=UserFactory())
