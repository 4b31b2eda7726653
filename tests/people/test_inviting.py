"""Several people invited by a pasted list."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from portal.access.roles import Role
from portal.accounts.models import User
from portal.messaging.models import Message
from portal.people import inviting, lines
from tests.factories.accounts import OrganisationFactory

pytestmark = pytest.mark.django_db
PAGE = "/comptes/invitations/"
NADIA = ("Nadia", "Durand", "nadia@exemple.fr")


@pytest.fixture
def agency(db):
    return OrganisationFactory()


def sent(agency, *pasted, **more) -> dict:
    return {"people": "\n".join(pasted), "role": Role.AGENT, "organisation": agency.pk} | more


@pytest.mark.parametrize(
    "line",
    [
        "Nadia Durand <Nadia@Exemple.fr>",
        '"Nadia Durand" <nadia@exemple.fr>;',
        "Nadia\tDurand\tnadia@exemple.fr",
        "Nadia ; Durand ; nadia@exemple.fr",
        "Nadia,Durand,nadia@exemple.fr",
        "nadia@exemple.fr;Nadia Durand",
        "Nadia Durand\tnadia@exemple.fr",
        "Nadia Durand nadia@exemple.fr",
        "DURAND Nadia <nadia@exemple.fr>",
        "DURAND;Nadia;nadia@exemple.fr",
    ],
)
def test_each_way_of_writing_a_person_is_read(line):
    (person,) = lines.read(line)
    assert (person.first_name, person.last_name.title(), person.email) == NADIA
    assert person.problem == ""


def test_people_on_one_line_as_mail_programs_write_them_are_several():
    found = lines.read("Nadia Durand <nadia@exemple.fr>; Paul Petit <paul@exemple.fr>, Eva Le Goff <eva@exemple.fr>")
    assert [person.name for person in found] == ["Nadia Durand", "Paul Petit", "Eva Le Goff"]
    assert [person.problem for person in found] == ["", "", ""]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Nadia Durand", "Il manque l’adresse e-mail."),
        ("nadia@exemple.fr", "Il manque le prénom ou le nom."),
        ("Nadia <nadia@exemple.fr>", "Il manque le prénom ou le nom."),
        ("Nadia Durand <nadia@>", "Cette adresse e-mail n’est pas valable."),
        (f"Nadia {'D' * 81} <nadia@exemple.fr>", "Ce nom est trop long : 80 signes au plus."),
    ],
)
def test_line_that_names_nobody_says_why(line, why):
    (person,) = lines.read(line)
    assert person.problem == why
    assert person.text == line


def test_address_named_twice_counts_once():
    first, second = lines.read("Nadia Durand <nadia@exemple.fr>\nN. Durand <NADIA@exemple.fr>")
    assert first.problem == ""
    assert second.problem == "Déjà à la ligne 1."


def test_preview_tells_each_line_and_invites_nobody(login, back_office, agent, agency):
    pasted = ("Nadia Durand <nadia@exemple.fr>", f"Élodie Lefèvre <{agent.email}>", "n’importe quoi")
    page = login(back_office).post(PAGE, sent(agency, *pasted)).content.decode()
    for words in ("Inviter 1 personne", "Déjà là", "Refusé", "Il manque l’adresse e-mail."):
        assert words in page
    assert not User.objects.filter(email="nadia@exemple.fr").exists()
    assert not Message.objects.exists()


def test_confirmation_invites_all_with_the_same_role_and_organisation(login, back_office, agency):
    pasted = ("Nadia Durand <nadia@exemple.fr>", "Paul;Petit;paul@exemple.fr", "Eva\tLe Goff\teva@exemple.fr")
    page = login(back_office).post(PAGE, sent(agency, *pasted, confirme="1"), follow=True)
    assert "3 personnes invitées." in page.content.decode()
    people = User.objects.filter(organisation=agency, role=Role.AGENT)
    assert sorted(person.email for person in people) == ["eva@exemple.fr", "nadia@exemple.fr", "paul@exemple.fr"]
    assert {message.recipient for message in Message.objects.all()} == {person.email for person in people}


def test_pressed_twice_it_invites_once(login, back_office, agency):
    form = sent(agency, "Nadia Durand <nadia@exemple.fr>", confirme="1")
    client = login(back_office)
    client.post(PAGE, form)
    page = client.post(PAGE, form, follow=True).content.decode()
    assert "1 personne avait déjà un compte" in page
    assert Message.objects.count() == 1


def test_account_made_a_moment_ago_by_another_is_not_made_again(back_office, agency, monkeypatch):
    people = lines.read("Nadia Durand <nadia@exemple.fr>")
    invite = {"role": Role.AGENT, "organisation": agency, "by": back_office}
    inviting.invite_all(people, **invite)
    monkeypatch.setattr(lines, "known_among", lambda people: set())
    outcome = inviting.invite_all(people, **invite)
    assert (outcome.created, outcome.known) == ([], people)
    assert Message.objects.count() == 1


def test_refused_lines_stay_in_the_box_and_the_others_leave(login, back_office, agency):
    page = login(back_office).post(PAGE, sent(agency, "Nadia Durand <nadia@exemple.fr>", "Paul Petit", confirme="1"))
    text = page.content.decode()
    assert page.context["form"]["people"].value() == "Paul Petit"
    assert "1 personne invitée." in text
    assert "1 ligne à corriger." in text


def test_two_hundred_lines_at_most(login, back_office, agency):
    pasted = [f"Camille Martin{n} <c{n}@exemple.fr>" for n in range(201)]
    client = login(back_office)
    page = client.post(PAGE, sent(agency, *pasted))
    assert page.context["form"].errors["people"] == ["201 lignes : 200 au plus à la fois."]
    assert "Inviter 200 personnes" in client.post(PAGE, sent(agency, *pasted[:200])).content.decode()


def test_empty_list_and_missing_organisation_are_told_at_their_fields(login, back_office, agency):
    page = login(back_office).post(PAGE, sent(agency, " ; ", organisation=""))
    assert page.status_code == 422
    assert page.context["form"].errors == {
        "people": ["Collez au moins une ligne."],
        "organisation": ["L’organisation est obligatoire pour ce rôle."],
    }


def test_preview_asks_the_same_number_of_queries_for_any_number_of_lines(
    login, back_office, agency, django_assert_max_num_queries
):
    client = login(back_office)
    pasted = [f"Camille Martin{n} <c{n}@exemple.fr>" for n in range(150)]
    client.post(PAGE, sent(agency, *pasted[:1]))
    with django_assert_max_num_queries(6):
        client.post(PAGE, sent(agency, *pasted))


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_who_confirm_the_same_list_at_once_invite_each_person_once(back_office, agency):
    people = lines.read("Nadia Durand <nadia@exemple.fr>\nPaul Petit <paul@exemple.fr>")
    start = threading.Barrier(2)

    def confirm() -> int:
        try:
            start.wait(timeout=30)
            return len(inviting.invite_all(people, role=Role.AGENT, organisation=agency, by=back_office).created)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        made = [each.result() for each in [pool.submit(confirm), pool.submit(confirm)]]
    assert sum(made) == 2
    assert Message.objects.count() == User.objects.filter(organisation=agency).count() == 2
