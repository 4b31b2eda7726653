"""Import older accounts, as the pages do."""

from portal.exchange.imports import actions, reading
from portal.exchange.imports.layout import Understanding
from portal.exchange.imports.models import ImportBatch, ImportLine
from portal.exchange.imports.running import run_import
from subscriptions.legacy.imports import KIND

HEAD = "E-mail;Base d'origine;Nom;Prénom;Identifiant;Date d'inscription\n"


def simulated(rows: str, by, *, head: str = HEAD) -> ImportBatch:
    content = f"{head}{rows}".encode()
    batch = actions.open_import(kind=KIND, source=0, source_name="", content=content, name="anciens.csv", by=by)
    table = reading.read(content)
    understood = Understanding(**batch.understood)
    actions.simulate(batch=batch, understood=understood, mapping=batch.mapping, columns=table.columns, by=by)
    return worked(batch)


def imported(rows: str, by, **options) -> ImportBatch:
    batch = simulated(rows, by, **options)
    actions.confirm(batch=batch, by=by)
    return worked(batch)


def undone(batch: ImportBatch, by) -> ImportBatch:
    actions.undo(batch=batch, by=by)
    return worked(batch)


def worked(batch: ImportBatch) -> ImportBatch:
    run_import(job_id=batch.pk)
    batch.refresh_from_db()
    assert not batch.error, batch.error
    return batch


def counts(batch: ImportBatch) -> dict:
    return {verdict: number for verdict, number in batch.counts.items() if number}


def reasons(batch: ImportBatch) -> dict[int, str]:
    return dict(ImportLine.objects.filter(batch=batch).exclude(reason="").values_list("number", "reason"))


def kept(batch: ImportBatch) -> list[str]:
    """Return why the undo left lines as they are."""
    return list(ImportLine.objects.filter(batch=batch).exclude(left="").values_list("left", flat=True))
