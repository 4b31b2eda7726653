"""Each page asks a fixed number of questions of the database, however many rows there are."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contracts.models import Call
from contracts.sales import queries
from contracts.sales.enums import CallOutcome
from portal.core.values import dates
from tests.contracts.cast import person
from tests.contracts.desk import NEW, reader
from tests.factories.accounts import UserFactory
from tests.factories.clients import ClientFactory
from tests.factories.contracts import ContractFactory, back_office, link_sent

pytestmark = pytest.mark.django_db
FEW, MANY = 2, 9


def count(desk, path: str) -> int:
    """Queries of a page; it is read once before, so that what is kept (session, menu) is kept."""
    assert desk.get(path).status_code == 200, path
    with CaptureQueriesContext(connection) as captured:
        desk.get(path)
    return len(captured)


def grown(desk, path: str, more) -> tuple[int, int]:
    """Queries of a page with few rows and with many."""
    for _ in range(FEW):
        more()
    few = count(desk, path)
    for _ in range(MANY - FEW):
        more()
    return few, count(desk, path)


def same(few_and_many: tuple[int, int], budget: int) -> None:
    few, many = few_and_many
    assert few == many, "the number of queries grows with the rows"
    assert many == budget


@pytest.fixture
def agent():
    return UserFactory()


def test_the_list(agent):
    same(grown(reader(agent), "/contrats/", lambda: ContractFactory(owner=agent, awaiting_client=True)), 4)


def test_the_list_searched(agent):
    same(grown(reader(agent), "/contrats/?q=lefevre", lambda: ContractFactory(owner=agent, validated=True)), 4)


def test_the_list_of_the_back_office():
    same(grown(reader(back_office()), "/contrats/", lambda: ContractFactory(validated=True)), 4)


def test_the_queue_with_its_calls():
    office = back_office()

    def more():
        contract = ContractFactory(awaiting_back_office=True)
        for _ in range(3):
            Call.objects.create(contract=contract, by=back_office(), outcome=CallOutcome.NO_ANSWER)

    same(grown(reader(office), "/back-office/", more), 8)


@pytest.mark.parametrize(
    ("trait", "who", "budget"),
    [
        ("sealed", "its agent", 8),
        ("sealed", "the back-office", 9),
        ("awaiting_client", "its agent", 9),
        ("sealed", "its client", 6),
    ],
)
def test_the_file_of_a_contract(trait, who, budget):
    contract = ContractFactory(**{trait: True})
    caller = back_office()
    desk = reader(person(who, contract))
    same(
        grown(
            desk,
            contract.get_absolute_url(),
            lambda: Call.objects.create(contract=contract, by=caller, outcome=CallOutcome.NO_ANSWER),
        ),
        budget,
    )


def test_the_form(agent):
    same(grown(reader(agent), NEW, lambda: ClientFactory(owner=agent)), 5)


def test_the_form_with_a_search_of_clients(agent):
    same(grown(reader(agent), f"{NEW}?client_q=lefevre", lambda: ClientFactory(owner=agent)), 6)


def test_a_draft(agent):
    draft = ContractFactory(owner=agent)
    path = reverse("contracts:draft", args=[draft.pk])
    same(grown(reader(agent), path, lambda: ContractFactory(owner=agent)), 6)


def test_the_signature(agent):
    contract = ContractFactory(owner=agent, awaiting_client=True)
    path = reverse("contracts:signature", args=[contract.number])
    same(grown(reader(agent), path, lambda: ContractFactory(owner=agent, awaiting_client=True)), 11)


def test_the_offer_on_the_client_s_phone(client):
    contract = ContractFactory(awaiting_client=True)
    path = link_sent(contract)
    client.post(path, {"passage": "1", "birth_date": f"{contract.birth_date:%d/%m/%Y}"})
    assert count(client, path) == 11


@pytest.mark.parametrize(("who", "budget"), [("its agent", 16), ("its manager", 17), ("the back-office", 12)])
def test_the_home_page(who, budget):
    contract = ContractFactory(awaiting_client=True)
    desk = reader(person(who, contract))

    def more():
        for trait in ("awaiting_client", "awaiting_back_office"):
            ContractFactory(owner=contract.owner, **{trait: True})
        ContractFactory(owner=contract.owner)

    same(grown(desk, "/", more), budget)


@pytest.mark.postgres
def test_the_sweep_reads_only_what_a_worker_has_to_do():
    """It runs every three seconds: without its own index it walked through every contract ever made."""
    ContractFactory.create_batch(3, validated=True)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # a handful of rows is read whole otherwise
    assert "contract_for_a_worker" in queries.needing_a_worker(dates.now())[:20].explain()
