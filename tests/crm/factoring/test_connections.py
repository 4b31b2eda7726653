"""The tab `Connexions`: the network of a company, its state, what it earns the agent."""

from decimal import Decimal

import pytest

from crm.connections.queries import network_of
from crm.payouts import actions as payouts
from portal.earnings.lines.models import Earning
from tests.factories.accounts import UserFactory
from tests.factories.earnings import AgreementFactory
from tests.factories.factoring import BuyerFactory, InvoiceFactory, LinkFactory, SupplierFactory, accepted_quote
from tests.factories.prospects import prospect

pytestmark = pytest.mark.django_db


def test_a_client_shows_its_suppliers_with_what_they_earn(login):
    tie = LinkFactory()
    agent = tie.buyer.owner
    AgreementFactory(terms={"invoice": {"rate": Decimal(1)}})
    invoice = InvoiceFactory(validated=True, buyer=tie.buyer, supplier=tie.supplier, amount=Decimal(2000))
    quote = accepted_quote(invoice)
    office = UserFactory(back_office=True)
    payouts.execute(file=payouts.make_file(until=quote.payment_on, by=office), by=office)
    network = network_of(agent, tie.buyer)
    earned = sum(line.amount for line in Earning.objects.filter(kind="invoice"))
    assert [(each.name, each.invoices, each.financed) for each in network.suppliers] == [
        (tie.supplier.company_name, 1, Decimal(2000))
    ]
    assert network.earned == earned == Decimal(20)
    page = login(agent).get(f"/clients/{tie.buyer.pk}/connexions/").content.decode()
    assert tie.supplier.company_name in page


def test_a_supplier_that_is_a_client_shows_who_pays_it(login):
    supplier = SupplierFactory()
    agent = UserFactory()
    tie = LinkFactory(supplier=supplier, buyer__owner=agent)
    client = BuyerFactory(owner=agent, siren=supplier.siren)
    assert [each.client for each in network_of(agent, client).customers] == [tie.buyer]
    LinkFactory(supplier=supplier)  # of another agent's buyer
    assert len(network_of(agent, client).customers) == 1


def test_another_agent_reads_nothing(login):
    tie = LinkFactory()
    assert login(UserFactory()).get(f"/clients/{tie.buyer.pk}/connexions/").status_code == 404


def test_a_prospect_has_the_tab(login):
    client = prospect()
    browser = login(client.owner)
    page = browser.get(f"/prospects/{client.pk}/connexions/")
    assert page.status_code == 200
    assert "Connexions" in browser.get(f"/prospects/{client.pk}/suivi/").content.decode()


def test_the_tab_asks_few_queries(login, django_assert_max_num_queries):
    tie = LinkFactory()
    for _each in range(5):
        LinkFactory(buyer=tie.buyer)
    browser = login(tie.buyer.owner)
    with django_assert_max_num_queries(22):
        browser.get(f"/clients/{tie.buyer.pk}/connexions/")
