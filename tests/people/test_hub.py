"""The hub of the administration leads to every page where the back-office keeps something up to date."""

import pytest

from portal.access.roles import Role
from portal.core.plugs.administration import pages_for
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_hub_names_every_page_and_each_opens(login, back_office):
    client = login(back_office)
    page = client.get("/administration/").content.decode()
    for address in ("/comptes/", "/comptes/droits/", "/actualites/redaction/", "/offre/", "/documents/", "/marque/"):
        assert f'href="{address}"' in page
        assert client.get(address, follow=True).status_code == 200
    assert 'href="/admin/"' in page


def test_django_administration_is_named_to_those_who_may_open_it(back_office):
    closed = UserFactory(back_office=True, is_staff=False)
    assert "admin:index" in [page.url_name for page in pages_for(back_office)]
    assert "admin:index" not in [page.url_name for page in pages_for(closed)]


@pytest.mark.parametrize("role", [role for role in Role if role != Role.BACK_OFFICE])
def test_hub_is_closed_to_other_roles(login, role):
    assert login(UserFactory(role=role)).get("/administration/").status_code == 403


def test_hub_asks_no_query_of_its_own(login, back_office, django_assert_max_num_queries):
    client = login(back_office)
    client.get("/administration/")
    with django_assert_max_num_queries(3):
        client.get("/administration/")
