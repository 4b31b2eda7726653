"""Questions about clients are answered by an index, however many there are."""

import pytest
from django.db import connection

from crm.clients import doubles
from crm.models import Client, Contact, Task
from crm.tasks import queries
from portal.core.values import dates
from tests.factories.accounts import UserFactory
from tests.factories.clients import ClientFactory

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]


MANY = 400


@pytest.fixture(autouse=True)
def many():
    """Rows and statistics of them: of an empty table the planner may take any index."""
    agents = UserFactory.create_batch(4)
    clients = [ClientFactory.build(owner=agents[number % 4], agency=None) for number in range(MANY)]
    Client.objects.bulk_create(clients)
    numbers = [(f"+336399{number:05}", f"+334657{number:05}", f"c{number}@exemple.example") for number in range(MANY)]
    Contact.objects.bulk_create(
        Contact(client=client, mobile=mobile, landline=landline, email=email, is_favourite=True)
        for client, (mobile, landline, email) in zip(clients, numbers, strict=True)
    )
    Task.objects.bulk_create(
        Task(client=client, owner=client.owner, title="Rappeler", due_at=dates.now()) for client in clients
    )
    with connection.cursor() as cursor:
        for model in (Client, Contact, Task):
            cursor.execute(f"ANALYZE {model._meta.db_table}")


def plan(rows) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
    return rows.explain()


@pytest.mark.parametrize(
    ("keys", "index"),
    [
        ({"siren": "732829320"}, "crm_client_siren"),
        ({"same_email": "a@exemple.example"}, "crm_client_same_email"),
        ({"phone": "+33639981234"}, "crm_client_phone"),
        ({"same_name": ("jean morel", "1979-03-04")}, "crm_client_same_person"),
    ],
)
def test_a_known_client_is_looked_up_by_an_index(keys, index):
    assert index in plan(Client.objects.filter(doubles._condition(keys)))


@pytest.mark.parametrize(
    ("keys", "indexes"),
    [
        ({"same_email": "a@exemple.example"}, ["crm_contact_email"]),
        ({"phone": "+33639981234"}, ["crm_contact_mobile", "crm_contact_landline"]),
    ],
)
def test_a_known_contact_is_looked_up_by_an_index(keys, indexes):
    told = plan(Client.objects.filter(doubles._contacts_condition(keys)))
    assert all(index in told for index in indexes)


def test_next_actions_come_from_an_index_in_their_order():
    agent = UserFactory()
    rows = Task.objects.open().filter(owner=agent).order_by("due_at", "pk")[:6]
    assert "crm_task_owner_open" in plan(rows)
    assert queries.to_do(agent).query.order_by == ("due_at", "pk")


def test_the_last_clients_of_an_agent_come_from_an_index_in_their_order():
    agent = UserFactory()
    rows = Client.objects.visible_to(agent).in_use().order_by("-changed_at", "-pk")[:5]
    assert "crm_client_owner_changed" in plan(rows)
