"""The address book: one's own, with defaults; orders keep their copies."""

import uuid

import pytest

from portal.audit.transitions import NotYours
from portal.core.plugs.retention import YEAR
from portal.core.values import dates
from subscriptions.models import Address, Order, ShippingRate
from subscriptions.shop.actions import addresses, carts
from subscriptions.shop.enums import Zone
from subscriptions.shop.retention import RULES
from tests.factories.accounts import UserFactory
from tests.factories.shop import AJACCIO, LYON, AddressFactory, ItemFactory, paid, rates

pytestmark = pytest.mark.django_db
BOOK = "/mon-espace/adresses/"
CHECKOUT = "/commande/facturation-et-expedition/"


@pytest.fixture
def buyer():
    return UserFactory(client=True)


@pytest.fixture
def browser(login, buyer):
    rates()
    return login(buyer)


def form(**more) -> dict:
    typed = {"name": "Hélène Lefèvre", "siren": "", "address": "8 rue de l’Église", "postal_code": "69 002"}
    return typed | {"city": "Lyon", "country": "FR", "version": "1", "key": str(uuid.uuid4())} | more


def test_buyer_adds_edits_and_removes_an_address(browser, buyer):
    assert browser.post(f"{BOOK}nouvelle/", form(bills="on"))["Location"] == BOOK
    row = Address.objects.get(owner=buyer)
    assert (row.postal_code, row.bills, row.delivers) == ("69002", True, False)
    assert "Facturation par défaut" in browser.get(BOOK).content.decode()
    browser.post(row.get_absolute_url(), form(city="Villeurbanne"))
    row.refresh_from_db()
    assert (row.city, row.bills) == ("Villeurbanne", False)
    assert "Les commandes déjà passées ne changent pas" in browser.get(f"{row.get_absolute_url()}suppression/").text
    assert browser.post(f"{row.get_absolute_url()}suppression/")["Location"] == BOOK
    assert not Address.objects.exists()


def test_same_form_sent_twice_adds_one_address(browser):
    sent = form()
    for _time in range(2):
        assert browser.post(f"{BOOK}nouvelle/", sent).status_code == 302
    assert Address.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("name", "", "Indiquez le nom ou la société"),
        ("address", " ", "Indiquez le numéro et la rue"),
        ("postal_code", "", "Indiquez le code postal"),
        ("city", "", "Indiquez la ville"),
        ("siren", "123", "Ce SIREN n’est pas valide"),
        ("country", "XX", "XX"),
    ],
)
def test_bad_input_is_refused_at_its_field(browser, field, typed, words):
    answer = browser.post(f"{BOOK}nouvelle/", form(**{field: typed}))
    assert answer.status_code == 422
    assert words in " ".join(answer.context["form"].errors[field])
    assert not Address.objects.exists()


def test_address_that_is_there_already_is_refused(browser, buyer):
    AddressFactory(owner=buyer)
    answer = browser.post(f"{BOOK}nouvelle/", form())
    assert answer.status_code == 422
    assert answer.context["form"].errors["address"] == ["Cette adresse est déjà dans votre carnet."]
    AddressFactory(name="Autre maison")
    other = AddressFactory(owner=buyer, city="Marseille")
    assert browser.post(other.get_absolute_url(), form()).status_code == 422


def test_stale_form_is_refused_and_keeps_what_was_typed(browser, buyer):
    row = AddressFactory(owner=buyer)
    addresses.change(address=row, values=_values(row, city="Bron"), version=1, by=buyer)
    answer = browser.post(row.get_absolute_url(), form(city="Vénissieux"))
    assert answer.status_code == 409
    assert "Vénissieux" in answer.content.decode()
    row.refresh_from_db()
    assert row.city == "Bron"


def _values(row: Address, **more) -> dict:
    names = ("name", "siren", "address", "postal_code", "city", "country", "bills", "delivers")
    return {name: getattr(row, name) for name in names} | more


