"""What the operations of the API read and write."""

from decimal import Decimal

import pytest

from catalog.models import Partner
from contracts.aggregation.models import PartnerContract
from crm.models import Client
from portal.exchange.imports import actions as imports
from portal.exchange.imports.running import run_import
from portal.exchange.models import ImportBatch
from tests.factories.accounts import UserFactory
from tests.factories.catalog import ProductFactory
from tests.factories.clients import ClientFactory

pytestmark = pytest.mark.django_db


def fields_of(response, status: int) -> dict:
    assert response.status_code == status, response.content
    return {each["field"]: each["message"] for each in response.json()["errors"]}


# --- clients -----------------------------------------------------------------------------------------


def test_client_is_created_read_and_changed(caller, manager):
    program = caller(manager)
    sent = {"last_name": "Morel", "first_name": "Jean", "birth_date": "1980-02-01", "phone": "06 39 98 12 34"}
    made = program.post("/clients", sent).json()
    assert (made["last_name"], made["birth_date"], made["phone"]) == ("Morel", "1980-02-01", "+33639981234")
    changed = program.patch(f"/clients/{made['id']}", {"version": made["version"], "city": "Lyon"}).json()
    assert (changed["city"], changed["last_name"], changed["version"]) == ("Lyon", "Morel", made["version"] + 1)
    assert Client.objects.get().owner == manager


def test_fields_that_are_wrong_are_named(caller, manager):
    program = caller(manager)
    assert "first_name" not in fields_of(program.post("/clients", {"first_name": "Jean"}), 422)
    assert set(fields_of(program.post("/clients", {"last_name": "Morel", "postal_code": "9"}), 422)) == {"postal_code"}
    assert fields_of(program.post("/clients", {"last_name": "Morel", "nom": "x"}), 422) == {"nom": "Champ inconnu."}


def test_change_of_an_old_version_is_a_conflict(caller, manager):
    client, program = ClientFactory(owner=manager, agency=manager.organisation), caller(manager)
    first = program.patch(f"/clients/{client.pk}", {"version": client.version, "city": "Nantes"})
    assert (first.status_code, first.json()["version"]) == (200, client.version + 1)
    response = program.patch(f"/clients/{client.pk}", {"version": client.version, "city": "Paris"})
    assert response.status_code == 409
    assert "a changé entre-temps" in response.json()["detail"]


def test_known_party_is_a_conflict_that_names_the_field(caller, manager):
    known = ClientFactory(agency=manager.organisation, email="a@exemple.example")
    program, sent = caller(manager), {"last_name": "Autre", "email": "a@exemple.example"}
    response = program.post("/clients", sent)
    assert set(fields_of(response, 409)) == {"email"}
    assert response.json()["known"][0]["id"] == known.pk
    assert program.post("/clients", sent | {"seen": response.json()["seen"]}).status_code == 201


def test_pages_follow_one_another_without_a_gap(caller, manager):
    made = [client.pk for client in ClientFactory.create_batch(5, agency=manager.organisation)]
    program, seen, cursor = caller(manager), [], ""
    while cursor is not None:
        page = program.get(f"/clients?limit=2&cursor={cursor}").json()
        seen += [row["id"] for row in page["items"]]
        cursor = page["next"]
    assert seen == made
    assert "cursor" in fields_of(program.get("/clients?cursor=%F0%9F"), 422)
    assert "limit" in fields_of(program.get("/clients?limit=1000"), 422)


def test_page_of_clients_asks_a_fixed_number_of_queries(caller, manager, django_assert_max_num_queries):
    ClientFactory.create_batch(5, agency=manager.organisation)
    program = caller(manager)
    with django_assert_max_num_queries(4):
        program.get("/clients")


# --- the catalogue -------------------------------------------------------------------------------------


def test_catalogue_is_read(caller, manager):
    product = ProductFactory(net_price=Decimal("490.00"))
    program = caller(manager)
    assert program.get(f"/catalog/products/{product.pk}").json()["net_price"] == "490.00"
    assert [row["id"] for row in program.get("/catalog/products?active=true").json()["items"]] == [product.pk]
    assert program.get("/catalog/partners").status_code == program.get("/catalog/contract-offers").status_code == 200


# --- partners' contracts ----------------------------------------------------------------------------------


LINES = [
    {"reference": "AR-1", "holder": "Jean Morel", "value": 1234.56, "valued_on": "2026-03-31"},
    {"reference": "AR-2", "value": "10.5", "valued_on": "2026-03-31"},
    {"reference": "AR-3", "value": 5, "valued_on": "le 31"},
    {"holder": "Sans numéro"},
]


@pytest.fixture
def office(db):
    return UserFactory(back_office=True)


@pytest.fixture
def partner(db):
    return Partner.objects.create(name="Assurances du Rivage")


def test_batch_has_one_result_per_line(caller, office, partner):
    program = caller(office)
    told = program.post("/partner-contracts/batches", {"partner_id": partner.pk, "lines": LINES}).json()
    assert [each["verdict"] for each in told["results"]] == ["created", "created", "refused", "refused"]
    assert told["counts"]["created"] == 2
    assert told["results"][2]["reason"].startswith("Date de valeur")
    contract = PartnerContract.objects.get(pk=told["results"][0]["contract_id"])
    assert (contract.value, contract.holder) == (Decimal("1234.56"), "Jean Morel")
    again = program.post("/partner-contracts/batches", {"partner_id": partner.pk, "lines": LINES[:2]}).json()
    assert [each["verdict"] for each in again["results"]] == ["unchanged", "unchanged"]


def test_batch_takes_nothing_for_absent_and_is_undone_as_a_file_is(caller, office, partner):
    program = caller(office)
    program.post("/partner-contracts/batches", {"partner_id": partner.pk, "lines": LINES[:1]})
    program.post("/partner-contracts/batches", {"partner_id": partner.pk, "lines": LINES[1:2]})
    assert not PartnerContract.objects.exclude(absent_since=None).exists()
    batch = ImportBatch.objects.latest("created_at")
    imports.undo(batch=batch, by=office)
    run_import(job_id=batch.pk)
    assert [row.reference for row in PartnerContract.objects.all()] == ["AR-1"]


def test_contracts_are_read_in_scope(caller, office, manager, partner):
    caller(office).post("/partner-contracts/batches", {"partner_id": partner.pk, "lines": LINES[:1]})
    contract = PartnerContract.objects.get()
    contract.client = ClientFactory()
    contract.save()
    program = caller(manager)
    assert program.get("/partner-contracts").json()["items"] == []
    assert program.get(f"/partner-contracts/{contract.pk}").status_code == 404
    assert caller(office).get(f"/partner-contracts/{contract.pk}").json()["value"] == "1234.56"


@pytest.mark.parametrize(
    ("lines", "field"),
    [([], "lines"), ([{"reference": "x"}] * 1001, "lines"), ([{"reference": "x", "valeur": 1}], "lines.1.valeur")],
)
def test_batch_that_makes_no_sense_is_refused_whole(caller, office, partner, lines, field):
    response = caller(office).post("/partner-contracts/batches", {"partner_id": partner.pk, "lines": lines})
    assert set(fields_of(response, 422)) == {field}


def test_partner_that_does_not_exist_is_told(caller, office):
    response = caller(office).post("/partner-contracts/batches", {"partner_id": 99, "lines": LINES})
    assert response.status_code == 404
