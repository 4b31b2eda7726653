"""Lines that another system sends instead of a file: the same plan, application, report and undo."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from portal.audit.history import record
from portal.core.values import dates
from portal.exchange.imports import cells, layout
from portal.exchange.imports.actions import CannotImport
from portal.exchange.imports.kinds import ImportKind, Run
from portal.exchange.imports.models import ImportBatch, ImportLine, Step
from portal.exchange.imports.running import WRITTEN, Planner
from portal.exchange.job_models import JobState

MOST_LINES = 1000
UNDERSTOOD = layout.Understanding(date_order=cells.YEAR_FIRST, decimal_sign=cells.POINT)


@transaction.atomic
def push(*, kind: ImportKind, source: int, source_name: str, lines: list[dict], by) -> ImportBatch:
    """Plan and apply `lines` ({field: value}) at once; return the import, whose lines bear the verdicts.

    What the lines do not name is not taken for absent. Raises `CannotImport` while another import of this source runs.
    """
    mapping = {field.key: place for place, field in enumerate(kind.fields)}
    batch = ImportBatch(
        owner=by,
        kind=kind.name,
        source=source,
        source_name=source_name[:200],
        file_name=_("Envoi par l’API"),
        understood=UNDERSTOOD.to_json(),
        mapping=mapping,
        step=Step.APPLY,
        state=JobState.RUNNING,
        expected=len(lines),
    )
    try:
        with transaction.atomic():
            batch.save(force_insert=True)
    except IntegrityError:
        raise CannotImport(_("Un autre import est en cours pour cette source. Réessayez dans un instant.")) from None
    run = Run(source=source, by=by, batch=batch.pk)
    planner = Planner(batch, kind, UNDERSTOOD, run)
    planner.take([(number, [line.get(key) for key in mapping]) for number, line in enumerate(lines, start=1)])
    planner.revoke()
    _write(batch, kind, run)
    batch.counts, batch.sums, batch.handled = dict(planner.counts), planner.sums(), len(lines)
    batch.state, batch.finished_at, batch.lease = JobState.READY, dates.now(), None
    batch.save()
    record(batch, "exchange.import_done", by=by, data={"file": batch.file_name, **batch.counts})
    return batch


def _write(batch: ImportBatch, kind: ImportKind, run: Run) -> None:
    written = ImportLine.objects.filter(batch=batch, verdict__in=[str(each) for each in WRITTEN]).order_by("number")
    lines = list(written)
    if not lines:
        return
    kind.apply(run, lines)
    for line in lines:
        line.is_applied = True
    ImportLine.objects.bulk_update(lines, ["is_applied", "before", "target", "verdict", "reason"])
