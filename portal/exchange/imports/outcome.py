"""Presentation of an import: its state, its counts, its sums, its lines."""

from collections.abc import Iterator
from decimal import Decimal

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.values.money import format_euros
from portal.exchange.imports import cells, kinds
from portal.exchange.imports.kinds import ImportKind, Verdict
from portal.exchange.imports.models import ImportBatch, ImportLine, Step
from portal.exchange.job_models import TO_DO, JobState
from portal.ui.parts import Tab

LABELS = {
    Verdict.CREATED: gettext_lazy("Nouveaux"),
    Verdict.UPDATED: gettext_lazy("Modifiés"),
    Verdict.UNCHANGED: gettext_lazy("Inchangés"),
    Verdict.IGNORED: gettext_lazy("Ignorés"),
    Verdict.REFUSED: gettext_lazy("Refusés"),
}
DOUBLES = "doublons"
RUNNING = {
    Step.PLAN: gettext_lazy("Simulation en cours"),
    Step.APPLY: gettext_lazy("Import en cours"),
    Step.UNDO: gettext_lazy("Annulation en cours"),
}
FINISHED = {
    Step.READ: (gettext_lazy("À vérifier"), "progress"),
    Step.PLAN: (gettext_lazy("À confirmer"), "progress"),
    Step.APPLY: (gettext_lazy("Importé"), "success"),
    Step.UNDO: (gettext_lazy("Annulé"), "muted"),
}


def word_of(batch: ImportBatch) -> tuple[str, str]:
    """Return the state of an import in words, and its tone."""
    if batch.state == JobState.FAILED:
        return _("Échec"), "danger"
    if batch.state == JobState.EXPIRED:
        return _("Abandonné"), "muted"
    if batch.state in TO_DO:
        return RUNNING.get(batch.step, RUNNING[Step.PLAN]), "progress"
    return FINISHED[batch.step]


def summary(batch: ImportBatch) -> dict:
    """Return what the list of imports says of one."""
    kind = kinds.find(batch.kind)
    label, tone = word_of(batch)
    return {"batch": batch, "kind": kind.label if kind else batch.kind, "label": label, "tone": tone}


class Outcome:
    """The counts and sums of an import, and what can be done with it now."""

    def __init__(self, batch: ImportBatch, kind: ImportKind):
        self.batch, self.kind = batch, kind
        self.label, self.tone = word_of(batch)

    @property
    def is_running(self) -> bool:
        return self.batch.state in TO_DO

    @property
    def is_planned(self) -> bool:
        return self.batch.step == Step.PLAN and self.batch.state == JobState.READY

    @property
    def is_applied(self) -> bool:
        return self.batch.step == Step.APPLY and self.batch.state == JobState.READY

    @property
    def is_undone(self) -> bool:
        return self.batch.step == Step.UNDO and self.batch.state == JobState.READY

    @property
    def is_failed(self) -> bool:
        return self.batch.state == JobState.FAILED

    @property
    def is_abandoned(self) -> bool:
        return self.batch.state == JobState.EXPIRED

    @property
    def written(self) -> int:
        """Return how many records the import writes: created and updated ones."""
        return self.batch.counts.get(Verdict.CREATED, 0) + self.batch.counts.get(Verdict.UPDATED, 0)

    @property
    def confirm_label(self) -> str:
        return _("Importer %(what)s") % {"what": f"{self.written} {self.kind.noun(self.written)}"}

    @property
    def figures(self) -> list[tuple[str, int]]:
        return [(LABELS[verdict], self.batch.counts.get(verdict, 0)) for verdict in LABELS]

    @cached_property
    def left(self) -> list[ImportLine]:
        """Lines that the undo did not touch, with the reason."""
        return list(self.batch.lines.exclude(left="")[:200])

    @property
    def sum_sentence(self) -> str:
        """Compare the sum of the lines with the total that the file itself gives."""
        sums = self.batch.sums
        if not sums:
            return ""
        found = Decimal(sums["sum"])
        if sums["file_total"] is None:
            return _("Somme des lignes : %(sum)s. Le fichier ne donne pas de total.") % {"sum": format_euros(found)}
        total = Decimal(sums["file_total"])
        if total == found:
            return _("Somme des lignes : %(sum)s, égale au total du fichier.") % {"sum": format_euros(found)}
        return _("Somme des lignes : %(sum)s. Total du fichier : %(total)s, soit un écart de %(gap)s.") % {
            "sum": format_euros(found),
            "total": format_euros(total),
            "gap": format_euros(total - found),
        }

    @property
    def sum_tone(self) -> str:
        sums = self.batch.sums
        agrees = not sums or sums["file_total"] is None or Decimal(sums["file_total"]) == Decimal(sums["sum"])
        return "info" if agrees else "warning"


def lines(batch: ImportBatch, wanted: str):
    """Return the lines of an import, those of one verdict, or those that may be doubles of what exists."""
    rows = ImportLine.objects.filter(batch=batch)
    if wanted == DOUBLES:
        return rows.filter(before__has_key="double")
    return rows.filter(verdict=wanted) if wanted in set(Verdict) else rows


def tabs(batch: ImportBatch, wanted: str) -> list[Tab]:
    """Return one tab per verdict with its count, after all lines."""
    base = reverse("exchange:import", args=[batch.pk])
    counts = batch.counts
    doubles = lines(batch, DOUBLES).count()
    narrowed = wanted in set(Verdict) or wanted == DOUBLES
    everything = Tab(_("Toutes les lignes"), base, active=not narrowed, count=sum(counts.values()))
    each = [
        Tab(LABELS[verdict], f"{base}?resultat={verdict}", active=wanted == verdict, count=counts.get(verdict, 0))
        for verdict in LABELS
    ]
    if doubles:
        url = f"{base}?resultat={DOUBLES}"
        each.append(Tab(_("Doublons possibles"), url, active=wanted == DOUBLES, count=doubles))
    return [everything, *each]


def texts(row: list, width: int) -> list[str]:
    """Return the cells of a row as texts, as many as there are columns."""
    return [cells.text(cell) for cell in [*row, *[""] * width][:width]]


def report(batch: ImportBatch, kind: ImportKind, wanted: str) -> tuple[list[str], Iterator[list]]:
    """Return the header and the rows of the report: line, verdict, reason, then each mapped field."""
    mapped = [each for each in kind.fields if each.key in batch.mapping]
    header = [_("Ligne"), _("Résultat"), _("Raison"), *(str(each.label) for each in mapped)]

    def rows():
        for line in lines(batch, wanted).iterator(chunk_size=1000):
            values = [each.restored(line.values.get(each.key)) for each in mapped]
            yield [line.number, str(line.word), line.left or line.reason, *values]

    return header, rows()