def test_another_default_takes_the_place_of_the_first(browser, buyer):
    first = AddressFactory(owner=buyer, bills=True, delivers=True)
    foreign = AddressFactory(bills=True, delivers=True)
    browser.post(f"{BOOK}nouvelle/", form(name="Bureau", delivers="on"))
    first.refresh_from_db()
    foreign.refresh_from_db()
    assert (first.bills, first.delivers, foreign.delivers) == (True, False, True)
    assert Address.objects.get(name="Bureau").delivers


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ({"country": "BE", "postal_code": "1000"}, "Nous livrons en France et à Monaco"),
        ({"postal_code": "20000"}, "Nous ne livrons pas encore dans cette zone : Corse"),
    ],
)
def test_default_for_delivery_must_be_served(browser, place, words):
    ShippingRate.objects.filter(zone=Zone.CORSICA).delete()
    answer = browser.post(f"{BOOK}nouvelle/", form(delivers="on", **place))
    assert answer.status_code == 422
    assert words in " ".join(answer.context["form"].errors["postal_code"])
    browser.post(f"{BOOK}nouvelle/", form(bills="on", **place))
    page = browser.get(BOOK).content.decode()
    assert "pour la facturation seulement" in page
    assert words in page


def test_orders_keep_their_address(browser, buyer):
    order = paid(buyer, billing=AJACCIO, delivery=LYON)
    billing, delivery = order.billing, order.delivery
    for row in Address.objects.filter(owner=buyer):
        browser.post(row.get_absolute_url(), form(name=f"Nouveau nom {row.pk}", city="Rennes", postal_code="35000"))
    assert Address.objects.filter(owner=buyer, city="Rennes").count() == 2
    for row in Address.objects.filter(owner=buyer):
        browser.post(f"{row.get_absolute_url()}suppression/")
    order = Order.objects.get()
    assert (order.billing, order.delivery) == (billing, delivery)
    invoice = order.payment.invoices.get()
    assert invoice.customer == billing
    page = browser.get(order.get_absolute_url()).content.decode()
    assert "Menuiserie Générale" in page
    assert "Rennes" not in page


def test_defaults_fill_the_order(browser, buyer):
    AddressFactory(owner=buyer, name="Comptabilité Rhône", bills=True)
    AddressFactory(owner=buyer, name="Entrepôt de Bron", delivers=True)
    carts.add(item=ItemFactory(), quantity=1, by=buyer)
    answer = browser.get(CHECKOUT)
    assert answer.context["billing"].initial["name"] == "Comptabilité Rhône"
    assert answer.context["delivery"].initial["name"] == "Entrepôt de Bron"
    assert not answer.context["form"].initial["same"]
    assert f'href="{BOOK}nouvelle/?pour=commande"' in answer.content.decode()
    assert browser.post(f"{BOOK}nouvelle/?pour=commande", form())["Location"] == CHECKOUT


def test_delivery_is_offered_where_parcels_go(browser, buyer):
    AddressFactory(owner=buyer, name="Dépôt de Liège", country="BE", postal_code="4000")
    carts.add(item=ItemFactory(), quantity=1, by=buyer)
    page = browser.get(CHECKOUT).context
    assert "Dépôt de Liège" in str(page["bills"])
    assert "Dépôt de Liège" not in str(page["book"])


def test_address_of_the_book_fills_billing_too(browser, buyer):
    row = AddressFactory(owner=buyer, name="Comptabilité Rhône", siren="552032534")
    carts.add(item=ItemFactory(), quantity=1, by=buyer)
    answer = browser.post(CHECKOUT, {"remplir": f"facturation:adresse-{row.pk}", "same": "on"})
    assert answer.context["billing"].initial["name"] == "Comptabilité Rhône"
    assert answer.context["billing"].initial["siren"] == "552032534"


def test_parcel_too_heavy_for_its_zone_is_told_at_the_address(browser, buyer):
    carts.add(item=ItemFactory(weight=9_000), quantity=2, by=buyer)
    typed = {f"facturation-{name}": value for name, value in form().items()}
    answer = browser.post(CHECKOUT, {**typed, "same": "on", "seen": "26.38", "key": str(uuid.uuid4())})
    assert answer.status_code == 422
    words = "Votre colis pèse 18\u00a0kg. Nous livrons 10\u00a0kg au plus dans cette zone"
    assert words in " ".join(answer.context["billing"].errors["postal_code"])
    assert not Order.objects.exists()


