"""Shipping rates: the back-office sets them, orders keep theirs."""

import uuid
from decimal import Decimal

import pytest

from portal.audit.transitions import NotYours, Refused
from subscriptions.models import ShippingRate
from subscriptions.shop import queries
from subscriptions.shop.actions import rates as actions
from subscriptions.shop.enums import Zone
from tests.factories.accounts import UserFactory
from tests.factories.shop import AJACCIO, ItemFactory, ShippingRateFactory, placed, rates

pytestmark = pytest.mark.django_db
LIST = "/boutique/tarifs-de-livraison/"


@pytest.fixture
def office():
    return UserFactory(back_office=True)


@pytest.fixture
def browser(login, office):
    return login(office)


def form(**more) -> dict:
    return {"zone": "corsica", "up_to": "2000", "price": "9,90", "version": "1", "key": str(uuid.uuid4()), **more}


def test_back_office_creates_a_rate_and_reads_its_history(browser):
    answer = browser.post(f"{LIST}nouveau/", form())
    rate = ShippingRate.objects.get()
    assert answer["Location"] == rate.get_absolute_url()
    assert (rate.zone, rate.up_to, rate.price) == (Zone.CORSICA, 2000, Decimal("9.90"))
    page = browser.get(rate.get_absolute_url()).content.decode()
    assert "Corse, jusqu’à 2\u00a0kg" in page
    assert "a créé le tarif à 9,90\u00a0€ HT" in page


def test_same_form_sent_twice_creates_one_rate(browser):
    sent = form()
    first, second = (browser.post(f"{LIST}nouveau/", sent)["Location"] for _time in range(2))
    assert first == second
    assert ShippingRate.objects.count() == 1


def test_second_rate_for_the_same_weight_is_refused_at_the_weight(browser):
    ShippingRateFactory(zone=Zone.CORSICA, up_to=2000, price=Decimal("6.90"))
    answer = browser.post(f"{LIST}nouveau/", form())
    assert answer.status_code == 422
    assert answer.context["form"].errors["up_to"] == [
        "Un tarif existe déjà : Corse, jusqu’à 2\u00a0kg, 6,90\u00a0€ HT. Modifiez-le."
    ]
    assert 'value="9,90"' in answer.content.decode()


def test_rate_cannot_be_moved_onto_another(browser):
    ShippingRateFactory(zone=Zone.CORSICA, up_to=2000)
    other = ShippingRateFactory(zone=Zone.CORSICA, up_to=5000)
    answer = browser.post(other.get_absolute_url(), form())
    assert answer.status_code == 422
    assert "up_to" in answer.context["form"].errors
    other.refresh_from_db()
    assert other.up_to == 5000


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("up_to", "", "Indiquez le poids maximal"),
        ("up_to", "0", "de 1 à 1 000 000 g"),
        ("up_to", "1000001", "de 1 à 1 000 000 g"),
        ("up_to", "-5", "Indiquez un poids en grammes"),
        ("up_to", "deux kilos", "Indiquez un poids en grammes"),
        ("price", "", "Indiquez le prix"),
        ("price", "-1", "Montant invalide"),
        ("price", "123456", "Ce montant est trop grand"),
        ("zone", "", "Choisissez la zone"),
        ("zone", "mars", "mars"),
    ],
)
def test_bad_input_is_refused_at_its_field(browser, field, typed, words):
    answer = browser.post(f"{LIST}nouveau/", form(**{field: typed}))
    assert answer.status_code == 422
    assert words in " ".join(answer.context["form"].errors[field])
    assert not ShippingRate.objects.exists()


def test_stale_form_is_refused_and_keeps_what_was_typed(browser, office):
    rate = ShippingRateFactory(zone=Zone.CORSICA, up_to=2000)
    actions.change(rate=rate, values={"price": Decimal("7.00")}, version=1, by=office)
    answer = browser.post(rate.get_absolute_url(), form(price="8,00"))
    assert answer.status_code == 409
    assert 'value="8,00"' in answer.content.decode()
    rate.refresh_from_db()
    assert rate.price == Decimal("7.00")


