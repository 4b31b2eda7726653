"""What each role finds on its home page, to the unit and to the cent."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
import time_machine

from contracts.confirmation import actions as confirming
from contracts.models import Contract
from contracts.pages import figures
from contracts.sales.enums import Status
from contracts.withdrawal import actions as withdrawing
from portal.access.roles import Role
from portal.core.values import dates
from tests.contracts.desk import fresh, reader
from tests.factories.accounts import UserFactory
from tests.factories.catalog import ProductFactory
from tests.factories.contracts import ContractFactory, back_office

pytestmark = pytest.mark.django_db
TUESDAY = datetime(2026, 3, 10, 12, 0, tzinfo=dates.PARIS)


@pytest.fixture
def clock():
    with time_machine.travel(TUESDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def agent():
    return UserFactory()


def home(user):
    return reader(user).get("/").content.decode()


def values(chart) -> dict[str, list[int]]:
    return {series.label: list(series.values) for series in chart.series}


def test_a_new_agent_is_shown_the_way(agent):
    assert "Votre premier contrat" in home(agent)


def test_an_agent_for_whom_nothing_waits_any_more_is_not_new(clock, agent):
    ContractFactory(owner=agent, validated=True)
    clock.shift(timedelta(days=90))
    assert "Votre premier contrat" not in home(agent)


def test_an_agent_finds_what_waits_for_them_with_its_two_steps(agent):
    waiting = ContractFactory(owner=agent, awaiting_client=True)
    draft = ContractFactory(owner=agent)
    foreign = ContractFactory(awaiting_client=True)
    page = home(agent)
    assert f'action="/contrats/{waiting.number}/code/"' in page
    assert f'href="/contrats/{waiting.number}/signature/"' in page
    assert f"/contrats/brouillons/{draft.pk}/" in page
    assert foreign.number not in page


def test_no_code_is_sent_again_before_there_is_a_document(agent):
    waiting = ContractFactory(owner=agent, submitted=True)
    page = home(agent)
    assert waiting.number in page
    assert f"/contrats/{waiting.number}/code/" not in page


def test_a_signature_about_to_close_says_when(clock, agent, settings):
    ContractFactory(owner=agent, awaiting_client=True)
    assert "Encore" not in home(agent)
    clock.shift(timedelta(days=settings.CONTRACT_EXPIRY_DAYS - 3))
    assert "Encore 3 jours" in home(agent)


def test_the_turnover_of_the_month_is_that_of_what_is_validated_to_the_cent(clock, agent):
    odd = ProductFactory(net_price=Decimal("33.35"), vat_rate=Decimal("5.5"))
    monthly = ProductFactory(monthly=True)
    for product in (odd, odd, monthly):
        ContractFactory(owner=agent, product=product, validated=True)
    ContractFactory(owner=agent, product=odd, unpaid=True)
    ContractFactory(owner=agent, product=odd, awaiting_back_office=True)
    ContractFactory(product=odd, validated=True)
    standing = figures.standings(agent)[agent.pk]
    assert (standing.validated, standing.signed) == (3, 5)
    sold = Contract.objects.filter(owner=agent, status=Status.VALIDATED)
    assert standing.turnover == sum(contract.total.net for contract in sold)
    assert standing.turnover == 2 * Decimal("33.35") + 24 * Decimal("49.90")
    assert standing.recurring == Decimal("49.90")


def test_a_month_begins_at_midnight_in_paris(clock, agent):
    clock.move_to(datetime(2026, 2, 28, 23, 59, tzinfo=dates.PARIS))
    ContractFactory(owner=agent, validated=True)
    clock.move_to(datetime(2026, 3, 1, 0, 1, tzinfo=dates.PARIS))
    ContractFactory(owner=agent, validated=True)
    assert figures.standings(agent)[agent.pk].validated == 1


def test_each_thing_counts_in_the_week_it_happened(clock, agent):
    signed = ContractFactory(owner=agent, awaiting_back_office=True)
    ContractFactory(awaiting_back_office=True)
    clock.shift(timedelta(days=7))
    confirming.validate(contract=fresh(signed), by=back_office(), reason="Vu en agence")
    clock.shift(timedelta(days=6))  # Monday: a week of its own
    withdrawing.withdraw_as_client(contract=fresh(signed))
    chart = figures.weekly_chart(agent)
    assert chart.categories[-3:] == ["09/03", "16/03", "23/03"]
    assert values(chart) == {
        "Signés": [0, 0, 0, 0, 0, 1, 0, 0],
        "Validés": [0, 0, 0, 0, 0, 0, 1, 0],
        "Rétractés": [0, 0, 0, 0, 0, 0, 0, 1],
    }


def test_chart_leaves_out_events_older_than_eight_weeks(clock, agent):
    ContractFactory(owner=agent, awaiting_back_office=True)
    clock.shift(timedelta(weeks=8))
    assert figures.weekly_chart(agent).is_empty


def test_a_manager_reads_the_agency_and_each_seller(clock, agent):
    manager = UserFactory(manager=True, organisation=agent.organisation)
    colleague = UserFactory(organisation=agent.organisation)
    gone = UserFactory(organisation=agent.organisation)
    ContractFactory(owner=agent, validated=True)
    ContractFactory(owner=gone, awaiting_client=True)
    ContractFactory(validated=True)
    gone.is_active = False
    gone.save()
    team = {member.name: member for member in reader(manager).get("/").context["team"]}
    assert set(team) == {person.get_full_name() for person in (agent, manager, colleague, gone)}
    assert team[agent.get_full_name()].standing.validated == 1
    assert team[colleague.get_full_name()].standing.is_empty
    assert team[gone.get_full_name()].awaiting_client == 1
    assert not team[gone.get_full_name()].is_active


def test_the_back_office_reads_how_long_the_queue_is_and_how_old(clock):
    for days_ago in (0, 1, 4, 5, 11):  # Tuesday, Monday, Friday, Thursday, Friday before
        with time_machine.travel(TUESDAY - timedelta(days=days_ago), tick=False):
            ContractFactory(awaiting_back_office=True)
    ContractFactory(validated=True)
    state = figures.office_day(back_office())
    assert (state.numbers["waiting"], state.numbers["late"]) == (5, 2)
    assert values(state.ages) == {"Contrats": [1, 1, 1, 1, 1]}
    assert state.ages.categories[:3] == ["0", "1", "2"]


def test_a_queue_too_long_to_be_counted_says_so(clock, monkeypatch):
    monkeypatch.setattr(figures, "MOST", 3)
    for _time in range(4):
        ContractFactory(awaiting_back_office=True)
    state = figures.office_day(back_office())
    assert state.shown("waiting") == "2+"
    assert values(state.ages) == {"Contrats": [2, 0, 0, 0, 0]}
    assert state.ages.note.endswith("Les colonnes sont coupées au-delà de 2.")


def test_late_begins_after_the_days_of_the_setting(clock, settings):
    settings.BACK_OFFICE_DAYS = 1
    with time_machine.travel(TUESDAY - timedelta(days=4), tick=False):
        ContractFactory(awaiting_back_office=True)
    assert figures.office_day(back_office()).numbers["late"] == 1
    settings.BACK_OFFICE_DAYS = 2
    assert figures.office_day(back_office()).numbers["late"] == 0


def test_the_back_office_reads_what_is_locked_and_not_paid():
    ContractFactory(unpaid=True)
    page = reader(back_office()).get("/")
    assert page.context["unpaid"] == "1"
    assert page.context["locks"] == "0"


def test_a_client_s_drafts_and_others_contracts_are_not_theirs():
    ContractFactory(validated=True)
    assert "Aucun contrat pour l’instant" in home(UserFactory(client=True))


def test_home_without_work_says_so():
    """A partner without the right to opportunities; the pre-sales team has a home of its own."""
    assert "Rien ne vous attend" in home(UserFactory(role=Role.PARTNER))
