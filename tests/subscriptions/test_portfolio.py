"""`Mon portfolio`: adding, the answer that tells nothing, the clock of the back-office, leaving."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.access.roles import Role
from portal.accounts.models import User
from portal.audit.transitions import NotYours, Refused
from portal.core.values import dates
from portal.core.values.dates import PARIS
from portal.messaging.models import Message
from subscriptions.models import LegacyAccount, PortfolioLink
from subscriptions.portfolio import actions
from subscriptions.portfolio.enums import LinkState
from subscriptions.portfolio.rules import weekday_deadline
from tests.factories.accounts import UserFactory
from tests.factories.subscriptions import PortfolioLinkFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def agent():
    return UserFactory()


@pytest.fixture
def office():
    return UserFactory(back_office=True)


def paris(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


@pytest.mark.parametrize(
    ("start", "deadline"),
    [
        ("2026-11-27T16:00", "2026-12-01T16:00"),  # Friday, Tuesday
        ("2026-11-28T10:00", "2026-12-02T00:00"),  # Saturday, Wednesday at midnight
        ("2026-11-29T23:59", "2026-12-02T00:00"),  # Sunday
        ("2026-11-30T09:30", "2026-12-02T09:30"),
        ("2026-11-25T00:00", "2026-11-27T00:00"),
        ("2026-11-26T00:00", "2026-11-28T00:00"),  # its 48 hours end with Friday
        ("2026-03-27T16:00", "2026-03-31T16:00"),  # a clock goes forward on the Sunday between
        ("2026-10-23T16:00", "2026-10-27T16:00"),  # and back
        ("2026-03-29T02:30", "2026-04-01T00:00"),
        ("2026-12-31T12:00", "2027-01-04T12:00"),
    ],
)
def test_the_clock_of_48_hours_skips_saturday_and_sunday(start, deadline):
    assert weekday_deadline(paris(start), 48) == paris(deadline)


def test_the_answer_is_the_same_for_known_and_unknown_addresses(login, agent):
    UserFactory(client=True, email="connu@exemple.example")
    LegacyAccount.objects.create(email="ancien@exemple.example", source="Librairie")
    browser = login(agent)
    browser.post("/portefeuille/ajout/", {"email": "premier@exemple.example"})  # what is cached is cached
    pages, counts = [], []
    for email in ("connu@exemple.example", "autre@exemple.example", "ancien@exemple.example"):
        with CaptureQueriesContext(connection) as asked:
            answer = browser.post("/portefeuille/ajout/", {"email": email})
            page = browser.get(answer["Location"])
        counts.append(len(asked))
        pages.append((answer.status_code, answer["Location"], _row_of(page, email)))
        PortfolioLink.objects.filter(email=email).delete()
    assert len(set(counts)) == 1
    assert len(set(pages)) == 1


def _row_of(page, email: str) -> str:
    body = page.content.decode().replace(email, "X")
    start = body.index("<tbody>")
    return body[start : body.index("</tr>", start)].replace(str(PortfolioLink.objects.get(email=email).pk), "N")


def test_the_row_says_added_in_green_before_and_after_it_is_sorted(login, agent):
    UserFactory(client=True, email="connu@exemple.example")
    for email in ("connu@exemple.example", "autre@exemple.example"):
        actions.add(email=email, key=PortfolioLinkFactory.build().creation_key, by=agent)
    before = login(agent).get("/portefeuille/").content.decode()
    actions.sort_added()
    after = login(agent).get("/portefeuille/").content.decode()
    for page in (before, after):
        assert page.count('<span class="badge tone-success">Ajouté</span>') == 2
        assert "En attente" not in page.split("<tbody>")[1]


def test_an_unknown_address_is_invited_and_linked_once_registered(agent):
    link, _new = actions.add(email="Nouveau@Exemple.example", key=PortfolioLinkFactory.build().creation_key, by=agent)
    actions.sort_added()
    link.refresh_from_db()
    assert (link.state, link.account.role, link.account.email) == (
        LinkState.ADDED,
        Role.CLIENT,
        "nouveau@exemple.example",
    )
    assert Message.objects.filter(template="accounts/messages/invitation", recipient=link.account.email).exists()
    User.objects.filter(pk=link.account_id).update(activated_at=dates.now())
    actions.sort_added()
    link.refresh_from_db()
    assert link.state == LinkState.LINKED
    assert Message.objects.filter(template="subscriptions/messages/linked").count() == 1


def test_a_known_address_waits_for_the_back_office(login, agent, office):
    account = UserFactory(client=True, email="connu@exemple.example")
    link = PortfolioLinkFactory(owner=agent, email=account.email)
    actions.sort_added()
    link.refresh_from_db()
    assert (link.state, link.deadline) == (LinkState.PENDING, weekday_deadline(link.created_at, 48))
    browser = login(office)
    assert account.email in browser.get("/portefeuille/demandes/").content.decode()
    assert account.email in browser.get("/").content.decode()
    assert browser.post(f"/portefeuille/demandes/{link.pk}/accepter/").status_code == 302
    link.refresh_from_db()
    assert (link.state, link.account) == (LinkState.LINKED, account)
    assert Message.objects.filter(template="subscriptions/messages/linked", recipient=account.email).count() == 1
    assert account.get_full_name() in login(agent).get("/portefeuille/").content.decode()


def test_a_refusal_says_why_to_the_agent(login, agent, office):
    UserFactory(client=True, email="connu@exemple.example")
    link = PortfolioLinkFactory(owner=agent, email="connu@exemple.example")
    actions.sort_added()
    browser = login(office)
    assert browser.post(f"/portefeuille/demandes/{link.pk}/refuser/", {"reason": " "}).status_code == 422
    browser.post(f"/portefeuille/demandes/{link.pk}/refuser/", {"reason": "Déjà suivi ailleurs"})
    assert "Déjà suivi ailleurs" in login(agent).get(f"/portefeuille/{link.pk}/").content.decode()
    with pytest.raises(Refused):
        actions.accept(link=link, by=office)


def test_a_colleague_s_account_enters_no_portfolio(agent, office):
    UserFactory(email="collegue@exemple.example")
    link = PortfolioLinkFactory(owner=agent, email="collegue@exemple.example")
    actions.sort_added()
    with pytest.raises(Refused, match="pas celui d’un client"):
        actions.accept(link=link, by=office)


def test_late_requests_escalate_once(agent, office):
    UserFactory(client=True, email="connu@exemple.example")
    PortfolioLinkFactory(owner=agent, email="connu@exemple.example")
    actions.sort_added()
    PortfolioLink.objects.update(deadline=dates.now() - timedelta(minutes=1))
    assert (actions.escalate_late(), actions.escalate_late()) == (1, 0)
    assert Message.objects.filter(kind="portfolio.late", recipient=str(office.pk)).count() == 1


def test_a_client_leaves_and_the_agent_s_rights_end_at_the_next_request(login, agent):
    link = PortfolioLinkFactory(linked=True, owner=agent)
    assert login(agent).get(f"/portefeuille/{link.pk}/abonnement/").status_code == 200
    browser = login(link.account)
    assert "Quitter ce conseiller" in browser.get("/").content.decode()
    assert browser.post(f"/mon-espace/conseillers/{link.pk}/depart/").status_code == 302
    assert login(agent).get(f"/portefeuille/{link.pk}/abonnement/").status_code == 403
    assert "a mis fin au lien" in login(agent).get(f"/portefeuille/{link.pk}/").content.decode()


def test_only_the_client_ends_the_link(agent, login):
    link = PortfolioLinkFactory(linked=True, owner=agent)
    with pytest.raises(NotYours):
        actions.leave(link=link, by=UserFactory(client=True))
    assert login(UserFactory(client=True)).get(f"/mon-espace/conseillers/{link.pk}/depart/").status_code == 404


def test_agents_see_their_own_managers_the_agency_and_clients_nothing(login, agent):
    mine, other = PortfolioLinkFactory(owner=agent), PortfolioLinkFactory()
    for reader in (agent, UserFactory(manager=True, organisation=agent.organisation)):
        page = login(reader).get("/portefeuille/").content.decode()
        assert mine.email in page
        assert other.email not in page
        assert login(reader).get(f"/portefeuille/{other.pk}/").status_code == 404
    assert login(UserFactory(client=True)).get("/portefeuille/").status_code == 403
    assert login(agent).get("/portefeuille/demandes/").status_code == 403


def test_the_same_address_twice_is_one_row(login, agent):
    browser = login(agent)
    for email in ("a@exemple.example", "A@exemple.example "):
        browser.post("/portefeuille/ajout/", {"email": email})
    assert PortfolioLink.objects.filter(owner=agent).count() == 1
    assert browser.post("/portefeuille/ajout/", {"email": "pas une adresse"}).status_code == 422


def test_the_list_asks_few_queries(login, agent, django_assert_max_num_queries):
    PortfolioLinkFactory.create_batch(3, linked=True, owner=agent)
    browser = login(agent)
    browser.get("/portefeuille/")
    with django_assert_max_num_queries(8):
        browser.get("/portefeuille/")