def test_order_keeps_the_price_it_was_placed_at(browser):
    order = placed(delivery=AJACCIO)
    gross, rate = order.gross, ShippingRate.objects.get(zone=Zone.CORSICA)
    browser.post(rate.get_absolute_url(), form(up_to="10000", price="99,00"))
    browser.post(f"{rate.get_absolute_url()}retrait/")
    order.refresh_from_db()
    assert order.gross == order.totals().gross == gross
    assert order.lines.get(item=None).unit_net == Decimal("9.90")


def test_retired_rate_ships_nothing_until_it_is_restored(browser):
    rates()
    rate = ShippingRate.objects.get(zone=Zone.CORSICA)
    page = browser.get(f"{rate.get_absolute_url()}retrait/").content.decode()
    assert "C’est le dernier tarif de cette zone" in page
    browser.post(f"{rate.get_absolute_url()}retrait/")
    assert queries.shipping_line(500, AJACCIO) is None
    with pytest.raises(Refused):
        placed(delivery=AJACCIO, rated=False)
    assert "Tarif retiré" in browser.get(rate.get_absolute_url()).content.decode()
    browser.post(f"{rate.get_absolute_url()}remise/")
    assert queries.shipping_line(500, AJACCIO).unit_net == Decimal("9.90")


def test_retired_rate_gives_way_to_another_of_the_same_weight(browser, office):
    rate = actions.retire(rate=ShippingRateFactory(up_to=2000), by=office)
    ShippingRateFactory(up_to=2000, price=Decimal("5.00"))
    browser.post(f"{rate.get_absolute_url()}remise/")
    assert "Un tarif existe déjà" in browser.get(rate.get_absolute_url()).content.decode()
    rate.refresh_from_db()
    assert rate.retired_at


def test_retirement_says_what_it_changes(browser):
    light, heavy = ShippingRateFactory(up_to=2000), ShippingRateFactory(up_to=10_000, price=Decimal("12.90"))
    page = browser.get(f"{light.get_absolute_url()}retrait/").content.decode()
    assert "Ces colis coûteront 12,90\u00a0€ HT, le tarif jusqu’à 10\u00a0kg" in page
    page = browser.get(f"{heavy.get_absolute_url()}retrait/").content.decode()
    assert "Les colis de plus de 2\u00a0kg ne pourront plus être expédiés" in page


def test_list_says_what_cannot_be_shipped(browser):
    ShippingRateFactory(up_to=30_000)
    ShippingRateFactory(zone=Zone.CORSICA, up_to=2_500)
    ItemFactory(weight=4_200)
    page = browser.get(LIST).content.decode()
    assert "France métropolitaine et Monaco : aucun tarif au-delà de 30\u00a0kg." in page
    assert "Corse : aucun tarif au-delà de 2,5\u00a0kg. Un article en vente pèse 4,2\u00a0kg." in page
    assert "Outre-mer : aucun tarif. Rien ne peut y être expédié." in page


def test_list_is_searched_and_filtered_in_its_address(browser, office):
    kept = ShippingRateFactory(zone=Zone.CORSICA, up_to=2000)
    gone = actions.retire(rate=ShippingRateFactory(zone=Zone.OVERSEAS, up_to=750), by=office)
    for query, row, other in (
        ("q=corse", kept, gone),
        ("zone=corsica", kept, gone),
        ("etat=retires", gone, kept),
        ("etat=en-vigueur", kept, gone),
    ):
        page = browser.get(f"{LIST}?{query}").content.decode()
        assert row.get_absolute_url() in page, query
        assert other.get_absolute_url() not in page, query


def test_empty_list_invites_to_create_a_rate(browser):
    assert "créez le premier" in browser.get(LIST).content.decode()


@pytest.mark.parametrize("who", [{}, {"client": True}, {"manager": True}])
def test_only_the_back_office_reaches_the_rates(login, who):
    rate, reader = ShippingRateFactory(), UserFactory(**who)
    browser = login(reader)
    for path in (LIST, f"{LIST}nouveau/", rate.get_absolute_url(), f"{rate.get_absolute_url()}retrait/"):
        assert browser.get(path).status_code == 403, path
    with pytest.raises(NotYours):
        actions.retire(rate=rate, by=reader)


def test_list_asks_few_queries(browser, django_assert_max_num_queries):
    for grams in range(1, 13):
        ShippingRateFactory(up_to=grams * 500)
    browser.get(LIST)
    with django_assert_max_num_queries(10):
        browser.get(LIST)
