"""Pages of imports: choose a file, check how it is read, simulate, confirm, follow, undo."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from portal.access.decorators import requires
from portal.core.paging import page
from portal.documents.files import AlteredFile
from portal.documents.files import read as read_file
from portal.exchange.imports import actions, kinds, outcome, reading
from portal.exchange.imports.forms import ReadingForm, UploadForm
from portal.exchange.imports.kinds import ImportKind
from portal.exchange.imports.layout import Understanding
from portal.exchange.imports.models import ImportBatch, Step
from portal.exchange.writing import csv_bytes
from portal.ui.steps import form_page

SHOWN_ROWS = 8
SHOWN_BATCHES = 30
LINES = 50


def _kind_for(user, name: str) -> ImportKind:
    kind = kinds.find(name)
    if kind is None:
        raise Http404
    if not user.has_right(kind.right):
        raise PermissionDenied
    return kind


def _batch_for(user, pk) -> tuple[ImportBatch, ImportKind]:
    """Return an import of `user` and its kind; 404 for anybody else's."""
    batch = get_object_or_404(ImportBatch.objects.select_related("file"), owner=user, pk=pk)
    return batch, _kind_for(user, batch.kind)


@requires()
@require_GET
def index(request):
    """List the imports one did, newest first, and offer the kinds one may import."""
    offered = kinds.kinds_for(request.user)
    if not offered:
        raise PermissionDenied
    names = [kind.name for kind in offered]
    batches = ImportBatch.objects.filter(owner=request.user, kind__in=names)[:SHOWN_BATCHES]
    context = {"kinds": offered, "imports": [outcome.summary(batch) for batch in batches]}
    return render(request, "exchange/imports/index.html", context)


@requires()
@require_http_methods(["GET", "POST"])
def new(request, name):
    """Choose a file and where it comes from."""
    kind = _kind_for(request.user, name)
    initial = {"source": request.GET.get("source", "")[:20]}
    form = UploadForm(request.POST or None, request.FILES or None, kind=kind, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        upload, source = form.cleaned_data["upload"], form.cleaned_data.get("source") or ""
        try:
            batch = actions.open_import(
                kind=kind,
                source=int(source or 0),
                source_name=form.names.get(source, "") if source else "",
                content=upload.read(),
                name=upload.name,
                by=request.user,
            )
        except reading.UnreadableFile as error:
            form.add_error("upload", str(error))
        else:
            return redirect("exchange:import_reading", pk=batch.pk)
    return form_page(request, form, "exchange/imports/new.html", {"kind": kind})


@requires()
@require_http_methods(["GET", "POST"])
def check(request, pk):
    """Show how the file is read and which column is what; then simulate."""
    batch, kind = _batch_for(request.user, pk)
    if batch.step not in (Step.READ, Step.PLAN):
        return redirect("exchange:import", pk=pk)
    try:
        content = read_file(batch.file) if batch.file else b""
        table = reading.read(content, Understanding(**batch.understood))
    except (AlteredFile, reading.UnreadableFile):
        messages.error(request, _("Le fichier envoyé n’est plus lisible. Envoyez-le à nouveau."))
        return redirect("exchange:import_new", name=kind.name)
    if request.method == "GET":
        form = ReadingForm(
            kind=kind, table=table, mapping=batch.mapping, initial=ReadingForm.initial_of(table.understood)
        )
        return _check_page(request, batch, kind, form, table)
    form = ReadingForm(request.POST, kind=kind, table=table, mapping=batch.mapping)
    if not form.is_valid():
        return _check_page(request, batch, kind, form, table, status=422)
    return _checked(request, batch, kind, form, content)


def _checked(request, batch: ImportBatch, kind: ImportKind, form: ReadingForm, content: bytes):
    """Simulate, or show the file again as it is now to be read (`Actualiser l’aperçu`)."""
    understood = form.understood()
    try:
        table = reading.read(content, understood)
    except reading.UnreadableFile as error:
        form.add_error(None, str(error))
        return _check_page(request, batch, kind, form, form.table, status=422)
    moved = table.columns != form.table.columns
    if moved:  # other columns: what was chosen for the old ones means nothing now
        form = _form_for(kind, table)
    if "apercu" in request.POST or moved:
        return _check_page(request, batch, kind, form, table)
    form.check_mapping()
    if form.errors:
        return _check_page(request, batch, kind, form, table, status=422)
    return _step(
        request,
        batch,
        partial(actions.simulate, understood=understood, mapping=form.mapping(), columns=table.columns),
    )


def _form_for(kind: ImportKind, table: reading.Table) -> ReadingForm:
    initial = ReadingForm.initial_of(table.understood)
    return ReadingForm(kind=kind, table=table, mapping=kind.guess(table.columns), initial=initial)


def _check_page(request, batch, kind, form, table, status=200):
    shown = [(number, row) for number, row in table.records()][:SHOWN_ROWS]
    width = len(table.columns)
    context = {
        "batch": batch,
        "kind": kind,
        "form": form,
        "columns": table.columns,
        "rows": [(number, outcome.texts(row, width)) for number, row in shown],
    }
    return render(request, "exchange/imports/check.html", context, status=status)


@requires()
@require_GET
def detail(request, pk):
    """Follow an import: progress, then the verdict on each line."""
    batch, kind = _batch_for(request.user, pk)
    if batch.step == Step.READ:
        return redirect("exchange:import_reading", pk=pk)
    wanted = request.GET.get("resultat", "")
    lines = page(
        outcome.lines(batch, wanted),
        key="number",
        cursor=request.GET.get("suite", "")[:200],
        descending=False,
        size=LINES,
    )
    links = kind.links(request.user, lines.rows)
    context = {
        "batch": batch,
        "kind": kind,
        "outcome": outcome.Outcome(batch, kind),
        "done_url": kind.done_url(batch.source),
        "rows": [(line, links.get(line.pk, ())) for line in lines.rows],
        "wanted": wanted,
        "page": lines,
        "tab_items": outcome.tabs(batch, wanted),
    }
    template = "exchange/imports/_detail.html" if request.htmx else "exchange/imports/detail.html"
    return render(request, template, context)


@requires()
@require_GET
def report(request, pk):
    """Send each line of an import with its verdict and its reason, as a CSV."""
    batch, kind = _batch_for(request.user, pk)
    header, rows = outcome.report(batch, kind, request.GET.get("resultat", ""))
    response = HttpResponse(csv_bytes(header, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, f"import-{batch.created_at:%Y-%m-%d}.csv")
    return response


@requires()
@require_POST
def confirmation(request, pk):
    """`Importer`: apply what was simulated."""
    batch, _kind = _batch_for(request.user, pk)
    return _step(request, batch, actions.confirm)


@requires()
@require_POST
def cancellation(request, pk):
    """`Arrêter`: stop, and put back what was already written."""
    batch, kind = _batch_for(request.user, pk)
    response = _step(request, batch, actions.cancel)
    batch.refresh_from_db()
    return response if batch.step != Step.READ else redirect("exchange:import_new", name=kind.name)


@requires()
@require_http_methods(["GET", "POST"])
def undoing(request, pk):
    """`Annuler tout l’import`, after asking."""
    batch, kind = _batch_for(request.user, pk)
    if request.method == "GET":
        return render(
            request, "exchange/imports/undoing.html", {"batch": batch, "outcome": outcome.Outcome(batch, kind)}
        )
    return _step(request, batch, actions.undo)


def _step(request, batch: ImportBatch, action):
    try:
        action(batch=batch, by=request.user)
    except actions.CannotImport as error:
        messages.warning(request, str(error))
    return redirect("exchange:import", pk=batch.pk)
