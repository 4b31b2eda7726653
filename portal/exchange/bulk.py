"""Bulk actions: one step for several rows of a list, each by its own action."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import QueryDict

from portal.audit import transitions
from portal.audit.transitions import Refused
from portal.core.values.keys import parse_key
from portal.ui.listing.address import Address
from portal.ui.listing.bulk import BulkAction, Declined
from portal.ui.listing.declaration import Listing
from portal.ui.listing.page import MOST_CHOSEN
from portal.ui.listing.sources import selected

AT_ONCE = 25  # rows a page waits for; a worker takes more of them (`bulk_jobs.py`)


def unless_open(step: str, sentence) -> Callable:
    """Return the `refusal` of a bulk action that takes `step`: `sentence`, formatted with the row's `status`."""

    def refusal(row, by) -> str:
        return "" if transitions.may(row, step, by=by) else str(sentence) % {"status": row.status_label}

    return refusal


@dataclass(frozen=True)
class Outcome:
    """A row, and why nothing can be or was done to it (empty: it can, or it was). `note` says what happens to it."""

    name: str
    key: str
    refusal: str = ""
    note: str = ""


def chosen_rows(listing: Listing, user, query: str, keys: list[str], *, everything: bool) -> list:
    """Return the ticked rows, or all rows of the query string; one more than `MOST_CHOSEN` when there are too many.

    Keys out of the reader's scope are ignored like unknown ones.
    """
    address = Address.read(listing, QueryDict(query))
    if everything:
        found = selected(listing, user, address).qs
    else:
        known = [key for key in map(parse_key, keys) if key is not None]
        found = listing.source(user).filter(pk__in=known[: MOST_CHOSEN + 1])
    sort = address.sort
    sign = "-" if sort.descending else ""
    return list(found.order_by(f"{sign}{sort.field}", f"{sign}pk")[: MOST_CHOSEN + 1])


def foreseen(listing: Listing, action: BulkAction, rows: list, by) -> list[Outcome]:
    """Return what would happen to each row."""
    return [_foreseen(listing, action, row, by) for row in rows]


def _foreseen(listing: Listing, action: BulkAction, row, by) -> Outcome:
    refusal = action.refusal(row, by)
    note = action.foretell(row, by) if action.foretell and not refusal else ""
    return Outcome(listing.row_name(row), str(row.pk), refusal, note)


def carry_out(*, listing: Listing, action: BulkAction, rows: list, reason: str, by) -> list[Outcome]:
    """Take the step for each row in its own transaction; a refused row does not stop the others."""
    return [_one(listing, action, row, reason, by) for row in rows]


def _one(listing: Listing, action: BulkAction, row, reason: str, by) -> Outcome:
    name, key = listing.row_name(row), str(row.pk)
    try:
        answer = action.run(row, by=by, reason=reason)
    except Refused as refused:
        return Outcome(name, key, refused.sentence)
    return Outcome(name, key, answer.sentence if isinstance(answer, Declined) else "")
