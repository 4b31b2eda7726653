"""Queries of the catalogue: at most 500 rows of a kind, searched and filtered."""

from dataclasses import dataclass

from catalog.offer.models import Partner, Revision, RevisionState
from catalog.offer.sheets import Kind
from portal.core.values.text import normalise

MOST_ROWS = 500


@dataclass(frozen=True)
class Rows:
    """The rows of a catalogue page. `more` tells that there are others, to be found by a search."""

    rows: list
    more: bool


def rows_of(kind: Kind, *, words: str = "", partner: int | None = None, retired: bool = False) -> Rows:
    """Return the sheets of a kind in the order of their names; one query, compared here for accents."""
    found = kind.model.objects.select_related(*kind.related).order_by("name", "pk")
    if not retired:
        found = found.filter(is_active=True)
    if partner and kind.related:
        found = found.filter(partner_id=partner)
    wanted = normalise(words).split()
    if not wanted:
        rows = list(found[: MOST_ROWS + 1])
    else:
        rows = [row for row in found[:5000] if all(word in text_of(kind, row) for word in wanted)]
    return Rows(rows[:MOST_ROWS], len(rows) > MOST_ROWS)


def text_of(kind: Kind, row) -> str:
    """Return the text that a search of the catalogue looks through."""
    partner = row.partner.name if kind.related and row.partner_id else ""
    parts = (row.name, row.summary, partner, getattr(row, "reference", ""))
    return normalise(*parts)


def partners() -> list[tuple[int, str]]:
    return list(Partner.objects.values_list("pk", "name"))


def revisions_of(kind: Kind, row) -> list[Revision]:
    """Return the versions of a sheet, newest first."""
    return list(Revision.objects.filter(sheet=kind.slug, key=row.pk).select_related("by")[:100])


def scheduled_of(kind: Kind, row) -> Revision | None:
    return Revision.objects.filter(sheet=kind.slug, key=row.pk, state=RevisionState.SCHEDULED).first()


def changes(kind: Kind, newer: Revision, older: Revision | None) -> list[tuple[str, str, str]]:
    """Return (label, before, after) for each value that a version changed."""
    before = older.values if older else {}
    names = [name for name in newer.values if not older or before.get(name) != newer.values[name]]
    return [
        (kind.label_of(name), kind.in_words(name, before.get(name)), kind.in_words(name, newer.values[name]))
        for name in names
    ]
