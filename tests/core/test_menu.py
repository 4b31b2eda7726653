"""The side menu has headings where it is long, none where it is short."""

import pytest

from portal.access.roles import Role
from tests.contracts.desk import reader
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def headings(role) -> list[str]:
    page = reader(UserFactory(role=role)).get("/aide/").content.decode()
    return [part.split("<")[0] for part in page.split('<p class="nav__head">')[1:]]


def test_a_long_menu_is_divided_in_the_order_of_the_work():
    shown = headings(Role.MANAGER)
    assert shown[:2] == ["Ventes", "Clients"]
    assert shown[-1] == "Ressources"
    assert len(shown) == len(set(shown))


def test_a_short_menu_has_no_headings():
    assert headings(Role.PARTNER) == []
