"""Open, simulate, confirm, cancel and undo an import. A worker does the long steps (`running`)."""

from functools import partial

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from portal.audit.history import record
from portal.celery import wake
from portal.core.values import dates
from portal.documents import detection
from portal.documents.files import store_for
from portal.exchange.imports import kinds, layout, reading, vcards, workbooks
from portal.exchange.imports.kinds import ImportKind
from portal.exchange.imports.layout import Understanding
from portal.exchange.imports.models import ImportBatch, ImportLine, ImportSource, Step
from portal.exchange.job_models import TO_DO, JobState


class CannotImport(Exception):
    """A step that is not possible now; `str(error)` is a French sentence."""


def open_import(*, kind: ImportKind, source: int, source_name: str, content: bytes, name: str, by) -> ImportBatch:
    """Keep an uploaded file as an import to check. Raises `reading.UnreadableFile`."""
    table = reading.read(content)
    batch = ImportBatch(
        owner=by, kind=kind.name, source=source or 0, source_name=source_name[:200], state=JobState.READY
    )
    batch.file_name = detection.safe_name(name, _type_of(content, name))
    _understand(batch, kind, table)

    def attach(stored) -> bool:
        batch.file = stored
        batch.save(force_insert=True)
        return True

    store_for(attach, content, name=batch.file_name, kind="import", by=by, made_as=_type_of(content, name))
    return batch


def _understand(batch: ImportBatch, kind: ImportKind, table: reading.Table) -> None:
    """Take what was remembered for this source and header; else what was guessed."""
    known = ImportSource.objects.filter(
        kind=kind.name, source=batch.source, fingerprint=layout.fingerprint(table.columns)
    ).first()
    if known:
        remembered = {name: known.understood.get(name) for name in ("date_order", "decimal_sign")}
        batch.understood = table.understood.changed(**remembered).to_json()
        batch.mapping = known.mapping
    else:
        batch.understood = table.understood.to_json()
        batch.mapping = kind.guess(table.columns)


def _type_of(content: bytes, name: str) -> str:
    if workbooks.is_workbook(content):
        return detection.ODS if name.lower().endswith(".ods") else detection.XLSX
    if vcards.is_vcard(content):
        return detection.VCARD
    return detection.CSV if name.lower().endswith(".csv") else detection.TEXT


@transaction.atomic
def simulate(*, batch: ImportBatch, understood: Understanding, mapping: dict[str, int], columns: list[str], by) -> None:
    """Remember how the file is read, and ask a worker what importing it would do."""
    row = _locked(batch)
    if row.step not in (Step.READ, Step.PLAN):
        raise CannotImport(_("Cet import est déjà confirmé."))
    ImportSource.objects.update_or_create(
        kind=row.kind,
        source=row.source,
        fingerprint=layout.fingerprint(columns),
        defaults={"understood": understood.to_json(), "mapping": mapping, "used_at": dates.now()},
    )
    row.understood, row.mapping = understood.to_json(), mapping
    _ask(row, Step.PLAN)


@transaction.atomic
def confirm(*, batch: ImportBatch, by) -> None:
    """Ask a worker to apply what was simulated. Raises `CannotImport` when that is no longer true."""
    row = _locked(batch)
    if row.step == Step.APPLY and row.state in (*TO_DO, JobState.READY):
        return
    if row.step != Step.PLAN or row.state != JobState.READY:
        raise CannotImport(_("Lancez d’abord la simulation."))
    kind = kinds.find(row.kind)
    if kind.token(row.source) != row.token:
        _ask(row, Step.PLAN)
        raise CannotImport(_("Les données ont changé. La simulation est relancée : vérifiez-la."))
    try:
        with transaction.atomic():
            _ask(row, Step.APPLY)
    except IntegrityError:
        raise CannotImport(_("Un autre import est en cours pour cette source. Réessayez dans un instant.")) from None
    record(row, "exchange.import_confirmed", by=by, data={"file": row.file_name})


@transaction.atomic
def cancel(*, batch: ImportBatch, by) -> None:
    """Stop an import. What was already applied is put back by the worker; nothing stays."""
    row = _locked(batch)
    if row.step == Step.UNDO or (row.step == Step.APPLY and row.state == JobState.READY):
        raise CannotImport(_("Cet import est terminé : vous pouvez l’annuler en entier."))
    row.is_cancelled = True
    row.save(update_fields=["is_cancelled"])
    if row.step != Step.APPLY:
        row.state, row.lease, row.finished_at = JobState.EXPIRED, None, dates.now()
        row.save(update_fields=["state", "lease", "finished_at"])
    record(row, "exchange.import_cancelled", by=by, data={"file": row.file_name})


@transaction.atomic
def undo(*, batch: ImportBatch, by) -> None:
    """Ask a worker to put back what this import changed."""
    row = _locked(batch)
    if row.step == Step.UNDO:
        return
    if row.step != Step.APPLY or row.state != JobState.READY:
        raise CannotImport(_("Cet import n’est pas terminé."))
    try:
        with transaction.atomic():
            _ask(row, Step.UNDO)
    except IntegrityError:
        raise CannotImport(_("Un autre import est en cours pour cette source. Réessayez dans un instant.")) from None
    record(row, "exchange.import_undone", by=by, data={"file": row.file_name})


def _locked(batch: ImportBatch) -> ImportBatch:
    return ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)


def _ask(row: ImportBatch, step: str) -> None:
    row.step, row.state, row.handled, row.attempts, row.lease = step, JobState.WAITING, 0, 0, None
    row.finished_at, row.error, row.is_cancelled = None, "", False
    if step in (Step.APPLY, Step.UNDO):
        row.expected = ImportLine.objects.filter(batch=row, verdict__in=("created", "updated")).count()
    row.save()
    transaction.on_commit(partial(wake, "exchange.import", str(row.pk)), robust=True)