def test_removal_can_be_undone(browser, buyer, settings):
    settings.UNDO_SECONDS = 10
    row = AddressFactory(owner=buyer, delivers=True)
    browser.post(f"{row.get_absolute_url()}suppression/")
    other = AddressFactory(owner=buyer, name="Bureau", delivers=True)
    reversal = _reversal_in(browser.get(BOOK).content.decode())
    assert browser.get(row.get_absolute_url()).status_code == 404
    browser.post(reversal)
    row.refresh_from_db()
    assert (row.removed_at, row.delivers, other.delivers) == (None, False, True)
    assert browser.get(row.get_absolute_url()).status_code == 200


def _reversal_in(page: str) -> str:
    start = page.index("/annuler/")
    return page[start : page.index('"', start)]


def test_removed_address_that_came_back_is_not_restored_twice(browser, buyer, settings):
    settings.UNDO_SECONDS = 10
    row = AddressFactory(owner=buyer)
    browser.post(f"{row.get_absolute_url()}suppression/")
    page = browser.get(BOOK).content.decode()
    AddressFactory(owner=buyer)
    browser.post(_reversal_in(page))
    assert Address.objects.visible_to(buyer).count() == 1


def test_book_is_its_owners_alone(browser, login):
    foreign = AddressFactory(name="Maison inconnue")
    for path in (foreign.get_absolute_url(), f"{foreign.get_absolute_url()}suppression/"):
        for who in (browser, login(UserFactory())):
            assert who.get(path).status_code == 404
            assert who.post(path, form()).status_code == 404
    assert "Maison inconnue" not in browser.get(f"{BOOK}?q=maison").content.decode()
    with pytest.raises(NotYours):
        addresses.remove(address=foreign, by=UserFactory())
    assert login(UserFactory(back_office=True)).get(foreign.get_absolute_url()).status_code == 403


def test_agent_keeps_a_book_too(login):
    agent = UserFactory()
    browser = login(agent)
    browser.post(f"{BOOK}nouvelle/", form())
    assert "Hélène Lefèvre" in browser.get(BOOK).content.decode()


def test_list_is_searched_and_filtered_in_its_address(browser, buyer):
    lyon = AddressFactory(owner=buyer, bills=True)
    liege = AddressFactory(owner=buyer, name="Dépôt", city="Liège", postal_code="4000", country="BE")
    for query, row, other in (
        ("q=liege", liege, lyon),
        ("pays=BE", liege, lyon),
        ("usage=bills", lyon, liege),
    ):
        page = browser.get(f"{BOOK}?{query}").content.decode()
        assert row.get_absolute_url() in page, query
        assert other.get_absolute_url() not in page, query


def test_space_leads_to_the_book(browser, buyer):
    assert "Ajoutez une adresse" in browser.get("/").content.decode()
    AddressFactory(owner=buyer, delivers=True)
    page = browser.get("/").content.decode()
    assert f'href="{BOOK}"' in page
    assert "Livraison par défaut" in page


def test_pages_ask_few_queries(browser, buyer, django_assert_max_num_queries):
    for number in range(12):
        AddressFactory(owner=buyer, name=f"Dépôt {number}")
    carts.add(item=ItemFactory(), quantity=1, by=buyer)
    for path, most in ((BOOK, 9), (CHECKOUT, 13)):
        browser.get(path)
        with django_assert_max_num_queries(most):
            browser.get(path)


def test_addresses_nobody_uses_are_deleted_after_three_years(buyer):
    old = dates.now() - 3 * YEAR * dates.ONE_DAY - dates.ONE_DAY
    AddressFactory(owner=buyer, used_at=old, changed_at=old)
    kept = AddressFactory(owner=buyer, name="Bureau", used_at=old)
    rule = RULES[0]
    rule.erase(list(rule.waiting()))
    assert list(Address.objects.all()) == [kept]
