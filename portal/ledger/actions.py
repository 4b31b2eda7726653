"""Post entries, in the transaction of what they tell."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import connection

from portal.ledger.models import Entry, EntryLine

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Line:
    """One side of an entry to be posted; a line of nothing is left out."""

    account: str
    debit: Decimal = NOTHING
    credit: Decimal = NOTHING


class Unbalanced(ValueError):
    """Debits and credits differ; a programming error, so it is never caught."""


def post(*, key: str, about, lines: list[Line], by=None) -> Entry:
    """Write one balanced entry, or return the one that `key` names already. Raises `Unbalanced`."""
    assert connection.in_atomic_block, "post() belongs to the transaction of what it tells"
    wanted = [line for line in lines if line.debit or line.credit]
    if not wanted or sum(line.debit - line.credit for line in wanted):
        raise Unbalanced(key)
    entry, made = Entry.objects.get_or_create(
        key=key, defaults={"about_type": about._meta.label_lower, "about_id": str(about.pk), "by": by}
    )
    if made:
        rows = [EntryLine(entry=entry, account=line.account, debit=line.debit, credit=line.credit) for line in wanted]
        EntryLine.objects.bulk_create(rows)
    return entry
