"""What pages cost: at most ten queries, whatever the number of rows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.presales import tale_at

pytestmark = pytest.mark.django_db
MOST = 10


def cost(client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


@pytest.mark.parametrize(
    ("side", "name"),
    [
        ("partner", "requests"),
        ("partner", "opportunities"),
        ("partner", "request_new"),
        ("partner", "opportunity_new"),
        ("expert", "requests"),
        ("expert", "queue"),
        ("expert", "week"),
        ("partner", "agenda"),
    ],
)
def test_a_list_costs_the_same_for_one_row_and_for_many(client, side, name):
    tale = tale_at("to_do")
    client.force_login(getattr(tale, side))
    path = reverse(f"presales:{name}") + ("?vue=tout" if name in ("requests", "opportunities") else "")
    one = cost(client, path)
    for _each in range(4):
        tale_at("in_progress", partner=tale.partner)
    assert cost(client, path) == one
    assert one <= MOST


@pytest.mark.parametrize("status", ["draft", "to_do", "awaiting_info", "planned", "done"])
@pytest.mark.parametrize("side", ["partner", "expert"])
def test_a_request_costs_at_most_ten_queries(client, status, side):
    tale = tale_at(status)
    client.force_login(getattr(tale, side))
    if (status, side) != ("draft", "expert"):
        assert cost(client, tale.request.get_absolute_url()) <= MOST


def test_an_opportunity_and_a_proposal_cost_at_most_ten_queries(client):
    tale = tale_at("in_progress")
    client.force_login(tale.partner)
    assert cost(client, tale.opportunity.get_absolute_url()) <= MOST
    client.force_login(tale.expert)
    assert cost(client, reverse("presales:request_proposals", args=[tale.request.pk])) <= MOST


@pytest.mark.parametrize("side", ["partner", "expert"])
def test_the_home_page_costs_at_most_ten_queries(client, side):
    tale = tale_at("planned")
    client.force_login(getattr(tale, side))
    assert cost(client, "/") <= MOST
