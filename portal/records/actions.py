"""Create a record once; change it under lock, unless it changed since its form was opened."""

from typing import TypeVar

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from portal.audit.history import history_of
from portal.audit.transitions import Refused
from portal.core.values import dates
from portal.records.models import Created

Row = TypeVar("Row", bound=Created)


class Stale(Refused):
    """The record changed since this form was opened; `subject` is the record as it is now."""

    def __init__(self, record):
        super().__init__(record, _what_changed(record))


def _what_changed(record) -> str:
    last = next(iter(history_of(record)), None)
    if last is None:
        return _("La fiche a changé entre-temps.")
    when = dates.at_time(last.at)
    return _("La fiche a changé entre-temps : %(sentence)s (%(when)s).") % {"sentence": last.sentence, "when": when}


@transaction.atomic
def create(row: Row, *, by) -> tuple[Row, bool]:
    """Insert `row`; return it and True, or the record that the same form made before and False.

    Raises `Refused` when the key belongs to the record of somebody else.
    """
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        first = type(row)._base_manager.filter(creation_key=row.creation_key).first()
        if first is None:
            raise
        if getattr(first, f"{row.CREATED_BY}_id") != by.pk:
            raise Refused(first, _("Ce formulaire a déjà été envoyé.")) from None
        return first, False
    return row, True


def write(row, values: dict, *, version: int | None = None, also: bool = False) -> bool:
    """Write `values` on `row`, which the caller has locked; return whether anything was written.

    Values that are there already, as a double click sends them, change nothing and are never stale. `also` tells that
    something outside the row's own columns differs. Raises `Stale` when `version`, of the form that was filled, is not
    the row's; what no form was filled for, such as a button, has none.
    """
    if not also and not differing(row, values):
        return False
    if version is not None and row.version != version:
        raise Stale(row)
    for name, value in values.items():
        setattr(row, name, value)
    row.touch()
    row.save()
    return True


def differing(row, values: dict) -> list[str]:
    """Return the names of `values` that say something else than `row`."""
    return [name for name, value in values.items() if getattr(row, name) != value]
