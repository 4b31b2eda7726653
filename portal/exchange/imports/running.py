"""The steps of an import that a worker takes: simulate, apply, undo. Each chunk is one transaction."""

from decimal import Decimal

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.audit.history import record
from portal.core.plumbing.unavailable import Unavailable
from portal.documents.files import AlteredFile
from portal.documents.files import read as read_file
from portal.exchange import jobs
from portal.exchange.imports import cells, kinds, layout, reading
from portal.exchange.imports.kinds import ImportKind, Planned, Record, Run, Verdict
from portal.exchange.imports.layout import Understanding
from portal.exchange.imports.models import ImportBatch, ImportLine, Step
from portal.exchange.job_models import JobState

CHUNK = 500
WRITTEN = (Verdict.CREATED, Verdict.UPDATED)


class Stopped(Exception):
    """The import was cancelled, or another worker has taken it over."""


def run_import(*, job_id) -> None:
    """Take the step that an import waits for, unless another worker holds it."""
    sentence = _("L’import s’est arrêté avant la fin. Relancez-le, ou écrivez au support.")
    if jobs.give_up(ImportBatch, job_id, sentence) or not jobs.claim(ImportBatch, job_id):
        return
    batch = ImportBatch.objects.select_related("owner", "file").get(pk=job_id)
    steps = {Step.PLAN: _plan, Step.APPLY: _apply, Step.UNDO: _undo}
    with override(batch.owner.language):
        kind = kinds.find(batch.kind)
        if kind is None or not batch.owner.has_right(kind.right):
            jobs.finish(batch, state=JobState.FAILED, error=_("Vous n’avez plus le droit de faire cet import."))
            return
        try:
            steps[batch.step](batch, kind)
        except reading.UnreadableFile as error:
            jobs.finish(batch, state=JobState.FAILED, error=str(error)[:300])
        except AlteredFile:
            jobs.finish(
                batch, state=JobState.FAILED, error=_("Le fichier envoyé n’est plus lisible. Envoyez-le à nouveau.")
            )
        except (Stopped, Unavailable):
            return


# --- simulation ---------------------------------------------------------------------------------------------


def _plan(batch: ImportBatch, kind: ImportKind) -> None:
    """Write one line per record with its verdict; nothing else changes."""
    ImportLine.objects.filter(batch=batch).delete()
    token = kind.token(batch.source)
    table = reading.read(read_file(batch.file), Understanding(**batch.understood))
    run = Run(source=batch.source, by=batch.owner, batch=batch.pk)
    planner = Planner(batch, kind, table.understood, run)
    chunk: list[tuple[int, list]] = []
    for number, row in table.consumed():
        if layout.is_total(row):
            planner.take_total(row)
            continue
        chunk.append((number, row))
        if len(chunk) >= CHUNK:
            planner.take(chunk)
            chunk = []
    planner.take(chunk)
    planner.revoke()
    jobs.finish(
        batch,
        state=JobState.READY,
        token=token,
        expected=planner.handled,
        counts=dict(planner.counts),
        sums=planner.sums(),
        notes=[str(note)[:300] for note in kind.notes(run)],
    )


class Planner:
    """The simulation of one file: verdicts chunk by chunk, counts, and sums against the file's own total."""

    def __init__(self, batch: ImportBatch, kind: ImportKind, understood: Understanding, run: Run):
        self.batch, self.kind, self.understood, self.run = batch, kind, understood, run
        self.mapping = {kind.field(key): column for key, column in batch.mapping.items() if kind.field(key)}
        self.counts = {str(verdict): 0 for verdict in Verdict}
        self.sum, self.file_total, self.handled = Decimal(0), None, 0

    def take(self, rows: list[tuple[int, list]]) -> None:
        if not rows:
            return
        records, lines = [], {}
        for number, row in rows:
            values, problems = self._values(row)
            line = ImportLine(batch=self.batch, number=number, values=self._kept(values))
            lines[number] = line
            if problems:
                self._decide(line, Planned(Verdict.REFUSED, " ".join(problems), label=_first_text(row)))
            else:
                records.append(Record(number, values))
        for each, planned in zip(records, self.kind.plan(self.run, records), strict=True):
            self._decide(lines[each.number], planned)
            self._add(each, planned)
        with transaction.atomic():
            ImportLine.objects.bulk_create(lines.values())
            self.handled += len(rows)
            _progress(self.batch, self.handled)

    def _values(self, row: list) -> tuple[dict, list[str]]:
        values, problems = {}, []
        for each, column in self.mapping.items():
            cell = row[column] if column < len(row) else None
            try:
                values[each.key] = each.read(cell, self.understood)
            except cells.BadCell as error:
                problems.append(f"{each.label} : {error}")
        missing = [each for each in self.kind.fields if each.required and values.get(each.key) in (None, "")]
        problems += [_("%(field)s : il manque.") % {"field": each.label} for each in missing if not problems]
        return values, problems

    def _kept(self, values: dict) -> dict:
        return {key: self.kind.field(key).kept(value) for key, value in values.items() if value not in (None, "")}

    def _decide(self, line: ImportLine, planned: Planned) -> None:
        line.verdict, line.reason = str(planned.verdict), planned.reason[:500]
        line.label, line.target, line.before = planned.label[:200], planned.target, planned.hint
        self.counts[line.verdict] += 1

    def _add(self, each: Record, planned: Planned) -> None:
        """Sum what the portal holds or takes; a line that repeats another is not counted twice."""
        value = each.values.get(self.kind.summed) if self.kind.summed else None
        if value is not None and planned.verdict != Verdict.REFUSED and each.number not in self.run.repeated:
            self.sum += value

    def revoke(self) -> None:
        """Refuse earlier lines that a later one contradicts."""
        lines = list(ImportLine.objects.filter(batch=self.batch, number__in=self.run.revoked))
        for line in lines:
            self.counts[line.verdict] -= 1
            self._decide(line, Planned(Verdict.REFUSED, self.run.revoked[line.number], line.label, line.target))
            if self.kind.summed and (value := line.values.get(self.kind.summed)):
                self.sum -= Decimal(value)
        ImportLine.objects.bulk_update(lines, ["verdict", "reason"])

    def take_total(self, row: list) -> None:
        column = self.batch.mapping.get(self.kind.summed)
        if column is None or column >= len(row):
            return
        try:
            total = cells.amount(row[column], self.understood.decimal_sign)
        except cells.BadCell:
            return
        if total is not None:
            self.file_total = (self.file_total or Decimal(0)) + total

    def sums(self) -> dict:
        if not self.kind.summed:
            return {}
        return {"sum": str(self.sum), "file_total": None if self.file_total is None else str(self.file_total)}


