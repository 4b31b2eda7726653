"""From the paid order to its door, or back: steps, refusals, money."""

from datetime import timedelta

import pytest

from portal.audit.transitions import NotYours, Refused
from portal.core.values import dates
from portal.messaging.models import Message
from subscriptions.invoices.enums import Document
from subscriptions.models import Invoice, Item
from subscriptions.payments.enums import Status as PaymentStatus
from subscriptions.shop.actions import fulfilling
from subscriptions.shop.enums import Status
from tests.factories.accounts import UserFactory
from tests.factories.shop import AJACCIO, ItemFactory, paid, placed, shipped

pytestmark = pytest.mark.django_db


def test_back_office_prepares_and_ships(login):
    order, browser = paid(), login(UserFactory(back_office=True))
    address = order.get_absolute_url()
    assert "Colis préparé" in browser.get(address).content.decode()
    browser.post(f"{address}preparation/")
    assert browser.post(f"{address}expedition/", {"carrier": "", "tracking_number": ""}).status_code == 422
    browser.post(f"{address}expedition/", {"carrier": "Colissimo", "tracking_number": "8R0012"})
    order.refresh_from_db()
    assert (order.status, order.tracking_number) == (Status.SHIPPED, "8R0012")
    message = Message.objects.get(template__endswith="shipped")
    assert message.recipient == order.owner.email
    assert "8R0012" in login(order.owner).get(address).content.decode()
    browser = login(UserFactory(back_office=True))
    browser.post(f"{address}livraison/")
    order.refresh_from_db()
    assert order.status == Status.DELIVERED
    assert browser.get(f"{address}expedition/").status_code == 302


def test_buyer_takes_no_step_of_the_back_office(login):
    order = paid()
    browser = login(order.owner)
    assert browser.post(f"{order.get_absolute_url()}preparation/").status_code == 403
    assert browser.get(f"{order.get_absolute_url()}expedition/").status_code == 403
    with pytest.raises(NotYours):
        fulfilling.prepare(order=order, by=order.owner)


def test_cancelled_order_is_credited_refunded_and_put_back(login):
    order = paid()
    browser = login(order.owner)
    address = f"{order.get_absolute_url()}annulation/"
    assert browser.post(address, {"reason": ""}).status_code == 422
    browser.post(address, {"reason": "Commandé deux fois"})
    order.refresh_from_db()
    order.payment.refresh_from_db()
    assert (order.status, order.payment.status) == (Status.CANCELLED, PaymentStatus.REFUNDED)
    assert Invoice.objects.get(document=Document.CREDIT_NOTE).gross == order.gross
    assert Item.objects.get().stock == 10
    assert browser.post(address, {"reason": "Encore"}).status_code == 302
    assert Invoice.objects.filter(document=Document.CREDIT_NOTE).count() == 1


def test_unpaid_order_is_given_up(login):
    order = placed()
    assert "Rien n’a été payé" in login(order.owner).get(f"{order.get_absolute_url()}annulation/").content.decode()
    login(order.owner).post(f"{order.get_absolute_url()}annulation/")
    order.refresh_from_db()
    assert order.status == Status.CANCELLED
    assert Item.objects.get().stock == 10


def test_shipped_order_is_not_cancelled_but_returned(login):
    order = shipped()
    with pytest.raises(Refused):
        fulfilling.cancel(order=order, reason="Trop tard", by=order.owner)
    login(UserFactory(back_office=True)).post(f"{order.get_absolute_url()}retour/", {"reason": "Abîmé"})
    order.refresh_from_db()
    assert order.status == Status.RETURNED
    assert Item.objects.get().stock == 10


def test_consumer_withdraws_in_two_steps_with_a_receipt(login):
    order = shipped()
    browser = login(order.owner)
    assert "Renoncer à la commande ici" in browser.get(order.get_absolute_url()).content.decode()
    address = f"{order.get_absolute_url()}retractation/"
    assert "Confirmer la rétractation" in browser.get(address).content.decode()
    order.refresh_from_db()
    assert order.withdrawn_at is None
    browser.post(address)
    order.refresh_from_db()
    assert order.withdrawn_at
    assert order.status == Status.SHIPPED
    assert Message.objects.filter(template__endswith="withdrawn").count() == 1


def test_withdrawal_before_the_parcel_leaves_refunds_at_once():
    order = paid()
    fulfilling.withdraw(order=order, by=order.owner)
    order.refresh_from_db()
    assert order.status == Status.CANCELLED


def test_withdrawal_ends_fourteen_days_after_delivery_and_is_no_companys():
    with dates.pretending(dates.now() - timedelta(days=16)):
        order = fulfilling.deliver(order=shipped(), by=UserFactory(back_office=True))
        assert fulfilling.may_withdraw(order)
    assert not fulfilling.may_withdraw(order)
    with pytest.raises(Refused, match="délai"):
        fulfilling.withdraw(order=order, by=order.owner)
    assert not fulfilling.may_withdraw(paid(billing=AJACCIO))


def test_orders_are_their_buyers(login):
    mine, foreign = paid(), paid()
    browser = login(mine.owner)
    page = browser.get("/commandes/").content.decode()
    assert mine.number in page
    assert foreign.number not in page
    assert browser.get(foreign.get_absolute_url()).status_code == 404
    assert browser.post(f"{foreign.get_absolute_url()}annulation/", {"reason": "x"}).status_code == 404
    office = login(UserFactory(back_office=True)).get("/commandes/?statut=paid").content.decode()
    assert foreign.number in office


def test_clients_follow_their_orders_from_their_own_space(login):
    order = paid(owner=UserFactory(client=True))
    browser = login(order.owner)
    assert order.number in browser.get("/").content.decode()
    assert browser.get(order.get_absolute_url()).status_code == 200


def test_parcels_of_three_weeks_ago_are_taken_as_delivered():
    with dates.pretending(dates.now() - timedelta(days=22)):
        order = shipped()
    assert fulfilling.deliver_overdue() == 1
    order.refresh_from_db()
    assert order.status == Status.DELIVERED


def test_back_office_edits_articles(login):
    item, browser = ItemFactory(), login(UserFactory(back_office=True))
    values = {
        "reference": item.reference,
        "name": "Guide relié",
        "description": "",
        "price": "13,00",
        "vat_rate": "5.50",
        "stock": "4",
        "weight": "500",
        "is_active": "on",
        "version": "1",
    }
    edit = f"{item.get_absolute_url()}modification/"
    assert browser.post(edit, values | {"weight": "0"}).status_code == 422
    assert browser.post(edit, values | {"price": "0"}).status_code == 422
    assert browser.post(edit, values).status_code == 302
    assert browser.post(edit, values | {"name": "Autre"}).status_code == 409
    assert Item.objects.get().name == "Guide relié"
    assert browser.post("/boutique/articles/nouveau/", values | {"reference": "NEUF"}).status_code == 302
    assert login(UserFactory()).get(edit).status_code == 403


def test_orders_list_asks_few_queries(login, django_assert_max_num_queries):
    agent = UserFactory()
    for _time in range(3):
        paid(agent)
    browser = login(agent)
    with django_assert_max_num_queries(12):
        browser.get("/commandes/")


def test_client_reads_the_order_they_placed(login):
    buyer = UserFactory(client=True)
    order = paid(buyer)
    browser = login(buyer)
    assert order.number in browser.get(order.get_absolute_url()).content.decode()
    assert order.number in browser.get("/commandes/").content.decode()
    assert order.number in browser.get("/").content.decode()
