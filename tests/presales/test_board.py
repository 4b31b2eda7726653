"""The board of opportunities: sums, moves."""

from decimal import Decimal

import pytest

from presales.models import Opportunity
from presales.opportunities.enums import Stage
from tests.contracts.desk import reader
from tests.factories.presales import OpportunityFactory

pytestmark = pytest.mark.django_db
BOARD = "/opportunites/tableau/"


def test_stages_count_and_sum_within_few_queries(django_assert_max_num_queries):
    first = OpportunityFactory(amount=Decimal("1000.10"), stage=Stage.QUALIFIED)
    OpportunityFactory(
        owner=first.owner, organisation=first.organisation, amount=Decimal("2000"), stage=Stage.QUALIFIED
    )
    desk = reader(first.owner)
    desk.get(BOARD)
    with django_assert_max_num_queries(10):
        page = desk.get(BOARD)
    column = next(each for each in page.context["columns"] if each.key == Stage.QUALIFIED)
    assert (column.count, column.total) == (2, Decimal("3000.10"))
    assert page.context["shares"][0].total == Decimal("3000.10")


def test_card_moves_by_form_and_by_script_and_stays_with_its_organisation():
    opportunity = OpportunityFactory()
    desk, path = reader(opportunity.owner), f"/opportunites/{opportunity.pk}/etape/"
    assert "Déplacer vers…" in desk.get(path).content.decode()
    assert desk.post(path, {"to": Stage.QUALIFIED}).url == BOARD
    answer = desk.post(path, {"to": Stage.WON}, headers={"X-Board": "1"})
    assert "est passé à" in answer.content.decode()
    assert Opportunity.objects.get().stage == Stage.WON
    assert desk.post(path, {"to": "x"}).status_code == 422
    assert reader(OpportunityFactory().owner).get(path).status_code == 404
