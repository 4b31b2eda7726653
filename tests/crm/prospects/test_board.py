"""The board of prospects: sums, moves, shares."""

from decimal import Decimal

import pytest

from crm.models import FollowUp
from crm.prospects.enums import Progress, Step
from tests.contracts.desk import reader
from tests.factories.accounts import UserFactory
from tests.factories.prospects import prospect

pytestmark = pytest.mark.django_db
BOARD = "/prospects/tableau/"


def column(desk, key, query=""):
    return next(each for each in desk.get(f"{BOARD}{query}").context["columns"] if each.key == key)


def with_forecast(amount, *, by, **values):
    client = prospect(by=by, **values)
    FollowUp.objects.filter(client=client).update(forecast=Decimal(amount))
    return client


def test_columns_count_sum_and_weigh():
    agent = UserFactory()
    for amount in ("1000.01", "2000.02"):
        with_forecast(amount, by=agent)
    first = column(reader(agent), Step.CONTACT)
    assert (first.count, first.total, first.weighted) == (2, Decimal("3000.03"), Decimal("300.00"))


def test_whole_amounts_are_weighed_to_the_cent():
    agent = UserFactory()
    with_forecast(1003, by=agent)
    assert column(reader(agent), Step.CONTACT).weighted == Decimal("100.30")


def test_column_shows_its_first_cards_and_links_to_the_others(django_assert_max_num_queries):
    agent = UserFactory()
    for number in range(14):
        prospect(by=agent, company_name=f"Société {number}")
    desk = reader(agent)
    desk.get(BOARD)
    with django_assert_max_num_queries(10):
        first = column(desk, Step.CONTACT)
    assert (first.count, len(first.cards), first.more) == (14, 12, 2)
    assert "Voir les 2 autres" in desk.get(BOARD).content.decode()


def test_card_moves_by_a_plain_form_and_by_script():
    client = prospect(contact={})
    desk, path = reader(client.owner), f"/prospects/{client.pk}/etape/"
    assert "Déplacer vers…" in desk.get(path).content.decode()
    assert desk.post(path, {"to": Step.OFFER}).url == BOARD
    row = FollowUp.objects.get()
    assert (row.step, row.probability) == (Step.OFFER, 60)
    answer = desk.post(path, {"to": Progress.LOST}, headers={"X-Board": "1"})
    assert "est passé à" in answer.content.decode()
    desk.post(path, {"to": Step.TALKS}, headers={"X-Board": "1"})
    row.refresh_from_db()
    assert (row.status, row.step) == (Progress.DISCUSSING, Step.TALKS)


def test_ready_is_confirmed_first():
    client = prospect(contact={})
    desk, path = reader(client.owner), f"/prospects/{client.pk}/etape/"
    assert desk.post(path, {"to": Progress.READY}).url == f"/prospects/{client.pk}/demarrage/"
    answer = desk.post(path, {"to": Progress.READY}, headers={"X-Board": "1"})
    assert answer.headers["X-Location"] == f"/prospects/{client.pk}/demarrage/"
    assert FollowUp.objects.get().status == Progress.DISCUSSING


def test_ready_card_goes_back_with_the_reason():
    client = prospect(ready=True)
    path = f"/prospects/{client.pk}/etape/"
    answer = reader(client.owner).post(path, {"to": Step.TALKS}, headers={"X-Board": "1"})
    assert "Seul le back-office" in answer.content.decode()
    assert reader(client.owner).post(path, {"to": "x"}).status_code == 422


def test_manager_sees_the_agency_per_agent():
    manager = UserFactory(manager=True)
    agents = [UserFactory(organisation=manager.organisation, last_name=name) for name in ("Zola", "Hugo")]
    for number, agent in enumerate(agents):
        with_forecast(1000 * (number + 1), by=agent)
    with_forecast(5000, by=UserFactory())
    page = reader(manager).get(BOARD)
    shares = page.context["shares"]
    assert [(share.name.split()[1], share.total) for share in shares] == [("Hugo", 2000), ("Zola", 1000)]
    assert column(reader(manager), Step.CONTACT, f"?agent={agents[0].pk}").total == 1000
    assert reader(agents[0]).get(BOARD).context["shares"] == ()
    assert reader(manager).get(f"{BOARD}?agent=%F0").status_code == 200
