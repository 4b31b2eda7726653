"""The shop: cart, addresses, order, payment; what is refused says why."""

import threading
import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.utils import timezone

from portal.audit.transitions import Refused
from portal.core.values import dates
from portal.messaging.models import Message
from subscriptions.invoices.enums import Document
from subscriptions.models import Address, CartLine, Invoice, Item, Order, Payment
from subscriptions.payments.enums import Status as PaymentStatus
from subscriptions.payments.gateways.base import Kind
from subscriptions.shop import queries
from subscriptions.shop.actions import carts, ordering
from subscriptions.shop.enums import Status
from subscriptions.shop.rules import zone_of
from tests.factories.accounts import UserFactory
from tests.factories.clients import ClientFactory
from tests.factories.shop import AJACCIO, LYON, ItemFactory, paid, placed, rates, settle

pytestmark = pytest.mark.django_db
CHECKOUT = "/commande/facturation-et-expedition/"
BILLED = {
    "facturation-name": "Agence d’ici",
    "facturation-address": "18 cours Charlemagne",
    "facturation-postal_code": "69002",
    "facturation-city": "Lyon",
    "facturation-country": "FR",
    "facturation-siren": "",
}
SENT = {
    "livraison-name": "Hélène Lefèvre",
    "livraison-address": "8 rue de l’Église",
    "livraison-postal_code": "13001",
    "livraison-city": "Marseille",
    "livraison-country": "FR",
}


def form_for(user, **more) -> dict:
    return {**BILLED, **SENT, "seen": str(queries.basket_of(user).totals.gross), "key": str(uuid.uuid4()), **more}


def cart_of(user, item=None, quantity: int = 2) -> Item:
    rates()
    item = item or ItemFactory()
    carts.add(item=item, quantity=quantity, by=user)
    return item


def test_agent_buys_for_a_client(login):
    rates()
    agent, item = UserFactory(), ItemFactory()
    client = ClientFactory(owner=agent)
    browser = login(agent)
    assert item.name in browser.get("/boutique/").content.decode()
    assert browser.post(item.get_absolute_url(), {"quantity": "2"})["Location"] == "/panier/"
    page = browser.get("/panier/").content.decode()
    assert "25,00" in page
    assert "26,38" in page
    page = browser.get(CHECKOUT).content.decode()
    assert client.display_name in page
    filled = browser.post(CHECKOUT, form_for(agent, remplir=f"livraison:client-{client.pk}", same="on"))
    assert filled.status_code == 200
    assert f'value="{client.display_name}"' in filled.content.decode()
    answer = browser.post(CHECKOUT, form_for(agent, client=str(client.pk)))
    order = Order.objects.get()
    assert answer["Location"] == order.payment.get_absolute_url()
    assert (order.status, order.client, order.delivery["city"]) == (Status.TO_PAY, client, "Marseille")
    assert order.gross == order.payment.amount == Decimal("32.26")
    assert "32,26" in browser.get(order.payment.get_absolute_url()).content.decode()
    assert not Invoice.objects.exists()
    answer = browser.post(order.payment.get_absolute_url(), {"card": "visa"})
    assert answer["Location"] == order.get_absolute_url()
    order.refresh_from_db()
    invoice = Invoice.objects.get()
    assert (order.status, invoice.gross, invoice.paid) == (Status.PAID, order.gross, order.gross)
    assert invoice.delivery["city"] == "Marseille"
    assert not CartLine.objects.exists()
    assert Message.objects.filter(recipient=agent.email, template__endswith="confirmed").count() == 1
    assert invoice.number in browser.get(order.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("typed", "words"),
    [("0", "de 1 à 999"), ("1000000000", "de 1 à 999"), ("-1", "nombre entier"), ("", "Indiquez la quantité")],
)
def test_impossible_quantity_is_refused_in_words(login, typed, words):
    item = ItemFactory()
    answer = login(UserFactory()).post(item.get_absolute_url(), {"quantity": typed})
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_more_than_the_stock_is_refused(login):
    item = ItemFactory(stock=3)
    answer = login(UserFactory()).post(item.get_absolute_url(), {"quantity": "4"})
    assert answer.status_code == 422
    assert "Il ne reste que 3" in answer.content.decode()


def test_quantity_changes_in_the_cart_and_none_takes_it_out(login):
    agent = UserFactory()
    cart_of(agent)
    line = CartLine.objects.get()
    browser = login(agent)
    assert browser.post("/panier/", {"line": line.pk, "quantity": "500"}).status_code == 422
    browser.post("/panier/", {"line": line.pk, "quantity": "3"})
    assert CartLine.objects.get().quantity == 3
    browser.post("/panier/", {"line": line.pk, "quantity": "0"})
    assert "Votre panier est vide" in browser.get("/panier/").content.decode()


def test_nobody_changes_the_cart_of_somebody_else(login):
    cart_of(UserFactory())
    line = CartLine.objects.get()
    assert login(UserFactory()).post("/panier/", {"line": line.pk, "quantity": "1"}).status_code == 404


def test_stock_that_went_meanwhile_stops_the_order(login):
    agent = UserFactory()
    item = cart_of(agent)
    form = form_for(agent)
    Item.objects.filter(pk=item.pk).update(stock=1)
    assert login(agent).post(CHECKOUT, form)["Location"] == "/panier/"
    assert "Il ne reste que 1" in login(agent).get("/panier/").content.decode()
    with pytest.raises(Refused, match="Il ne reste que 1"):
        ordering.place(billing=LYON, delivery=LYON, client=None, seen=Decimal("26.38"), key=uuid.uuid4(), by=agent)
    assert not Order.objects.exists()


