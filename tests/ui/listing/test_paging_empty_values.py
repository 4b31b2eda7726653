"""Lists ordered by a column that may be empty: rows without a value come last both ways, each row once."""

from decimal import Decimal

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.core.paging import around, page
from portal.ui.listing.address import Address
from portal.ui.listing.heads import header_of
from portal.ui.listing.page import ROWS_A_PAGE
from presales.models import Opportunity
from presales.opportunities.listing import OPPORTUNITIES
from tests.factories.accounts import UserFactory
from tests.factories.presales import OpportunityFactory
from tests.factories.prospects import prospect

pytestmark = pytest.mark.django_db

AMOUNTS = st.lists(st.sampled_from([None, Decimal(1), Decimal(2), Decimal("2.5")]), max_size=8)
EXAMPLES = settings(
    max_examples=30,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture
def eight():
    return OpportunityFactory.create_batch(8)


def set_amounts(rows, amounts) -> list:
    """Give the first rows these amounts, and keep no others; returns the queryset in use."""
    for row, amount in zip(rows, amounts, strict=False):
        Opportunity.objects.filter(pk=row.pk).update(amount=amount)
    return Opportunity.objects.filter(pk__in=[row.pk for row in rows[: len(amounts)]])


def in_order(rows, *, descending: bool) -> list[int]:
    filled = sorted(((row.amount, row.pk) for row in rows if row.amount is not None), reverse=descending)
    empty = sorted((row.pk for row in rows if row.amount is None), reverse=descending)
    return [pk for _amount, pk in filled] + empty


@EXAMPLES
@given(amounts=AMOUNTS, descending=st.booleans(), size=st.integers(1, 4))
def test_every_row_comes_once_forth_and_back(eight, amounts, descending, size):
    rows = set_amounts(eight, amounts)
    read = {"key": "amount", "descending": descending, "size": size, "nullable": True}
    shown, pages = page(rows, **read), []
    while True:
        pages.append([row.pk for row in shown.rows])
        if not shown.next_cursor:
            break
        shown = page(rows, cursor=shown.next_cursor, **read)
    assert [pk for part in pages for pk in part] == in_order(rows, descending=descending)
    back = [pages[-1]]
    while shown.previous_cursor:
        shown = page(rows, cursor=shown.previous_cursor, **read)
        back.insert(0, [row.pk for row in shown.rows])
    assert back == pages


@EXAMPLES
@given(amounts=AMOUNTS, descending=st.booleans())
def test_neighbours_are_those_of_the_list(eight, amounts, descending):
    rows = set_amounts(eight, amounts)
    order = in_order(rows, descending=descending)
    for here, pk in enumerate(order):
        row = rows.get(pk=pk)
        found = {each.is_after: each.pk for each in around(rows, row.amount, pk, key="amount", descending=descending)}
        before, after = order[here - 1] if here else None, order[here + 1] if here + 1 < len(order) else None
        expected = (before, after) if descending else (after, before)
        assert (found.get(True), found.get(False)) == expected


def test_opportunities_are_sorted_by_amount_on_their_page(login):
    expert = UserFactory(role="presales")
    made = [OpportunityFactory(amount=number if number % 2 else None) for number in range(ROWS_A_PAGE + 5)]
    for way, first, empty in (("montant", made[-1], made[-2]), ("montant-petit", made[1], made[0])):
        content = login(expert).get(f"/opportunites/?tri={way}&affichage=lignes").content.decode()
        assert content.index(first.title) < content.index(empty.title)


@pytest.mark.parametrize("display", ["lignes", "cartes"])
@pytest.mark.parametrize("way", ["ca", "ca-petit", "prevu", "prevu-loin"])
def test_prospects_are_sorted_by_their_follow_up(login, way, display):
    agent = UserFactory()
    full, bare = prospect(by=agent, company_name="Pleine"), prospect(by=agent, company_name="Vide")
    full.follow_up.forecast, full.follow_up.expected_on = 100, "2026-12-01"
    full.follow_up.save()
    bare.follow_up.forecast = bare.follow_up.expected_on = None
    bare.follow_up.save()
    content = login(agent).get(f"/prospects/?tri={way}&affichage={display}").content.decode()
    assert content.index("Pleine") < content.rindex("Vide")


def test_third_press_on_a_head_gives_the_usual_order_back():
    column = next(column for column in OPPORTUNITIES.columns if column.key == "montant")
    asked = ["", "tri=montant", "tri=montant-petit"]
    following = [header_of(column, Address.read(OPPORTUNITIES, QueryDict(query))).sort_url for query in asked]
    assert following == ["/opportunites/?tri=montant", "/opportunites/?tri=montant-petit", "/opportunites/"]
