"""Buying for a client: what the page says, the exact charge, nothing before the money, one of many at once."""

import threading
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection

from portal.audit.transitions import NotYours, Refused
from portal.core.values import dates
from portal.core.values.money import format_euros, to_cents
from portal.messaging.models import Message
from portal.ui.components.formats import long_date
from subscriptions.models import Invoice, Payment, Period, PlanPrice, Purchase, Refund
from subscriptions.payments import actions as payments
from subscriptions.payments.enums import Status
from subscriptions.payments.gateways.demo import CARDS, DemoGateway
from subscriptions.plans import buying
from subscriptions.plans.enums import PurchaseState
from subscriptions.plans.queries import contents_of, has_access, quote_for
from tests.factories.accounts import UserFactory
from tests.factories.subscriptions import PortfolioLinkFactory, period, plan

pytestmark = pytest.mark.django_db
AT_ONCE = 20


@pytest.fixture
def small():
    return plan("HS", "a", m12="120", m1="15")


@pytest.fixture
def large():
    return plan("Valuation", "abc", m12="300")


@pytest.fixture
def other():
    return plan("Origin", "bc", m12="200")


@pytest.fixture
def link():
    return PortfolioLinkFactory(linked=True)


def ago(days: int) -> date:
    return dates.today() - timedelta(days=days)


def bought(link, wanted, months=12, renews=False) -> Purchase:
    quote = quote_for(link.account, wanted, months)
    return buying.buy(account=link.account, plan=wanted, months=months, seen=quote.amount, renews=renews, by=link.owner)


def pay(client, purchase, card="visa", **more):
    """Present a card on the page of the payment, as the demonstration offers it."""
    return client.post(payment_of(purchase).get_absolute_url(), {"card": card, **more})


def payment_of(purchase) -> Payment:
    return Payment.objects.get(subject_id=str(purchase.pk))


def test_the_page_says_what_each_plan_adds_costs_and_why_not(login, link, small, large, other):
    period(link.account, small, starts_on=ago(170))
    page = login(link.owner).get(f"/portefeuille/{link.pk}/abonnement/").content.decode()
    quote = quote_for(link.account, large, 12)
    end = quote.ends_before
    assert format_euros(quote.amount) in page
    assert "Ajoute : B, C" in page
    assert "Ce plan ne contient pas A, que cet abonnement donne déjà." in page
    assert "donne déjà tout cela" in page
    assert page.count(f"Possible à partir du {long_date(end)}.") == 2


def test_a_client_gets_a_plan_once_the_card_was_charged_and_is_told(login, link, small):
    browser = login(link.owner)
    assert "Créer un abonnement" in browser.get("/portefeuille/").content.decode()
    address = f"/portefeuille/{link.pk}/abonnement/{small.pk}/12/"
    page = browser.get(address).content.decode()
    assert format_euros(Decimal(120)) in page
    answer = browser.post(address, {"seen": "120.00"})
    purchase = Purchase.objects.get()
    assert answer["Location"] == payment_of(purchase).get_absolute_url()
    assert not has_access(link.account, "a")
    assert pay(browser, purchase)["Location"] == purchase.get_absolute_url()
    assert has_access(link.account, "a")
    assert not has_access(link.account, "b")
    assert "L’abonnement est créé" in browser.get(purchase.get_absolute_url()).content.decode()
    assert "Modifier l’abonnement" in browser.get("/portefeuille/").content.decode()
    invoice = Invoice.objects.get()
    assert (invoice.account, invoice.gross) == (link.owner, Decimal(120))
    told = Message.objects.get(template="subscriptions/messages/granted")
    assert (told.recipient, told.subject) == (link.account.email, "Votre abonnement est créé : HS")
    assert "HS" in login(link.account).get("/").content.decode()


def test_an_upgrade_costs_the_days_left_and_keeps_the_end(login, link, small, large):
    had = period(link.account, small, starts_on=ago(170))
    purchase = bought(link, large)
    days = (had.ends_before - had.starts_on).days
    left = (had.ends_before - dates.today()).days
    assert purchase.amount == to_cents(Decimal(180) * left / days)
    pay(login(link.owner), purchase)
    had.refresh_from_db()
    now = Period.objects.get(superseded_at=None)
    assert (now.starts_on, now.ends_before, now.term_starts_on) == (dates.today(), had.ends_before, had.starts_on)
    assert had.superseded_by == now
    assert contents_of(link.account) == {"a", "b", "c"}
    told = Message.objects.get(template="subscriptions/messages/granted")
    assert "améliorée" not in told.subject
    assert told.subject == "Votre abonnement est amélioré : Valuation"


def test_two_upgrades_on_one_day_cost_what_one_does(login, link, small, large):
    middle = plan("Milieu", "ab", m12="210")
    had = period(link.account, small, starts_on=ago(100))
    whole = quote_for(link.account, large, 12).amount
    first = bought(link, middle)
    pay(login(link.owner), first)
    second = bought(link, large)
    pay(login(link.owner), second)
    assert abs(first.amount + second.amount - whole) <= Decimal("0.01")
    assert Period.objects.filter(superseded_at=None).get().ends_before == had.ends_before


@pytest.mark.parametrize("card", ["declined", "expired"])
def test_a_refused_card_changes_nothing(login, link, small, large, card):
    period(link.account, small, starts_on=ago(10))
    purchase = bought(link, large)
    name = next(name for name in CARDS if card in name or name == card)
    assert pay(login(link.owner), purchase, card=name).status_code in (200, 422)
    purchase.refresh_from_db()
    assert purchase.state == PurchaseState.ASKED
    assert contents_of(link.account) == {"a"}
    page = login(link.owner).get(purchase.get_absolute_url()).content.decode()
    assert "Rien n’est attribué tant que le paiement n’est pas reçu." in page


