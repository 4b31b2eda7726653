"""`À faire`: what waits for me, and what I wait for; the same numbers in the menu."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from lxml import html

from contracts.models import Contract
from portal.access.roles import Role
from portal.core.plugs import board
from portal.core.prepared_queries import counts
from tests.contracts.desk import reader
from tests.factories.accounts import UserFactory
from tests.factories.clients import ClientFactory
from tests.factories.contracts import ContractFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def agent():
    return UserFactory()


@pytest.fixture
def office():
    return UserFactory(back_office=True)


def shown(user) -> tuple[list[str], list[str]]:
    """The titles of both halves of the page, in order."""
    page = html.fromstring(reader(user).get("/").content.decode())
    return tuple(
        [title.text_content() for title in page.xpath(f"//section[@id='{half}']//li//p[@class='strong']")]
        for half in ("chez-moi", "chez-les-autres")
    )


def text_of(user) -> str:
    return " ".join(html.fromstring(reader(user).get("/").content.decode()).text_content().split())


def test_a_seller_has_their_drafts_and_waits_for_clients_and_the_back_office(agent):
    draft = ContractFactory(owner=agent, last_name="Brouillonneau")
    to_sign = ContractFactory(owner=agent, awaiting_client=True, last_name="Signataire")
    signed = ContractFactory(owner=agent, awaiting_back_office=True, last_name="Confirmande")
    ContractFactory(owner=agent, validated=True)
    mine, others = shown(agent)
    assert mine == [draft.display_name]
    assert set(others) == {to_sign.display_name, signed.display_name}
    assert "La balle est chez le client" in text_of(agent)
    assert "La balle est chez le back-office" in text_of(agent)


def test_signed_contract_moves_to_the_back_office_s_side(agent, office):
    contract = ContractFactory(owner=agent, awaiting_back_office=True)
    ContractFactory(owner=agent)
    mine, others = shown(office)
    assert (mine, others) == ([contract.display_name], [])


def test_nothing_of_another_agency_is_on_the_board(agent):
    for trait in ({}, {"awaiting_client": True}, {"awaiting_back_office": True}):
        ContractFactory(owner=UserFactory(), **trait)
    assert shown(agent) == ([], [])


def test_a_manager_waits_for_the_agency_but_finishes_only_their_own_drafts(agent):
    manager = UserFactory(manager=True, organisation=agent.organisation)
    ContractFactory(owner=agent)
    contract = ContractFactory(owner=agent, awaiting_client=True)
    assert shown(manager) == ([], [contract.display_name])
    assert agent.get_full_name() in text_of(manager)


def test_a_client_has_their_contract_to_sign(agent):
    contract = ContractFactory(owner=agent, awaiting_client=True)
    person = UserFactory(client=True)
    ClientFactory._meta.model.objects.filter(pk=contract.client_id).update(account=person)
    assert f"À signer {contract.product_name}" in text_of(person)


@pytest.mark.parametrize("role", [Role.PARTNER, Role.CLIENT, Role.PRESALES])
def test_somebody_without_anything_waiting_reads_so(role):
    assert "Rien ne vous attend" in text_of(UserFactory(role=role))


def test_the_nearest_deadline_comes_first_then_what_waits_longest(agent):
    now = timezone.now()
    young = ContractFactory(owner=agent, last_name="Jeune", created_at=now - timedelta(days=1))
    old = ContractFactory(owner=agent, last_name="Vieux", created_at=now - timedelta(days=9))
    assert shown(agent)[0] == [old.display_name, young.display_name]
    late = ContractFactory(owner=agent, awaiting_client=True, last_name="Tard")
    soon = ContractFactory(owner=agent, awaiting_client=True, last_name="Bientot")
    Contract.objects.filter(pk=soon.pk).update(status_changed_at=now - timedelta(days=20))
    assert shown(agent)[1] == [soon.display_name, late.display_name]


def test_a_call_that_is_overdue_is_marked_late(office):
    contract = ContractFactory(awaiting_back_office=True)
    assert "En retard depuis" not in text_of(office)
    Contract.objects.filter(pk=contract.pk).update(signed_at=timezone.now() - timedelta(days=30))
    assert "En retard depuis" in text_of(office)


def test_each_line_leads_to_its_next_click(agent):
    contract = ContractFactory(owner=agent, awaiting_client=True)
    assert f"/contrats/{contract.number}/signature/" in reader(agent).get("/").content.decode()


def test_beyond_what_is_shown_the_page_leads_to_the_list(agent, monkeypatch):
    monkeypatch.setattr("portal.dashboard.board.SHOWN", 2)
    for _ in range(3):
        ContractFactory(owner=agent)
    assert len(shown(agent)[0]) == 2
    assert "/contrats/?statut=draft" in reader(agent).get("/?tout").content.decode()


def badge(user, path="/contrats/") -> str:
    page = html.fromstring(reader(user).get(path).content.decode())
    return "".join(page.xpath("//nav//a[@href='/']/span[@class='nav__count']/text()"))


def test_the_menu_of_every_page_counts_what_waits_for_me(agent):
    assert badge(agent) == ""
    ContractFactory(owner=agent)
    ContractFactory(owner=agent, awaiting_client=True)
    assert badge(agent) == "1"


def test_a_badge_stops_at_two_digits():
    assert [counts.shown(count) for count in (1, 99, 100, 4000)] == ["1", "99", "99+", "99+"]


def test_all_the_numbers_of_a_page_are_one_query(agent, django_assert_num_queries):
    ContractFactory(owner=agent)
    person = type(agent).objects.get(pk=agent.pk)
    with django_assert_num_queries(1):
        assert board.waiting_count(person) == 1
        assert counts.of(person)["notices.unread"] == 0


def test_a_visitor_is_counted_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert set(counts.of(AnonymousUser()).values()) == {0}


@pytest.mark.parametrize(("who", "most"), [("agent", 18), ("office", 15)])
def test_the_page_costs_the_same_few_queries_however_much_waits(
    who, most, agent, office, django_assert_max_num_queries
):
    user = {"agent": agent, "office": office}[who]
    for rounds in (1, 6):
        for trait in ({}, {"awaiting_client": True}, {"awaiting_back_office": True}):
            for _ in range(rounds):
                ContractFactory(owner=agent, **trait)
        client = reader(user)
        with django_assert_max_num_queries(most):
            client.get("/")


def test_a_signature_waits_until_it_closes_by_itself(agent):
    ContractFactory(owner=agent, awaiting_client=True)
    source = next(each for each in board.sources_for(agent, board.Side.OTHER) if each.name == "contracts.signatures")
    rows = list(source.rows(agent))
    (item,) = source.items(agent, rows)
    assert item.until - item.since == timedelta(days=settings.CONTRACT_EXPIRY_DAYS)
