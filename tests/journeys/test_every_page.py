"""The pages of the menu, role by role: no rule of accessibility is broken, nothing sticks out sideways."""

import pytest

from portal.access.roles import Role
from tests.factories.accounts import UserFactory
from tests.factories.contracts import ContractFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OWN = [
    "/",
    "/?tout",
    "/actualites/",
    "/recherche/?q=perrin",
    "/notifications/",
    "/aide/",
    "/support/",
    "/parametres/",
]
SELLING = [*OWN, "/contrats/", "/contrats/?affichage=lignes", "/clients/", "/documents/"]
CONFIRMING = [*OWN, "/contrats/", "/back-office/", "/back-office/blocages/", "/documents/", "/etat/", "/etat/messages/"]
PRESALES = ["/", "/opportunites/", "/avant-vente/", "/actualites/"]


@pytest.fixture
def contracts(office):
    """One contract of each kind that the lists and queues show."""
    agent = office["agent"]
    for situation in ("awaiting_client", "awaiting_back_office", "validated"):
        ContractFactory(owner=agent, last_name="Perrin", **{situation: True})
    ContractFactory(owner=agent)
    return office


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (360, "dark")])
@pytest.mark.parametrize(
    ("who", "paths"),
    [("agent", SELLING), ("back_office", CONFIRMING), ("presales", PRESALES)],
    ids=["agent", "office", "presales"],
)
def test_the_pages_of_the_menu_keep_the_rules(person, contracts, who, paths, width, scheme):
    user = contracts.get(who) or UserFactory(role=Role.PRESALES, organisation=None)
    reader = person(width=width, scheme=scheme)
    reader.log_in(user.email)
    for path in paths:
        reader.open(path)
        assert reader.page.get_by_role("heading", level=1).count() == 1, path
        reader.check_rules()