def _first_text(row: list) -> str:
    return cells.text(next(iter(layout.filled(row)), ""))


# --- applying and undoing ---------------------------------------------------------------------------------------


def _apply(batch: ImportBatch, kind: ImportKind) -> None:
    """Write created and updated lines. A cancelled import undoes what it had written."""
    run = Run(source=batch.source, by=batch.owner, batch=batch.pk)
    while lines := _chunk(batch, is_applied=False):
        with transaction.atomic():
            if _progress(batch, len(lines), add=True):
                _turn_back(batch)
                break
            kind.apply(run, lines)
            for line in lines:
                line.is_applied = True
            _write(lines, ["is_applied", "before", "target", "verdict", "reason"])
    else:
        with transaction.atomic():
            counts = _counts(batch)
            if jobs.finish(batch, state=JobState.READY, ending=kind.finish(run), counts=counts):
                record(batch, "exchange.import_done", by=batch.owner, data={"file": batch.file_name, **counts})
        return
    batch.refresh_from_db()
    _undo(batch, kind)


def _turn_back(batch: ImportBatch) -> None:
    ImportBatch.objects.filter(pk=batch.pk).update(step=Step.UNDO, handled=0)


def _undo(batch: ImportBatch, kind: ImportKind) -> None:
    """Put back what the import wrote, last line first; lines changed since are left, with the reason."""
    run = Run(source=batch.source, by=batch.owner, batch=batch.pk)
    while lines := _chunk(batch, is_applied=True, last_first=True):
        with transaction.atomic():
            left = kind.undo(run, lines)
            for line in lines:
                line.is_applied, line.left = False, str(left.get(line.pk, ""))[:300]
            _write(lines, ["is_applied", "left"])
            _progress(batch, len(lines), add=True)
    with transaction.atomic():
        kind.take_back(run, batch.ending)
        if jobs.finish(batch, state=JobState.READY, ending=None):
            record(batch, "exchange.import_put_back", by=batch.owner, data={"file": batch.file_name})


def _chunk(batch: ImportBatch, *, is_applied: bool, last_first: bool = False) -> list[ImportLine]:
    lines = ImportLine.objects.filter(batch=batch, verdict__in=[str(each) for each in WRITTEN], is_applied=is_applied)
    return list(lines.order_by("-number" if last_first else "number")[:CHUNK])


def _write(lines: list[ImportLine], fields: list[str]) -> None:
    """Write columns of lines that exist: an upsert takes a tenth of the time of `bulk_update`."""
    ImportLine.objects.bulk_create(lines, update_conflicts=True, unique_fields=["id"], update_fields=fields)


def _progress(batch: ImportBatch, count: int, *, add: bool = False) -> bool:
    """Renew the lease and write the progress; return whether the import was cancelled. Raises `Stopped`."""
    row = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if row.state != JobState.RUNNING:
        raise Stopped
    row.handled = row.handled + count if add else count
    row.lease, row.attempts = jobs.lease_end(), 0
    row.save(update_fields=["handled", "lease", "attempts"])
    return row.is_cancelled


def _counts(batch: ImportBatch) -> dict:
    """Count the lines of each verdict: applying may have refused some that the simulation accepted."""
    found = ImportLine.objects.filter(batch=batch).values_list("verdict").annotate(Count("pk")).order_by()
    return {str(verdict): 0 for verdict in Verdict} | dict(found)
