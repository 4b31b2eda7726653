"""Accounts of older databases: imported by file, listed, recognised, and linked once their holder registers."""

import uuid
from datetime import date

import pytest

from portal.accounts.models import User
from portal.audit.transitions import NotYours
from portal.core.values import dates
from portal.exchange.models import ImportBatch
from portal.messaging.models import Message
from subscriptions.legacy import actions as legacy
from subscriptions.models import LegacyAccount, PortfolioLink
from subscriptions.portfolio import actions
from subscriptions.portfolio.enums import LinkState
from tests.factories.accounts import UserFactory
from tests.factories.subscriptions import PortfolioLinkFactory
from tests.subscriptions.older_files import counts, imported, kept, reasons, simulated, undone

pytestmark = pytest.mark.django_db

ROWS = (
    "Odile.FERRAND@Librairie.example;Ancienne librairie;Ferrand;Odile;C-001;12/03/2019\n"
    "mailto:paul@société.example;Ancienne librairie;Rey;Paul;0042;\n"
    "odile.ferrand@librairie.example;Site pro;Ferrand;;;\n"
)


@pytest.fixture
def office():
    return UserFactory(back_office=True)


@pytest.fixture
def agent():
    return UserFactory()


def table() -> list[tuple]:
    columns = ("email", "source", "last_name", "first_name", "reference", "opened_on", "version")
    return list(LegacyAccount.objects.order_by("source", "email").values_list(*columns))


def test_file_becomes_one_account_per_base_and_address(office):
    assert counts(imported(ROWS, office)) == {"created": 3}
    assert table() == [
        ("odile.ferrand@librairie.example", "Ancienne librairie", "Ferrand", "Odile", "C-001", date(2019, 3, 12), 1),
        ("paul@société.example", "Ancienne librairie", "Rey", "Paul", "0042", None, 1),
        ("odile.ferrand@librairie.example", "Site pro", "Ferrand", "", "", None, 1),
    ]
    assert not User.objects.filter(email__startswith="odile").exists()
    assert not Message.objects.filter(channel="email").exists()


def test_simulation_writes_nothing(office):
    assert counts(simulated(ROWS, office)) == {"created": 3}
    assert table() == []


def test_same_file_again_changes_nothing_and_a_corrected_one_updates(office):
    imported(ROWS, office)
    before = table()
    assert counts(imported(ROWS, office)) == {"unchanged": 3}
    assert table() == before
    corrected = imported("odile.ferrand@librairie.example;ANCIENNE LIBRAIRIE;Ferrand-Lys;;;\n", office)
    assert counts(corrected) == {"updated": 1}
    assert table()[0][2:] == ("Ferrand-Lys", "Odile", "C-001", date(2019, 3, 12), 2)
    undone(corrected, office)
    assert table() == before


def test_each_bad_line_says_why(office):
    rows = (
        "pas une adresse;Base;A;;;\n"
        "b@exemple.example;;B;;;\n"
        "c@exemple.example;Base;C;;;31/02/2020\n"
        "d@exemple.example;Base;D;;;01/01/2099\n"
        "e@exemple.example;Base;E;;;\n"
        "E@exemple.example;base;E;;;\n"
        "f@exemple.example;Base;F;;;\n"
        "f@exemple.example;Base;G;;;\n"
    )
    batch = imported(rows, office)
    assert counts(batch) == {"created": 1, "refused": 6, "ignored": 1}
    said = reasons(batch)
    assert said[2] == "E-mail : « pas une adresse » n’est pas une adresse e-mail."
    assert said[3] == "Base d’origine : il manque."
    assert "n’est pas une date" in said[4]
    assert said[5] == "La date d’ouverture est dans le futur."
    assert said[7] == "Répète la ligne 6."
    assert "lignes 8 et 9" in said[8]
    assert said[8] == said[9]


def test_full_name_in_one_column_is_split(office):
    imported("a@exemple.example;Base;Anne de la Tour\n", office, head="E-mail;Base;Nom complet\n")
    assert LegacyAccount.objects.get().name == "Anne de la Tour"


def test_undo_removes_what_was_created_and_keeps_those_an_agent_added(office, agent):
    batch = imported(ROWS, office)
    PortfolioLinkFactory(owner=agent, email="paul@société.example")
    actions.sort_added()
    undone(batch, office)
    assert [row[0] for row in table()] == ["paul@société.example"]
    assert kept(batch) == ["Un conseiller a ajouté cette personne depuis l’import."]


def test_only_the_right_to_import_opens_the_import(login, agent, office):
    for reader in (agent, UserFactory(manager=True), UserFactory(client=True)):
        assert login(reader).get("/imports/nouveau/anciens-comptes/").status_code == 403
        assert login(reader).get("/portefeuille/anciens/").status_code == 403
    assert login(office).get("/imports/nouveau/anciens-comptes/").status_code == 200
    assert not ImportBatch.objects.exists()


