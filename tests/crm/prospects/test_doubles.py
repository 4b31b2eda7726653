"""`Nouveau prospect` tells, before saving, of parties that have a file already."""

from datetime import date
from uuid import uuid4

import pytest

from crm.models import Client
from tests.contracts.desk import reader
from tests.factories.accounts import UserFactory
from tests.factories.clients import ClientFactory
from tests.factories.prospects import add_contact, prospect

pytestmark = pytest.mark.django_db
NEW = "/prospects/nouveau/"


@pytest.fixture
def agent():
    return UserFactory()


def typed(**values):
    return {"kind": "company", "company_name": "Atelier Vercors", "key": str(uuid4()), **values}


@pytest.mark.parametrize(
    ("known", "again"),
    [
        ({"siren": "732829320", "kind": "company", "company_name": "Brun"}, {"siren": "732 829 320"}),
        ({"email": "Jean@Exemple.example"}, {"email": "jean@exemple.example"}),
        ({"phone": "+33639981234"}, {"phone": "06.39.98.12.34"}),
        (
            {"last_name": "Dupré", "first_name": "Jean-Marc", "birth_date": date(1979, 3, 4)},
            {"kind": "person", "last_name": "JEAN MARC", "first_name": "dupre", "birth_date": "04/03/1979"},
        ),
    ],
    ids=["SIREN", "e-mail", "phone", "name and birth date"],
)
def test_a_known_party_is_told_in_any_writing_and_confirming_goes_on(agent, known, again):
    there = ClientFactory(owner=agent, **known)
    desk, values = reader(agent), typed(**again)
    shown = desk.post(NEW, values)
    assert shown.status_code == 422
    assert there.get_absolute_url() in shown.content.decode()
    assert Client.objects.count() == 1
    assert desk.post(NEW, values | {"vus": shown.context["doubles"].seen}).status_code == 302
    assert Client.objects.count() == 2


@pytest.mark.parametrize(
    "again", [{"email": "CAMILLE@vercors.example"}, {"phone": "06 39 98 12 34"}], ids=["e-mail", "mobile"]
)
def test_a_contact_of_a_file_counts(agent, again):
    there = prospect(by=agent)
    add_contact(there, by=agent, mobile="+33639981234")
    text = reader(agent).post(NEW, typed(**again)).content.decode()
    assert there.get_absolute_url() in text
    assert "d’un contact" in text


def test_a_mobile_given_as_a_contact_s_landline_counts(agent):
    there = prospect(by=agent)
    add_contact(there, by=agent, landline="+33639981234")
    assert there.get_absolute_url() in reader(agent).post(NEW, typed(phone="0639981234")).content.decode()


def test_of_a_party_of_another_agency_only_the_fact_is_told(agent):
    there = prospect(company_name="Secret")
    add_contact(there, by=there.owner)
    text = reader(agent).post(NEW, typed(email="camille@vercors.example")).content.decode()
    assert "suivie par un autre conseiller" in text
    for hidden in ("Secret", there.get_absolute_url(), there.owner.get_full_name()):
        assert hidden not in text


def test_asking_costs_the_same_whoever_follows_the_known_party(agent, django_assert_num_queries):
    desk = reader(agent)
    for owner, email in ((agent, "mien@vercors.example"), (UserFactory(), "autre@vercors.example")):
        add_contact(prospect(by=owner), by=owner, email=email)
    desk.post(NEW, typed(email="mien@vercors.example"))
    counts = []
    for email in ("mien@vercors.example", "autre@vercors.example"):
        with django_assert_num_queries(30, exact=False) as queries:
            assert desk.post(NEW, typed(email=email)).status_code == 422
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_what_is_typed_is_kept_and_a_colleague_s_address_is_refused(agent):
    desk = reader(agent)
    text = desk.post(NEW, typed(email=agent.email, phone="12")).content.decode()
    assert "Cette adresse est celle d’un collègue." in text
    assert agent.email in text
    desk.post(NEW, typed(email="a@exemple.example", phone="0639981234", birth_date="04/03/1979"))
    client = Client.objects.get()
    assert (client.email, client.phone, client.birth_date) == ("a@exemple.example", "+33639981234", None)


def test_one_found_after_the_question_is_asked_about_again(agent):
    ClientFactory(owner=agent, phone="+33639981234")
    desk, values = reader(agent), typed(phone="0639981234")
    seen = desk.post(NEW, values).context["doubles"].seen
    ClientFactory(phone="+33639981234")
    assert desk.post(NEW, values | {"vus": seen}).status_code == 422
    assert Client.objects.count() == 2


def test_the_first_of_a_siren_keeps_it_whatever_is_confirmed(agent):
    prospect(siren="732829320")
    text = reader(agent).post(NEW, typed(siren="732829320", vus="x")).content.decode()
    assert "déjà suivie par un autre conseiller" in text
    assert Client.objects.count() == 1
