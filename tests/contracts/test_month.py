"""« Va-t-on faire le mois ? »: figures to the cent, each leading to its rows, in the reader's scope."""

from datetime import datetime
from decimal import Decimal

import pytest
import time_machine

from contracts.pages import month
from portal.core.values import dates
from portal.earnings.models import Objective
from tests.contracts.desk import reader
from tests.factories.accounts import UserFactory
from tests.factories.catalog import ProductFactory
from tests.factories.contracts import ContractFactory, back_office

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 10, 12, 0, tzinfo=dates.PARIS)


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def agent():
    return UserFactory()


def at(clock, *moment):
    clock.move_to(datetime(*moment, tzinfo=dates.PARIS))


def sell(agent, **traits):
    return ContractFactory(owner=agent, product=ProductFactory(net_price=Decimal("33.35"), vat_rate=20), **traits)


def sold(agent) -> list[tuple]:
    found = month.sold_in(agent, dates.today())
    return [(found[name].count, found[name].value) for name in month.NAMES]


def test_each_period_has_the_same_days(clock, agent):
    for moment in ((2026, 2, 10, 23), (2026, 2, 11, 1), (2025, 3, 1, 0, 1), (2025, 2, 28, 23)):
        at(clock, *moment)
        sell(agent, validated=True)
    at(clock, 2026, 3, 10, 12)
    sell(agent, validated=True)
    sell(agent, validated=True)
    sell(UserFactory(), validated=True)
    one = Decimal("33.35")
    assert sold(agent) == [(2, 2 * one), (1, one), (1, one)]


def test_the_last_days_of_a_month_are_compared_with_all_of_a_shorter_one():
    days = month.days_of(datetime(2026, 3, 31, tzinfo=dates.PARIS).date())
    assert [f"{first} {last}" for first, last in days.values()] == [
        "2026-03-01 2026-03-31",
        "2026-02-01 2026-02-28",
        "2025-03-01 2025-03-31",
    ]


def test_the_funnel_follows_what_was_sent_this_month(clock, agent):
    at(clock, 2026, 2, 27, 12)
    sell(agent, validated=True)
    at(clock, 2026, 3, 10, 12)
    for trait in ("awaiting_client", "awaiting_back_office", "validated", "withdrawn"):
        sell(agent, **{trait: True})
    stages = month.funnel(agent, dates.today())
    assert [(stage.label, stage.number) for stage in stages] == [
        ("Envoyés", 4),
        ("Signés", 3),
        ("Validés", 1),
        ("Rétractés", 1),
    ]
    assert stages[1].hint == "75 % des envoyés"


def test_each_figure_leads_to_as_many_rows(clock, agent):
    at(clock, 2026, 2, 5, 12)
    sell(agent, validated=True)
    at(clock, 2026, 3, 10, 12)
    for trait in ("awaiting_client", "awaiting_back_office", "validated", "withdrawn"):
        sell(agent, **{trait: True})
    desk, today = reader(agent), dates.today()
    figures = [(stage.url, stage.number) for stage in month.funnel(agent, today)]
    figures += [(period.url, period.count) for period in month.sold_in(agent, today).values()]
    for url, number in figures:
        assert len(desk.get(url).context["page"].records) == number, url


def test_the_answer_says_what_is_missing_and_how_many_days_are_left(clock, agent):
    sell(agent, validated=True)
    Objective.objects.create(agent=agent, owner=agent, month=dates.today().replace(day=1), amount=Decimal(500))
    page = " ".join(reader(agent).get("/").content.decode().split()).replace("\u00a0", " ")
    assert "Il manque 500,00 € pour l’objectif, il reste 16 jours ouvrés." in page


def test_without_an_objective_the_month_is_compared_with_the_last(clock, agent):
    at(clock, 2026, 2, 5, 12)
    sell(agent, validated=True)
    at(clock, 2026, 3, 10, 12)
    sell(agent, awaiting_client=True)
    page = reader(agent).get("/").content.decode().replace("\u00a0", " ")
    assert "33,35 € de moins que le mois dernier à la même date." in page


def test_the_back_office_reads_every_agency_and_a_client_nothing(clock, agent):
    sell(agent, validated=True)
    assert "Va-t-on faire le mois" in reader(back_office()).get("/").content.decode()
    assert "Va-t-on faire le mois" not in reader(UserFactory(client=True)).get("/").content.decode()


def test_the_figures_are_two_queries(clock, agent, django_assert_num_queries):
    sell(agent, validated=True)
    with django_assert_num_queries(2):
        month.sold_in(agent, dates.today())
        month.funnel(agent, dates.today())