def test_another_price_than_the_one_read_is_asked_again(login, link, small):
    browser = login(link.owner)
    address = f"/portefeuille/{link.pk}/abonnement/{small.pk}/12/"
    PlanPrice.objects.filter(plan=small, months=12).update(amount=Decimal(150))
    answer = browser.post(address, {"seen": "120.00", "renews": "on"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f"Le prix a changé : il est maintenant de {format_euros(Decimal(150))}." in page
    assert "checked" in page
    assert not Payment.objects.exists()
    assert browser.post(address, {"seen": "150.00"}).status_code == 302


def test_the_same_plan_and_a_smaller_one_wait_for_the_end(login, link, small, large):
    period(link.account, large, starts_on=ago(10))
    for wanted in (small, large):
        assert quote_for(link.account, wanted, 12) is None
        answer = login(link.owner).get(f"/portefeuille/{link.pk}/abonnement/{wanted.pk}/12/")
        assert answer["Location"] == f"/portefeuille/{link.pk}/abonnement/"
        with pytest.raises(Refused):
            buying.buy(account=link.account, plan=wanted, months=12, seen=Decimal(120), renews=False, by=link.owner)


def test_after_the_end_anything_may_be_bought(link, small, large):
    had = period(link.account, large, starts_on=ago(366))
    assert had.ends_before <= dates.today()
    assert quote_for(link.account, small, 12).amount == Decimal(120)
    assert not has_access(link.account, "a")


def test_a_retired_plan_is_not_sold(login, link, small):
    small.name, small.retired_at = "Formule retirée", dates.now()
    small.save()
    assert quote_for(link.account, small, 12) is None
    assert small.name not in login(link.owner).get(f"/portefeuille/{link.pk}/abonnement/").content.decode()


def test_the_second_of_two_purchases_paid_is_given_back(login, link, small, large):
    period(link.account, small, starts_on=ago(10))
    client_s = buying.buy(
        account=link.account,
        plan=large,
        months=12,
        seen=quote_for(link.account, large, 12).amount,
        renews=False,
        by=link.account,
    )
    agent_s = bought(link, large)
    pay(login(link.account), client_s)
    pay(login(link.owner), agent_s)
    agent_s.refresh_from_db()
    assert agent_s.state == PurchaseState.LOST
    assert Refund.objects.get().amount == agent_s.amount
    assert Period.objects.filter(superseded_at=None).count() == 1
    assert (
        "Ce que vous avez payé vous est remboursé" in login(link.owner).get(agent_s.get_absolute_url()).content.decode()
    )


def test_the_page_opened_first_is_closed_by_the_next(login, link, small):
    first, second = bought(link, small), bought(link, small)
    assert login(link.owner).get(payment_of(first).get_absolute_url()).status_code == 410
    pay(login(link.owner), second)
    assert Period.objects.count() == 1


def test_paid_told_three_times_grants_once(login, link, small):
    purchase = bought(link, small)
    pay(login(link.owner), purchase)
    for _again in range(2):
        buying.paid(payment_of(purchase))
    assert Period.objects.count() == 1
    assert Message.objects.filter(template="subscriptions/messages/granted").count() == 1


def test_strangers_buy_nothing(login, link, small):
    with pytest.raises(NotYours):
        buying.buy(account=link.account, plan=small, months=12, seen=Decimal(120), renews=False, by=UserFactory())
    assert login(UserFactory()).get(f"/portefeuille/{link.pk}/abonnement/").status_code == 404
    purchase = bought(link, small)
    assert login(UserFactory()).get(purchase.get_absolute_url()).status_code == 404


def test_a_client_buys_for_themselves(login, small):
    person = UserFactory(client=True)
    browser = login(person)
    browser.post(f"/mon-espace/abonnement/{small.pk}/12/", {"seen": "120.00"})
    pay(browser, Purchase.objects.get())
    assert has_access(person, "a")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_many_upgrades_paid_at_once_one_is_granted_and_the_others_given_back(small, large):
    link = PortfolioLinkFactory(linked=True)
    period(link.account, small, starts_on=ago(10))
    purchases = []
    for _each in range(AT_ONCE):
        purchases.append(bought(link, large))
        Purchase.objects.update(state=PurchaseState.ASKED)
    Payment.objects.update(closed_at=None)
    gate = threading.Barrier(AT_ONCE)

    def settle(pk):
        try:
            asked = Payment.objects.get(subject_id=str(pk))
            gate.wait()
            payments.settle(payment=asked, outcome=DemoGateway().present(asked, CARDS["visa"], keep=False))
        finally:
            connection.close()

    threads = [threading.Thread(target=settle, args=[each.pk]) for each in purchases]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Purchase.objects.filter(state=PurchaseState.GRANTED).count() == 1
    assert Purchase.objects.filter(state=PurchaseState.LOST).count() == AT_ONCE - 1
    assert Period.objects.filter(superseded_at=None).count() == 1
    assert Payment.objects.filter(status=Status.REFUNDED).count() == AT_ONCE - 1


def test_a_plan_is_sold_at_a_rate_that_an_invoice_can_bear(login, small):
    browser, address = login(UserFactory(back_office=True)), f"/abonnements/plans/{small.pk}/prix/"
    typed = {"months": "6", "amount": "60", "starts_on": f"{dates.today():%Y-%m-%d}"}
    assert browser.post(address, typed | {"vat_rate": "0"}).status_code == 422
    assert browser.post(address, typed | {"vat_rate": "2.1"}).status_code == 302
