"""Queries written once: the words are kept, the values are those of the moment."""

from datetime import timedelta

import pytest
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from contracts.models import Contract
from portal.core.prepared_queries.counts import prepared_counts
from portal.core.prepared_queries.prepared import keys_of, prepared, prepared_keys
from portal.core.prepared_queries.wording import Arguments, Wording, ask
from portal.core.values import dates
from tests.factories.accounts import UserFactory
from tests.factories.contracts import ContractFactory

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def written(monkeypatch):
    """How often Django wrote a query."""
    times = []
    compiled = QuerySet.__init__
    monkeypatch.setattr(
        QuerySet, "__init__", lambda self, *args, **more: times.append(1) or compiled(self, *args, **more)
    )
    return times


@prepared
def _mine(user, since, *, product: bool = False):
    rows = Contract.objects.visible_to(user).filter(created_at__gte=since).exclude(status="unpaid").order_by("pk")
    return rows.select_related("product", "owner") if product else rows


def test_each_reader_finds_their_own_with_words_written_once(written, settings):
    settings.CHECK_PREPARED = False
    first, second = ContractFactory(), ContractFactory()
    since = dates.now() - timedelta(hours=1)
    assert _mine(first.owner, since) == [first]
    owner, later = second.owner, dates.now() + timedelta(hours=1)
    written.clear()
    assert _mine(owner, since) == [second]
    assert _mine(owner, later) == []
    assert not written


def test_another_role_is_another_query():
    contract = ContractFactory(awaiting_client=True)
    since = dates.now() - timedelta(hours=1)
    office = UserFactory(back_office=True)
    assert _mine(contract.owner, since) == [contract]
    assert _mine(office, since) == [contract]
    assert _mine(UserFactory(), since) == []
    office.is_active = False
    assert _mine(office, since) == []


def test_what_is_selected_with_a_row_needs_no_further_query(django_assert_num_queries):
    contract = ContractFactory(awaiting_client=True)
    expected = (contract.product.name, contract.owner, contract.product_snapshot)
    (found,) = _mine(contract.owner, dates.now() - timedelta(hours=1), product=True)
    with django_assert_num_queries(0):
        assert (found.product.name, found.owner, found.product_snapshot) == expected
    assert not found._state.adding


def test_what_never_changes_stands_in_the_words():
    (stand_in,), stand_ins = Arguments([7]).replaced()
    query = Contract.objects.filter(status="awaiting_client", owner_id=stand_in)
    wording = Wording.of(*query.query.sql_with_params(), stand_ins)
    assert "= 'awaiting_client'" in wording.asked
    assert wording.asked.count("%s") == 1
    assert sorted(wording.written_with((7,))[1], key=str) == [7, "awaiting_client"]


def test_a_percent_sign_among_the_words_is_no_place_for_a_value():
    (stand_in,), stand_ins = Arguments([7]).replaced()
    wording = Wording.of("SELECT '100 %%', %s, %s", ("5 %", stand_in), stand_ins)
    assert wording.ask((7,)) == [("100 %", "5 %", 7)]


def test_a_number_that_becomes_part_of_a_text_is_followed():
    (stand_in,), stand_ins = Arguments([7]).replaced()
    wording = Wording.of("SELECT %s::text, %s::text, %s", (str(stand_in), f"agence:{stand_in}", stand_in), stand_ins)
    assert wording.ask((12,)) == [("12", "agence:12", 12)]


@pytest.mark.parametrize(
    "build",
    [
        lambda number: Contract.objects.filter(number=number.lower()),
        lambda number: Contract.objects.filter(number=number.strip()),
        lambda number: Contract.objects.filter(number__contains=number),
        lambda number: Contract.objects.filter(status="draft"),
        lambda number: Contract.objects.filter(number=number, created_at__lte=dates.now()),
    ],
    ids=["in small letters", "stripped", "within a pattern", "lost", "a moment kept"],
)
def test_a_query_that_would_keep_a_value_is_refused(build):
    with pytest.raises(ValueError, match="a value|a moment"):
        prepared(build)("CT-2026-000001")


