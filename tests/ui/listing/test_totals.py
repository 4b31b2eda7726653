"""Footer of a list: sums of every row that the filters leave; and the order of columns, press by press."""

from decimal import Decimal

import pytest
from django.http import QueryDict

from contracts.pages.listing import CONTRACTS
from contracts.sales.models import Contract
from portal.access.permissions import Permission
from portal.access.roles import Role
from portal.core.values.money import format_euros
from portal.ui.listing.address import Address
from portal.ui.listing.devices import is_computer
from portal.ui.listing.heads import header_of
from tests.contracts.desk import reader
from tests.factories.accounts import UserFactory
from tests.factories.catalog import ProductFactory
from tests.factories.contracts import ContractFactory
from tests.factories.presales import OpportunityFactory, PartnerFactory

COLUMNS = {column.key: column for column in CONTRACTS.columns}
CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/142.0 Safari/537.36"
PHONE = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/142.0 Mobile Safari/537.36"


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 20])
def test_sum_is_that_of_the_whole_list_to_the_cent(rows, django_assert_num_queries):
    agent = UserFactory()
    once, monthly = ProductFactory(), ProductFactory()
    ContractFactory.create_batch(rows, owner=agent, product=once)
    ContractFactory.create_batch(rows, owner=agent, product=monthly)
    Contract.objects.filter(product=once).update(net_price=Decimal("12.35"), vat_rate=Decimal("5.50"))
    Contract.objects.filter(product=monthly).update(net_price=Decimal("79.99"), vat_rate=20, duration_months=36)
    ContractFactory()
    client = reader(agent)
    sums = [sum(row.price.gross for row in Contract.objects.filter(product=product)) for product in (once, monthly)]
    with django_assert_num_queries(3):  # session, account, sums
        found = client.get("/contrats/totaux/").json()
    assert found == {"prix": f"{format_euros(sums[0])} + {format_euros(sums[1])} / mois"}


@pytest.mark.django_db
def test_sum_follows_the_filters_and_leaves_out_what_is_unknown():
    partner = PartnerFactory(extra_rights=[Permission.OPPORTUNITIES.value])
    for amount, stage in (("100.10", "new"), ("50", "won"), (None, "new")):
        OpportunityFactory(owner=partner, organisation=partner.organisation, amount=amount, stage=stage)
    client = reader(partner)
    assert client.get("/opportunites/totaux/").json() == {"montant": format_euros(Decimal("150.10"))}
    assert client.get("/opportunites/totaux/?etape=new").json() == {"montant": format_euros(Decimal("100.10"))}
    assert client.get("/opportunites/totaux/?etape=lost").json() == {}
    assert reader(UserFactory(role=Role.CLIENT)).get("/opportunites/totaux/").status_code == 403


@pytest.mark.parametrize(
    ("key", "orders"),
    [
        ("client", ["", "client", "client-z", ""]),
        ("cree", ["", "ancien", ""]),
        ("statut", ["", "activite", ""]),
    ],
)
def test_last_press_on_a_column_returns_to_the_usual_order(key, orders):
    for order, following in zip(orders, orders[1:], strict=False):
        address = Address.read(CONTRACTS, QueryDict(f"tri={order}" if order else ""))
        expected = f"{CONTRACTS.url}?tri={following}" if following else CONTRACTS.url
        assert header_of(COLUMNS[key], address).sort_url == expected


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"User-Agent": CHROME}, True),
        ({"User-Agent": PHONE}, False),
        ({"User-Agent": CHROME, "Sec-CH-UA-Mobile": "?1"}, False),
        ({"User-Agent": PHONE, "Sec-CH-UA-Mobile": "?0"}, True),
        ({}, False),
    ],
)
def test_computers_are_told_from_phones(headers, expected):
    assert is_computer(headers) is expected


@pytest.mark.django_db
def test_rows_come_first_on_a_computer_and_the_choice_is_kept():
    agent = UserFactory()
    ContractFactory(owner=agent)
    client = reader(agent)
    assert client.get("/contrats/", headers={"user-agent": CHROME}).context["page"].shows_rows
    assert not client.get("/contrats/", headers={"user-agent": PHONE}).context["page"].shows_rows
    client.get("/contrats/?affichage=cartes", headers={"user-agent": CHROME})
    assert not client.get("/contrats/", headers={"user-agent": CHROME}).context["page"].shows_rows
