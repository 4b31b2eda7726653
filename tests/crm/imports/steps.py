"""Import a contact list, as its pages do."""

from crm.imports.enums import Content
from crm.imports.kind import KIND
from portal.exchange.imports import actions, reading
from portal.exchange.imports.layout import Understanding
from portal.exchange.imports.models import ImportBatch, ImportLine
from portal.exchange.imports.running import run_import


def simulated(content: str | bytes, by, *, what=Content.PEOPLE, name="contacts.csv") -> ImportBatch:
    content = content.encode() if isinstance(content, str) else content
    batch = actions.open_import(
        kind=KIND, source=what, source_name=str(Content(what).label), content=content, name=name, by=by
    )
    table = reading.read(content)
    understood = Understanding(**batch.understood)
    actions.simulate(batch=batch, understood=understood, mapping=batch.mapping, columns=table.columns, by=by)
    return worked(batch)


def worked(batch: ImportBatch) -> ImportBatch:
    run_import(job_id=batch.pk)
    batch.refresh_from_db()
    assert not batch.error, batch.error
    return batch


def imported(content: str | bytes, by, **options) -> ImportBatch:
    batch = simulated(content, by, **options)
    actions.confirm(batch=batch, by=by)
    return worked(batch)


def undone(batch: ImportBatch, by) -> ImportBatch:
    actions.undo(batch=batch, by=by)
    return worked(batch)


def counts(batch: ImportBatch) -> dict:
    return {verdict: number for verdict, number in batch.counts.items() if number}


def reasons(batch: ImportBatch) -> dict[int, str]:
    return dict(ImportLine.objects.filter(batch=batch).values_list("number", "reason"))