def test_a_query_that_decides_by_a_value_is_found_out():
    def build(owner):
        rows = Contract.objects.filter(owner=owner)
        return rows.order_by("pk") if owner == 1 else rows

    rows = prepared(build)
    rows(2)
    with pytest.raises(AssertionError, match="has changed"):
        rows(1)


def test_nothing_at_all_is_asked_where_nothing_can_be_found(django_assert_num_queries):
    rows = prepared(lambda owner: Contract.objects.none())
    with django_assert_num_queries(0):
        assert rows(1) == []


def test_a_column_of_small_numbers_is_asked_like_any_other():
    contract = ContractFactory(duration_months=12)
    rows = prepared(lambda months: Contract.objects.filter(duration_months=months))
    assert rows(12) == [contract]
    assert rows(24) == []


def test_a_number_longer_than_any_column_finds_nothing():
    rows = prepared(lambda pk: Contract.objects.filter(pk=pk))
    assert rows(10**30) == []


def test_several_values_are_one_argument():
    contracts = ContractFactory.create_batch(3)
    rows = prepared(lambda keys: Contract.objects.filter(pk__in=keys).order_by("pk").values_list("pk", "owner"))
    first, second, third = ((contract.pk, contract.owner_id) for contract in contracts)
    assert rows((third[0], first[0])) == [first, third]
    assert rows((second[0],)) == [second]
    assert rows(()) == []


def test_numbers_are_counted_in_one_query(django_assert_num_queries):
    contracts = ContractFactory.create_batch(3, owner=UserFactory())
    count = prepared_counts(
        lambda owner: {
            "all": Contract.objects.filter(owner=owner),
            "none": Contract.objects.none(),
            "signed": Contract.objects.filter(owner=owner, signed_at__isnull=False),
        }
    )
    with django_assert_num_queries(1):
        assert count(contracts[0].owner_id, up_to=2) == {"all": 2, "none": 0, "signed": 0}
    assert count(contracts[0].owner_id, up_to=9)["all"] == 3


def test_keys_are_those_that_django_would_write():
    owner = UserFactory()
    keys = prepared_keys(lambda user: Contract.objects.visible_to(user).order_by("created_at"))
    assert keys(owner) == keys_of(Contract.objects.filter(owner=owner))
    assert prepared_keys(lambda user: Contract.objects.none())(owner) is None
    with pytest.raises(EmptyResultSet):
        Contract.objects.none().query.sql_with_params()


def test_rows_past_those_wanted_are_only_counted(django_assert_num_queries):
    owner = UserFactory()
    contracts = ContractFactory.create_batch(4, owner=owner, awaiting_client=True)
    rows = prepared(
        lambda user: Contract.objects.visible_to(user).select_related("owner").order_by("pk")[:3],
        planned_anew=True,
        made=2,
    )
    with django_assert_num_queries(1):
        first, second, further = rows(owner)
    assert (first, second, further) == (*contracts[:2], None)
    assert first.owner == owner
    assert rows(UserFactory()) == []
    assert rows(contracts[0].owner)[0] == contracts[0]


@pytest.mark.django_db(transaction=True)
def test_what_its_values_decide_is_planned_each_time():
    rows = prepared(lambda pk: Contract.objects.filter(pk=pk).values_list("number"), planned_anew=True)
    for pk in range(3):
        assert rows(pk) == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM pg_prepared_statements WHERE statement LIKE '%number%::bigint%'")
        assert cursor.fetchone() == (0,)


@pytest.mark.django_db(transaction=True)
def test_a_table_changed_under_a_kept_plan_is_read_all_the_same():
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE planned (name varchar(10))")
        cursor.execute("INSERT INTO planned VALUES (%s)", ["a"])
    try:
        for _time in range(3):
            assert ask("SELECT name FROM planned WHERE name = %s", ["a"]) == [("a",)]
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE planned ALTER name TYPE varchar(20)")
        assert ask("SELECT name FROM planned WHERE name = %s", ["a"]) == [("a",)]
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE planned")


@pytest.mark.django_db(transaction=True)
def test_the_server_plans_a_query_once_for_each_connection():
    for _time in range(3):
        ask("SELECT 41 + %s", [1])
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM pg_prepared_statements WHERE statement LIKE 'SELECT 41%'")
        assert cursor.fetchone() == (1,)
