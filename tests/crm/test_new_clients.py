"""`Nouveau client` and `Données clients`: created once, known ones are told, nothing typed is lost."""

import uuid
from datetime import date

import pytest

from crm.clients import actions
from crm.clients.enums import LifeStage
from crm.clients.forms import ClientForm
from crm.models import Client
from tests.contracts.desk import reader, verbs
from tests.factories.accounts import UserFactory
from tests.factories.clients import ClientFactory
from tests.factories.contracts import back_office

pytestmark = pytest.mark.django_db
NEW = "/clients/nouveau/"


@pytest.fixture
def agent():
    return UserFactory()


def typed(**changes) -> dict:
    values = {"kind": "person", "last_name": "Morel", "first_name": "Jean-Marc", "key": str(uuid.uuid4())}
    return values | changes


def shown_form(response) -> ClientForm:
    """The form of the page, beside those of its panels."""
    found = (each.get("form") for each in response.context)
    return next(form for form in found if isinstance(form, ClientForm))


def test_a_client_is_created_without_a_contract(agent):
    response = reader(agent).post(NEW, typed(phone="06 39 98 12 34", email="jm@exemple.example"))
    client = Client.objects.get()
    assert response.url == client.get_absolute_url()
    assert (client.owner, client.agency, client.stage) == (agent, agent.organisation, LifeStage.CLIENT)
    assert verbs(client) == ["crm.created"]


def test_a_form_sent_twice_makes_one_client(agent):
    desk, values = reader(agent), typed()
    desk.post(NEW, values)
    assert desk.post(NEW, values).status_code == 302
    assert Client.objects.count() == 1


@pytest.mark.parametrize(
    ("known", "again"),
    [
        ({"phone": "+33639981234"}, {"phone": "06.39.98.12.34"}),
        ({"email": "Jean@Exemple.example"}, {"email": "jean@exemple.example"}),
        (
            {"last_name": "Dupré", "first_name": "Jean-Marc", "birth_date": date(1979, 3, 4)},
            {"last_name": "JEAN MARC", "first_name": "dupre", "birth_date": "04/03/1979"},
        ),
        (
            {"kind": "company", "company_name": "Brun", "siren": "732829320"},
            {"kind": "company", "company_name": "Brun et fils", "siren": "732 829 320"},
        ),
    ],
    ids=["phone", "e-mail", "name and birth date", "SIREN"],
)
def test_a_known_client_is_told_in_any_writing(agent, known, again):
    there = ClientFactory(owner=agent, **known)
    desk, values = reader(agent), typed(**again)
    shown = desk.post(NEW, values)
    assert shown.status_code == 422
    assert there.get_absolute_url() in shown.content.decode()
    assert Client.objects.count() == 1
    assert desk.post(NEW, values | {"vus": shown.context["doubles"].seen}).status_code == 302
    assert Client.objects.count() == 2


def test_of_a_client_of_another_agency_only_the_fact_is_told(agent):
    there = ClientFactory(phone="+33639981234", last_name="Secret")
    text = reader(agent).post(NEW, typed(phone="0639981234")).content.decode()
    assert "suivie par un autre conseiller" in text
    assert "même mobile" in text
    for hidden in ("Secret", there.get_absolute_url(), there.owner.get_full_name()):
        assert hidden not in text


def test_asking_costs_the_same_whoever_follows_the_known_client(agent, django_assert_num_queries):
    desk = reader(agent)
    ClientFactory(owner=agent, phone="+33639981234")
    ClientFactory(phone="+33639985678")
    for number in ("0639981234", "0639985678"):
        with django_assert_num_queries(20, exact=False):
            desk.post(NEW, typed(phone=number))


def test_one_found_after_the_question_is_asked_about_again(agent):
    ClientFactory(owner=agent, phone="+33639981234")
    desk, values = reader(agent), typed(phone="0639981234")
    seen = desk.post(NEW, values).context["doubles"].seen
    ClientFactory(phone="+33639981234")
    assert desk.post(NEW, values | {"vus": seen}).status_code == 422
    assert Client.objects.count() == 2


def test_an_endless_name_is_refused_in_words_and_kept(agent):
    name = "A" * 300
    response = reader(agent).post(NEW, typed(last_name=name, city="Lyon"))
    text = response.content.decode()
    assert response.status_code == 422
    assert "Ce nom est trop long : 120 caractères au plus, vous en avez saisi 300." in text
    assert name in text
    assert 'value="Lyon"' in text


def test_a_company_needs_its_name_and_a_person_theirs(agent):
    desk = reader(agent)
    assert "Indiquez la raison sociale." in desk.post(NEW, typed(kind="company")).content.decode()
    assert "Indiquez le nom." in desk.post(NEW, typed(last_name="")).content.decode()


def test_an_edit_is_kept_with_its_history(agent):
    client = ClientFactory(owner=agent)
    desk, page = reader(agent), f"{client.get_absolute_url()}donnees/"
    form = shown_form(desk.get(page))
    values = {name: form[name].value() or "" for name in form.fields} | {"birth_date": "04/03/1979", "city": "Brest"}
    assert desk.post(page, values).status_code == 302
    client.refresh_from_db()
    assert (client.city, client.version) == ("Brest", 2)
    assert "a modifié la fiche : ville" in desk.get(client.get_absolute_url()).content.decode()


def test_a_stale_tab_is_told_and_keeps_what_was_typed(agent):
    client = ClientFactory(owner=agent)
    desk, page = reader(agent), f"{client.get_absolute_url()}donnees/"
    form = shown_form(desk.get(page))
    old = {name: form[name].value() or "" for name in form.fields} | {"birth_date": "04/03/1979"}
    desk.post(page, old | {"city": "Brest"})
    late = desk.post(page, old | {"city": "Nantes"})
    assert late.status_code == 409
    assert 'value="Nantes"' in late.content.decode()
    assert "a changé entre-temps" in late.content.decode()
    client.refresh_from_db()
    assert client.city == "Brest"
    again = {name: shown_form(late)[name].value() or "" for name in form.fields}
    assert desk.post(page, again).status_code == 302
    client.refresh_from_db()
    assert client.city == "Nantes"


def test_a_household_gathers_persons(agent):
    household = ClientFactory(owner=agent, kind="household", last_name="Morel", first_name="")
    member = ClientFactory(owner=agent, household=household)
    text = reader(agent).get(household.get_absolute_url()).content.decode()
    assert member.display_name in text


def test_others_do_not_reach_the_file(agent):
    page = f"{ClientFactory(owner=agent).get_absolute_url()}donnees/"
    assert reader(UserFactory()).post(page, {}).status_code == 404
    assert reader(UserFactory(client=True)).get(page).status_code == 403
    assert reader(back_office()).get(page).status_code == 200
    assert reader(back_office()).get(NEW).status_code == 403


def test_a_contract_makes_a_prospect_a_client(agent):
    prospect = ClientFactory(owner=agent, stage=LifeStage.PROSPECT)
    actions.update(client=prospect, values={"city": "Brest"}, by=agent, number="CT-1")
    assert Client.objects.get().stage == LifeStage.CLIENT
    assert verbs(prospect) == ["crm.became_client", "crm.updated"]