def test_price_that_changed_is_told_and_nothing_is_asked(login):
    agent = UserFactory()
    item = cart_of(agent)
    form = form_for(agent)
    Item.objects.filter(pk=item.pk).update(price=Decimal("13.00"))
    browser = login(agent)
    assert browser.post(CHECKOUT, form)["Location"] == "/panier/"
    assert "Le prix du panier a changé" in browser.get("/panier/").content.decode()
    assert not Payment.objects.exists()
    assert Item.objects.get(pk=item.pk).stock == 10


@pytest.mark.parametrize(("country", "postal_code"), [("BE", "1000"), ("FR", "98000"), ("FR", "7500"), ("CH", "1200")])
def test_address_out_of_zone_is_refused(login, country, postal_code):
    agent = UserFactory()
    cart_of(agent)
    values = {"livraison-country": country, "livraison-postal_code": postal_code}
    answer = login(agent).post(CHECKOUT, form_for(agent, **values))
    assert answer.status_code == 422
    assert "Nous livrons en France et à Monaco" in answer.content.decode()
    assert "Hélène Lefèvre" in answer.content.decode()


def test_billing_address_abroad_is_fine_when_the_parcel_stays(login):
    agent = UserFactory()
    cart_of(agent)
    browser = login(agent)
    abroad = {"facturation-country": "BE", "facturation-postal_code": "1000"}
    assert browser.post(CHECKOUT, form_for(agent, same="on", **abroad)).status_code == 422
    assert browser.post(CHECKOUT, form_for(agent, **abroad)).status_code == 302


def test_zones():
    assert [zone_of("FR", code) for code in ("69002", "20000", "97400", "00000")] == [
        "mainland",
        "corsica",
        "overseas",
        None,
    ]
    assert zone_of("MC", "98000") == "mainland"


def test_parcel_too_heavy_for_every_rate_is_refused():
    with pytest.raises(Refused, match="poids"):
        placed(item=ItemFactory(weight=9_000), quantity=2)
    assert not Order.objects.exists()


def test_same_form_sent_twice_places_one_order(login):
    agent = UserFactory()
    cart_of(agent)
    form = form_for(agent)
    first, second = (login(agent).post(CHECKOUT, form)["Location"] for _time in range(2))
    assert first == second
    assert Item.objects.get().stock == 8


def test_declined_card_keeps_the_order_and_another_may_pay():
    order = settle(placed(), Kind.FAILED)
    assert (order.status, order.payment.status) == (Status.TO_PAY, PaymentStatus.FAILED)
    assert not Invoice.objects.exists()
    assert settle(order).status == Status.PAID


def test_authentication_left_open_releases_the_stock_later():
    with dates.pretending(dates.now() - timedelta(hours=2)):
        order = settle(placed(), Kind.AUTHENTICATE)
    assert Item.objects.get().stock == 8
    assert ordering.release_expired() == 1
    assert Item.objects.get().stock == 10
    late = settle(order)
    assert late.status == Status.CANCELLED
    assert late.payment.status == PaymentStatus.REFUNDED
    assert not Invoice.objects.exists()


def test_new_order_gives_the_unpaid_one_back():
    agent, item = UserFactory(), ItemFactory()
    first = placed(agent, item=item)
    placed(agent, item=item, quantity=1)
    first.refresh_from_db()
    assert first.status == Status.CANCELLED
    assert Item.objects.get(pk=item.pk).stock == 7


def test_addresses_are_remembered_and_offered(login):
    agent = UserFactory()
    paid(agent, billing=AJACCIO, delivery=LYON)
    assert Address.objects.filter(owner=agent).count() == 2
    cart_of(agent)
    page = login(agent).get(CHECKOUT).content.decode()
    assert "Menuiserie Générale, 20000 Ajaccio" in page


def test_address_of_a_colleagues_client_is_not_filled_in(login):
    agent, foreign = UserFactory(), ClientFactory()
    cart_of(agent)
    answer = login(agent).post(CHECKOUT, form_for(agent, remplir=f"livraison:client-{foreign.pk}"))
    assert foreign.display_name not in answer.content.decode()
    assert login(agent).post(CHECKOUT, form_for(agent, client=str(foreign.pk))).status_code == 302
    assert Order.objects.get().client is None


def test_page_of_the_cart_asks_few_queries(login, django_assert_max_num_queries):
    agent = UserFactory()
    for _time in range(5):
        cart_of(agent)
    browser = login(agent)
    with django_assert_max_num_queries(12):
        browser.get("/panier/")


def test_invoice_equals_the_charge_for_many_carts():
    agent = UserFactory()
    for price, rate, quantity in (
        ("0.33", "20.00", 3),
        ("12.34", "5.50", 7),
        ("99.99", "10.00", 1),
        ("0.01", "2.10", 9),
    ):
        order = paid(agent, item=ItemFactory(price=Decimal(price), vat_rate=rate), quantity=quantity)
        invoice = order.payment.invoices.get(document=Document.INVOICE)
        assert invoice.gross == order.gross == order.payment.amount


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_last_article_is_sold_once():
    rates()
    item = ItemFactory(stock=1)
    buyers = [UserFactory() for _each in range(6)]
    for buyer in buyers:
        carts.add(item=item, quantity=1, by=buyer)
    seen = queries.basket_of(buyers[0]).totals.gross
    outcomes = []

    def buy(buyer) -> None:
        try:
            ordering.place(billing=LYON, delivery=LYON, client=None, seen=seen, key=uuid.uuid4(), by=buyer)
            outcomes.append("placed")
        except Refused:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=buy, args=(buyer,)) for buyer in buyers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["placed", *["refused"] * 5]
    assert Item.objects.get().stock == 0
    assert timezone.is_aware(Order.objects.get().created_at)