def test_person_of_an_older_database_is_invited_on_acceptance_and_linked_once_registered(agent, office):
    imported(ROWS, office)
    link, _new = actions.add(email="Odile.Ferrand@librairie.example", key=uuid.uuid4(), by=agent)
    actions.sort_added()
    link.refresh_from_db()
    assert (link.state, link.account, link.legacy.email) == (LinkState.PENDING, None, link.email)
    accepted = actions.accept(link=link, by=office)
    assert (accepted.state, accepted.shown_label) == (LinkState.ADDED, "Ajouté")
    assert accepted.account.get_full_name() == "Odile Ferrand" or accepted.account.last_name == "Ferrand"
    assert Message.objects.filter(template="accounts/messages/invitation", recipient=link.email).count() == 1
    assert not Message.objects.filter(template="subscriptions/messages/linked").exists()
    actions.sort_added()
    accepted.refresh_from_db()
    assert accepted.state == LinkState.ADDED
    User.objects.filter(pk=accepted.account_id).update(activated_at=dates.now())
    actions.sort_added()
    accepted.refresh_from_db()
    assert accepted.state == LinkState.LINKED
    assert Message.objects.filter(template="subscriptions/messages/linked", recipient=link.email).count() == 1
    assert LegacyAccount.objects.of(link.email).unclaimed().count() == 0
    assert set(LegacyAccount.objects.of(link.email).values_list("account", flat=True)) == {accepted.account_id}


def test_account_invited_by_somebody_else_is_linked_once_registered_too(agent, office):
    invited = UserFactory(client=True, invited=True, email="deja.invite@exemple.example")
    link = PortfolioLinkFactory(owner=agent, email=invited.email)
    actions.sort_added()
    link.refresh_from_db()
    assert (link.state, link.account) == (LinkState.PENDING, invited)
    assert actions.accept(link=link, by=office).state == LinkState.ADDED


def test_back_office_finds_filters_reads_and_exports_them(login, office):
    browser = login(office)
    assert "Aucun compte d’une ancienne base" in browser.get("/portefeuille/anciens/").content.decode()
    imported(ROWS, office)
    page = browser.get("/portefeuille/anciens/", {"q": "rey"}).content.decode()
    assert "paul@société.example" in page
    assert "odile.ferrand" not in page
    page = browser.get("/portefeuille/anciens/", {"base": "Site pro"}).content.decode()
    assert "odile.ferrand@librairie.example" in page
    assert "paul@société" not in page
    page = browser.get("/portefeuille/anciens/", {"inscription": "inscrit"}).content.decode()
    assert "paul@société" not in page
    one = LegacyAccount.objects.get(source="Site pro")
    page = browser.get(one.get_absolute_url()).content.decode()
    assert "Ancienne librairie" in page
    assert "pas inscrite ici" in page
    answer = browser.get("/portefeuille/anciens/export/", {"format": "csv"})
    assert b"C-001" in b"".join(answer.streaming_content if answer.streaming else [answer.content])


def test_one_account_is_removed_after_confirmation(login, office, agent):
    imported(ROWS, office)
    one = LegacyAccount.objects.get(source="Site pro")
    with pytest.raises(NotYours):
        legacy.remove(account=one, by=agent)
    address = f"{one.get_absolute_url()}suppression/"
    assert login(agent).get(address).status_code == 403
    browser = login(office)
    assert "Supprimer ce compte" in browser.get(address).content.decode()
    assert LegacyAccount.objects.filter(pk=one.pk).exists()
    assert browser.post(address).status_code == 302
    assert not LegacyAccount.objects.filter(pk=one.pk).exists()


def test_list_asks_few_queries(login, office, django_assert_max_num_queries):
    imported(ROWS, office)
    browser = login(office)
    browser.get("/portefeuille/anciens/")
    with django_assert_max_num_queries(9):
        browser.get("/portefeuille/anciens/")


def test_agent_with_three_kinds_of_addresses_reads_the_same(login, agent, office):
    imported(ROWS, office)
    UserFactory(client=True, email="connu@exemple.example")
    browser = login(agent)
    for email in ("connu@exemple.example", "paul@société.example", "jamais.vu@exemple.example"):
        browser.post("/portefeuille/ajout/", {"email": email})
    actions.sort_added()
    for link in PortfolioLink.objects.filter(state=LinkState.PENDING, account=None):
        actions.accept(link=link, by=office)
    page = browser.get("/portefeuille/").content.decode().split("<tbody>")[1]
    assert page.count('<span class="badge tone-success">Ajouté</span>') == 3
