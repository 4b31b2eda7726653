"""Companies offered while their name or SIREN is typed."""

import pytest
from django.core.cache import cache

from crm.companies import fiction
from tests.contracts.desk import reader
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
URL = "/suggestions/societes/"


@pytest.fixture
def desk(settings):
    settings.COMPANY_DIRECTORY = "demo"
    cache.clear()
    return reader(UserFactory())


def test_a_company_fills_name_number_and_address(desk):
    page = desk.get(URL, {"q": fiction.siren(0)}).content.decode()
    assert page.count('role="option"') == 1
    for word in ("MENUISERIE DES QUAIS", "12 QUAI PIERRE SCIZE", "69009", fiction.siren(0)):
        assert word in page


def test_a_closed_company_says_so_and_one_abroad_fills_no_address(desk):
    assert "Fermée" in desk.get(URL, {"q": "bonneterie"}).content.decode()
    assert "ALLEMAGNE" not in desk.get(URL, {"q": "windkraft"}).content.decode()


def test_a_directory_that_is_down_is_told_and_offers_nothing(desk):
    page = desk.get(URL, {"q": "panne"}).content.decode()
    assert "saisissez la société à la main" in page
    assert 'role="option"' not in page


def test_only_those_who_type_companies_may_ask():
    assert reader(UserFactory(role="partner")).get(URL, {"q": "quais"}).status_code == 403
