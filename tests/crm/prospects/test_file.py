"""A prospect's file: opened from the directory or by hand, filled tab by tab."""

from uuid import uuid4

import pytest
from django.core.cache import cache

from crm.clients.enums import LifeStage
from crm.companies import fiction
from crm.companies.enums import CheckState
from crm.models import Attribution, Client, CompanyRecord
from tests.contracts.desk import reader
from tests.factories.accounts import UserFactory
from tests.factories.prospects import add_contact, prospect

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_cache():
    cache.clear()


def first_company():
    return fiction.sirens()[0]


def posted(**values):
    return {"kind": "company", "company_name": "Atelier Vercors", "key": str(uuid4()), **values}


def test_a_company_is_searched_picked_and_filed():
    desk = reader(UserFactory())
    assert "Chercher une entreprise en ligne" in desk.get("/prospects/nouveau/").content.decode()
    found = desk.get("/prospects/recherche-entreprise/?q=menuiserie").content.decode()
    assert "MENUISERIE DES QUAIS" in found
    siren = first_company()
    page = desk.get(f"/prospects/nouveau/?siren={siren}")
    form = page.context["form"]
    assert form.initial["vat_number"].endswith(siren)
    values = {name: form.initial[name] for name in ("kind", "company_name", "siren", "siret", "vat_number", "picked")}
    answer = desk.post("/prospects/nouveau/", posted(**values))
    client = Client.objects.get()
    assert answer.url == f"/prospects/{client.pk}/suivi/"
    assert (client.stage, client.city, client.postal_code) == (LifeStage.PROSPECT, "LYON", "69009")
    record = CompanyRecord.objects.get()
    assert (record.check_state, record.vat_number) == (CheckState.CHECKED, form.initial["vat_number"])
    attribution = Attribution.objects.get()
    assert (attribution.agent, attribution.agency, attribution.siren) == (client.owner, client.agency, siren)


@pytest.mark.parametrize("tab", ["societe", "suivi", "contacts", "adresse", "pieces", "recommandation", "demarrage"])
def test_each_tab_has_its_page_in_few_queries(tab, django_assert_max_num_queries):
    client = prospect(contact={})
    desk = reader(client.owner)
    desk.get(f"/prospects/{client.pk}/{tab}/")
    with django_assert_max_num_queries(10):
        assert desk.get(f"/prospects/{client.pk}/{tab}/").status_code == 200


def test_the_same_form_sent_twice_opens_one_file():
    desk, sent = reader(UserFactory()), posted()
    assert desk.post("/prospects/nouveau/", sent).url == desk.post("/prospects/nouveau/", sent).url
    assert Client.objects.count() == 1


def test_the_list_shows_prospects_within_few_queries(django_assert_max_num_queries):
    agent = UserFactory()
    for number in range(4):
        prospect(by=agent, company_name=f"Société {number}", contact={})
    desk = reader(agent)
    desk.get("/prospects/")
    with django_assert_max_num_queries(10):
        text = desk.get("/prospects/").content.decode()
    assert "Société 3" in text
    assert "Société 3" in desk.get("/prospects/?q=societe 3&etat=discussing").content.decode()


def test_contact_page_opens(django_assert_max_num_queries):
    client = prospect(contact={})
    desk = reader(client.owner)
    other = add_contact(client, by=client.owner, last_name="Roux", email="")
    for path in ("nouveau/", f"{other.pk}/", f"{other.pk}/suppression/"):
        assert desk.get(f"/prospects/{client.pk}/contacts/{path}").status_code == 200
