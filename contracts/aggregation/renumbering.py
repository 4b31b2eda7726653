"""Write the references of a partner again by its new rule; nothing is merged on the way."""

from django.utils.translation import gettext as _

from catalog.models import Partner
from contracts.aggregation.models import PartnerContract, PartnerReference
from portal.audit.transitions import Refused

CHUNK = 1000


def renumber(partner: Partner) -> None:
    """Compare kept references by the rule as it is now. Raises `Refused` when two of them become one."""
    _write(partner, PartnerReference.objects.filter(partner=partner), {"normalised": "reference"})
    columns = {"normalised": "reference", "client_normalised": "client_reference"}
    _write(partner, PartnerContract.objects.filter(partner=partner), columns)


def _write(partner: Partner, rows, columns: dict[str, str]) -> None:
    changed, numbers = [], set()
    for row in rows.only("pk", *columns, *columns.values()).iterator(chunk_size=CHUNK):
        written = {column: partner.normalise(getattr(row, source)) for column, source in columns.items()}
        written["normalised"] = written["normalised"] or row.normalised
        if written["normalised"] in numbers:
            told = _("Avec cette règle, deux références deviennent la même : %(reference)s.")
            raise Refused(partner, told % {"reference": row.reference})
        numbers.add(written["normalised"])
        if any(getattr(row, column) != value for column, value in written.items()):
            for column, value in written.items():
                setattr(row, column, value or row.normalised)
            changed.append(row)
    # Two steps: a new number may be the old one of another row.
    rows.model.objects.bulk_update([_aside(row) for row in changed], ["normalised"], batch_size=CHUNK)
    for row in changed:
        row.normalised = row.planned
    rows.model.objects.bulk_update(changed, list(columns), batch_size=CHUNK)


def _aside(row):
    row.planned, row.normalised = row.normalised, f"={row.pk}"
    return row
