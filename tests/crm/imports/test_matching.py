"""Files that exist are completed, never doubled or overwritten; lookalikes are offered for merge."""

from datetime import date

import pytest

from crm.imports.enums import Content
from crm.models import Client, Contact
from portal.exchange.imports import actions
from portal.exchange.imports.running import run_import
from tests.contracts.desk import reader
from tests.crm.imports.steps import counts, imported, reasons, simulated, undone, worked
from tests.factories.accounts import UserFactory
from tests.factories.clients import ClientFactory

pytestmark = pytest.mark.django_db
HEAD = "Nom;Prénom;E-mail;Mobile;Date de naissance;Ville\n"
LINE = "RIVOAL;maëlle;maelle@essai.invalid;06 12 34 56 78;09/04/1978;Brest\n"


@pytest.fixture
def agent():
    return UserFactory()


def table() -> list[tuple]:
    """Return everything an undo must restore."""
    columns = [field.attname for field in Client._meta.concrete_fields]
    notes = Client.objects.order_by("pk").values_list("pk", "notes__text", "contacts__last_name", "contacts__mobile")
    return [*Client.objects.order_by("pk").values_list(*columns), *notes]


@pytest.mark.parametrize(
    "known",
    [
        {"email": "Maelle@essai.invalid", "phone": "", "birth_date": None},
        {"email": "", "phone": "+33612345678", "birth_date": None},
        {"email": "", "phone": "", "birth_date": date(1978, 4, 9)},
    ],
)
def test_file_found_by_email_mobile_or_birth_date_is_completed(agent, known):
    client = ClientFactory(
        owner=agent, last_name="Rivoal", first_name="Maëlle", city="", address="", postal_code="", **known
    )
    batch = imported(HEAD + LINE, agent)
    assert counts(batch) == {"updated": 1}
    client.refresh_from_db()
    assert (client.last_name, client.city, client.phone) == ("Rivoal", "Brest", "+33612345678")


def test_what_the_file_says_already_is_kept_and_told(agent):
    client = ClientFactory(
        owner=agent, last_name="Rivoal", first_name="Maëlle", email="maelle@essai.invalid", phone="+33699999999"
    )
    batch = simulated(HEAD + LINE, agent)
    assert counts(batch) == {"unchanged": 1}
    assert reasons(batch)[2].startswith("Conservé\u00a0: ")
    client.refresh_from_db()
    assert client.phone == "+33699999999"


def test_same_list_again_changes_nothing(agent):
    imported(HEAD + LINE + "Le Goff;Loïc;;;;\n", agent)
    before = table()
    batch = simulated(HEAD + "Le Goff;Loïc;;;;\n" + LINE, agent)
    assert counts(batch) == {"unchanged": 2}
    assert table() == before


def test_same_email_with_another_name_is_offered_for_merge(login):
    manager = UserFactory(manager=True)
    other = ClientFactory(owner=manager, last_name="Rivoal", first_name="Yann", email="maelle@essai.invalid", phone="")
    batch = imported(HEAD + LINE, manager)
    assert counts(batch) == {"created": 1}
    made = Client.objects.get(first_name="maëlle")
    page = login(manager).get(f"/imports/{batch.pk}/?resultat=doublons").content.decode()
    assert "fusionnez-les si c’est le même client" in page
    assert f"/clients/{other.pk}/admin/fusion/?avec={made.pk}" in page


def test_file_of_somebody_else_is_told_without_its_name(agent):
    ClientFactory(last_name="Rivoal", first_name="Maëlle", email="maelle@essai.invalid", company_name="Secret")
    batch = simulated(HEAD + LINE, agent)
    assert counts(batch) == {"ignored": 1}
    assert reasons(batch)[2] == "Déjà dans le portail, hors de vos clients (même e-mail)."


def test_two_files_that_match_are_refused(agent):
    ClientFactory(owner=agent, last_name="Rivoal", first_name="Maëlle", email="maelle@essai.invalid", phone="")
    ClientFactory(owner=agent, last_name="Rivoal", first_name="Maëlle", email="", phone="+33612345678")
    batch = simulated(HEAD + LINE, agent)
    assert counts(batch) == {"refused": 1}
    assert "fusionnez-les d’abord" in reasons(batch)[2]


