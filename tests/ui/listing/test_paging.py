"""Pages of a list: each row once, forwards and backwards, under every sort; a forged cursor is the first page."""

import base64
import json
from datetime import timedelta

import pytest
from django.db.models import F
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contracts.models import Contract
from contracts.pages.listing import CONTRACTS
from portal.core.paging import page
from portal.core.values import dates
from portal.ui.listing.page import ROWS_A_PAGE
from presales.models import PresalesRequest
from tests.factories.accounts import UserFactory
from tests.factories.catalog import ProductFactory
from tests.factories.contracts import ContractFactory
from tests.factories.presales import tale_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def eleven():
    owner, product, now = UserFactory(), ProductFactory(), dates.now()
    made = [
        ContractFactory(owner=owner, product=product, last_name=name, created_at=now - timedelta(minutes=number // 3))
        for number, name in enumerate("Aubry Bel Bel Bel Cros Cros Diaz Élie Élie Fau Gay".split())
    ]
    return [contract.pk for contract in made]


def walk(sort, *, size=4, backwards=False):
    cursor, keys = "", []
    everything = Contract.objects.all()
    if backwards:
        last = page(everything, key=sort.field, descending=sort.descending, size=100, nullable=True).rows[-1]
        cursor = base64.urlsafe_b64encode(
            json.dumps(["p", getattr(last, sort.field), last.pk], default=lambda day: day.isoformat()).encode()
        ).decode()
        keys.append([last.pk])
    while True:
        shown = page(everything, key=sort.field, cursor=cursor, descending=sort.descending, size=size, nullable=True)
        keys.append([row.pk for row in shown.rows])
        cursor = shown.previous_cursor if backwards else shown.next_cursor
        if not cursor:
            return [key for part in (reversed(keys) if backwards else keys) for key in part]


@pytest.mark.parametrize("sort", CONTRACTS.sorts, ids=lambda sort: sort.key)
def test_every_row_comes_once_in_order_both_ways(eleven, sort):
    by = F(sort.field).desc(nulls_last=True) if sort.descending else F(sort.field).asc(nulls_last=True)
    key = "-pk" if sort.descending else "pk"
    expected = list(Contract.objects.order_by(by, key).values_list("pk", flat=True))
    assert walk(sort) == expected
    assert walk(sort, backwards=True) == expected
    assert sorted(expected) == sorted(eleven)


@pytest.mark.parametrize("sort", CONTRACTS.sorts, ids=lambda sort: sort.key)
def test_every_sort_has_an_index_for_each_scope(sort):
    """Own contracts, the agency's, all: without it page 40,000 would cost more than page 1."""
    indexed = [index.fields for index in Contract._meta.indexes]
    for scope in (["owner"], ["agency"], []):
        assert [*scope, sort.field, "id"] in indexed


FORGED = st.one_of(
    st.text(max_size=60),
    st.tuples(
        st.sampled_from(["n", "p", "x"]),
        st.one_of(
            st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.lists(st.integers()),
            st.datetimes().map(str), st.sampled_from(["0001-01-01T00:00+14:00", "9999-12-31T23:59-14:00", "a\0b"]),
        ),
        st.one_of(st.integers(), st.text(), st.none(), st.floats()),
    ).map(lambda parts: base64.urlsafe_b64encode(json.dumps(parts).encode()).decode()),
)  # fmt: skip


@settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(cursor=FORGED)
def test_a_forged_cursor_breaks_nothing(eleven, cursor):
    for sort in CONTRACTS.sorts:
        shown = page(
            Contract.objects.all(), key=sort.field, cursor=cursor, descending=sort.descending, size=4, nullable=True
        )
        assert len(shown.rows) <= 4


def test_a_list_sorted_by_a_day_has_a_second_page(client):
    """The days of requests have no hour: their cursor is a day too, and a forged one breaks nothing."""
    tale = tale_at("draft")
    for number in range(ROWS_A_PAGE):
        tale_at("draft", partner=tale.partner, wished_on=dates.today() + timedelta(days=number // 3))
    client.force_login(tale.partner)
    first = client.get("/avant-vente/?tri=souhaitee&affichage=lignes")
    assert first.status_code == 200
    mine = PresalesRequest.objects.order_by("wished_on", "pk")
    shown = page(mine, key="wished_on", descending=False)
    following = page(mine, key="wished_on", cursor=shown.next_cursor, descending=False)
    assert [*shown.rows, *following.rows] == list(mine)
    back = page(mine, key="wished_on", cursor=following.previous_cursor, descending=False)
    assert back.rows == shown.rows
    for value in ("0001-01-01", "9999-12-31", "2026-02-30", "hier", 3):
        forged = base64.urlsafe_b64encode(json.dumps(["n", value, 1]).encode()).decode()
        assert len(page(mine, key="wished_on", cursor=forged, descending=False).rows) == ROWS_A_PAGE
