"""What a contract's pages say first: what stands in the way, and what a price stands for."""

import pytest

from tests.contracts.desk import reader, sign_path, wrong
from tests.factories.accounts import UserFactory
from tests.factories.catalog import ProductFactory
from tests.factories.contracts import ContractFactory, back_office

pytestmark = pytest.mark.django_db


def test_a_locked_signature_is_said_where_a_code_would_be_asked_for(contract, settings):
    office, account = reader(back_office()), UserFactory(client=True)
    contract.client.account = account
    contract.client.save()
    assert "Saisir le code" in reader(contract.owner).get(contract.get_absolute_url()).content.decode()
    settings.CODE_WRONG_PER_DAY = 1
    wrong(contract)
    for desk in (reader(contract.owner), reader(account), office):
        page = desk.get(contract.get_absolute_url()).content.decode()
        assert page.count("La saisie du code est bloquée") == 1
        assert contract.next_step_for(contract.owner.role) not in page
        assert "Saisir le code" not in page
        assert ("Débloquer" in page) == (desk is office)


def test_a_price_by_the_month_is_told_so_wherever_it_stands():
    contract = ContractFactory(awaiting_client=True, product=ProductFactory(monthly=True))
    desk = reader(contract.owner)
    for path in ("/", contract.client.get_absolute_url(), sign_path(contract)):
        assert "59,88\u00a0€ / mois" in desk.get(path).content.decode(), path
