"""Entries of money: balanced, written once, never changed."""

from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, connection, transaction

from portal.core import append_only
from portal.ledger.actions import Line, Unbalanced, post
from portal.ledger.models import AppendOnly, Entry, EntryLine
from portal.ledger.queries import balance, entries_about, unbalanced
from tests.factories.clients import ClientFactory

pytestmark = pytest.mark.django_db
TEN = Decimal(10)


def posted(key="a", about=None, lines=None) -> Entry:
    usual = [Line("banque", debit=TEN), Line("ventes", credit=TEN), Line("rien")]
    return post(key=key, about=about or ClientFactory(), lines=lines or usual)


def test_an_entry_moves_balances_and_is_found_by_its_subject():
    about = ClientFactory()
    entry = posted(about=about)
    assert (balance("banque"), balance("ventes"), balance("rien")) == (10, -10, 0)
    assert [*entries_about(about)] == [entry]
    assert entry.lines.count() == 2


def test_the_same_fact_is_posted_once():
    assert posted("b") == posted("b")
    assert balance("banque") == 10


@pytest.mark.parametrize(
    "lines", [[Line("banque", debit=TEN)], [Line("rien")], [Line("a", debit=TEN), Line("b", credit=1)]]
)
def test_what_does_not_balance_is_refused(lines):
    with pytest.raises(Unbalanced):
        posted(lines=lines)
    assert not Entry.objects.exists()


def test_rows_are_neither_changed_nor_deleted():
    entry = posted()
    for act in (entry.save, entry.delete, Entry.objects.all().delete, lambda: EntryLine.objects.update(debit=1)):
        with pytest.raises(AppendOnly):
            act()


def test_the_database_refuses_it_as_well(settings):
    settings.APPEND_ONLY_TRIGGERS = True
    posted()
    for table in ("ledger_entry", "ledger_entryline"):
        append_only.protect(table)
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table}")
        append_only.release(table)


def test_a_line_has_one_side():
    entry = posted()
    with pytest.raises(IntegrityError), transaction.atomic():
        EntryLine.objects.create(entry=entry, account="x", debit=1, credit=1)


def test_the_command_tells_what_is_wrong():
    entry, out = posted(), StringIO()
    call_command("verify_ledger", stdout=out)
    assert "1 entries, all balanced." in out.getvalue()
    EntryLine.objects.create(entry=entry, account="x", debit=1)
    assert unbalanced() == [entry]
    with pytest.raises(CommandError):
        call_command("verify_ledger", stderr=StringIO())