def test_later_line_completes_an_earlier_one(agent):
    batch = imported(HEAD + "Rivoal;Maëlle;maelle@essai.invalid;;;\n" + LINE, agent)
    assert counts(batch) == {"created": 1, "updated": 1}
    client = Client.objects.get()
    assert (client.phone, client.city) == ("+33612345678", "Brest")
    undone(batch, agent)
    assert not Client.objects.exists()


def test_file_created_since_the_simulation_is_not_doubled(agent):
    batch = simulated(HEAD + LINE, agent)
    ClientFactory(owner=agent, last_name="Rivoal", first_name="Maëlle", email="maelle@essai.invalid")
    actions.confirm(batch=batch, by=agent)
    batch = worked(batch)
    assert Client.objects.count() == 1
    assert batch.counts == {"created": 0, "updated": 0, "unchanged": 0, "refused": 1, "ignored": 0}
    assert "depuis la simulation" in reasons(batch)[2]


COMPANIES = "Société;SIREN;Nom;Prénom;Téléphone;E-mail\n"


def test_company_takes_its_new_contact_and_keeps_its_favourite(agent):
    imported(
        COMPANIES + "Fournil Kerzu;732829320;Kerzu;Anne;0298000000;anne@essai.invalid\n", agent, what=Content.COMPANIES
    )
    batch = imported(
        COMPANIES + "FOURNIL KERZU;732 829 320;Kerzu;Paul;0298000001;paul@essai.invalid\n",
        agent,
        what=Content.COMPANIES,
    )
    assert counts(batch) == {"updated": 1}
    assert list(Contact.objects.filter(is_favourite=True).values_list("first_name", flat=True)) == ["Anne"]
    undone(batch, agent)
    assert list(Contact.objects.values_list("first_name", flat=True)) == ["Anne"]


def test_siren_that_another_agent_brought_is_refused(agent):
    imported(COMPANIES + "Fournil;732829320;Kerzu;Anne;0298000000;\n", UserFactory(), what=Content.PROSPECTS)
    batch = imported(COMPANIES + "Autre nom;732829320;Kerzu;Paul;0298000001;\n", agent, what=Content.PROSPECTS)
    assert counts(batch) == {"ignored": 1}


def test_undo_restores_every_column(agent):
    ClientFactory(owner=agent, last_name="Rivoal", first_name="Maëlle", email="maelle@essai.invalid", phone="", city="")
    before = table()
    batch = imported(HEAD + LINE + "Le Goff;Loïc;loic@essai.invalid;;;Quimper\n", agent)
    assert table() != before
    undone(batch, agent)
    assert table() == before


def test_undo_leaves_what_changed_since_and_lists_it(agent, login):
    batch = imported(HEAD + LINE + "Le Goff;Loïc;loic@essai.invalid;;;Quimper\n", agent)
    kept = Client.objects.get(last_name="Le Goff")
    kept.notes.create(author=agent, text="Appelé ce matin")
    undone(batch, agent)
    assert list(Client.objects.all()) == [kept]
    assert batch.lines.get(target=kept.pk).left.startswith("Cette fiche a servi depuis l’import")
    assert "Le Goff" in login(agent).get(f"/imports/{batch.pk}/").content.decode()


def test_two_agents_with_one_list_make_each_file_once(agent):
    manager = UserFactory(manager=True, organisation=agent.organisation)
    first, second = simulated(HEAD + LINE, agent), simulated(HEAD + LINE, manager)
    for batch, by in ((first, agent), (second, manager)):
        actions.confirm(batch=batch, by=by)
        run_import(job_id=batch.pk)
    assert Client.objects.count() == 1


def test_back_office_does_not_import_clients():
    assert reader(UserFactory(back_office=True)).get("/imports/nouveau/contacts/").status_code == 403
