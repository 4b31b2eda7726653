"""Saved views, exports and long bulk actions: each person sees their own only."""

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from portal.access.decorators import requires
from portal.documents.serving import serve
from portal.exchange import exporting, notices, saved_views
from portal.exchange.forms import FormatForm, ViewChangeForm, ViewForm
from portal.exchange.models import LONGEST_QUERY, BulkJob, BulkRowState, ExportJob, Format, JobState, SavedView
from portal.exchange.tabs import counts_of
from portal.ui.listing import registry
from portal.ui.listing.address import TRAIL, Address
from portal.ui.listing.counting import Count
from portal.ui.listing.declaration import Listing
from portal.ui.listing.page import ListPage
from portal.ui.listing.totals import totals_of
from portal.ui.steps import form_page

SHOWN_EXPORTS = 20
CONTENT_TYPES = {
    Format.CSV: "text/csv; charset=utf-8",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


# --- saved views ------------------------------------------------------------------------------------


@requires()
@require_POST
def save_view(request, name):
    """`Enregistrer cette vue`."""
    listing = _listing(request.user, name)
    form = ViewForm(request.POST)
    as_it_was = f"{listing.url}?{saved_views.kept_of(listing, request.POST.get('query', '')[:LONGEST_QUERY])}"
    if not form.is_valid():
        messages.error(request, _("Donnez un nom à la vue, en 60 caractères au plus."))
        return redirect(as_it_was)
    try:
        view = saved_views.keep_view(listing=listing, by=request.user, **form.cleaned_data)
    except saved_views.CannotKeep as error:
        messages.error(request, str(error))
        return redirect(as_it_was)
    messages.success(request, _("La vue « %(name)s » est enregistrée.") % {"name": view.name})
    return redirect(f"{listing.url}?{view.query}")


@requires()
@require_http_methods(["GET", "POST"])
def change_view(request, pk):
    """`Modifier` beside a view: rename it, share it, replace its filters by the current ones (`liste`)."""
    view = get_object_or_404(SavedView, owner=request.user, pk=pk)
    listing = _listing(request.user, view.listing)
    current = saved_views.kept_of(listing, request.GET.get(TRAIL, "")[:LONGEST_QUERY]) if TRAIL in request.GET else ""
    may_share, may_replace = bool(saved_views.circle_of(request.user)), current not in ("", view.query)
    data = request.POST if request.method == "POST" else None
    form = ViewChangeForm(data, view=view, may_share=may_share, may_replace=may_replace)
    if form.is_valid() and (changed := _changed(view, listing, form, current, by=request.user)):
        messages.success(request, _("La vue « %(name)s » est enregistrée.") % {"name": changed.name})
        return redirect(f"{listing.url}?{changed.query}")
    context = {
        "view": view,
        "form": form,
        "may_share": may_share,
        "may_replace": may_replace,
        "kept_words": saved_views.in_words(listing, request.user, view.query),
        "current_words": saved_views.in_words(listing, request.user, current) if may_replace else [],
        "list_name": listing.title,
        "back_url": f"{listing.url}?{current or view.query}",
    }
    return form_page(request, form, "exchange/view_change.html", context)


def _changed(view: SavedView, listing: Listing, form: ViewChangeForm, current: str, *, by) -> SavedView | None:
    """Return the changed view; None when it cannot be saved, and the form says why."""
    values = {"is_shared": False, **form.cleaned_data}
    query = current if values.pop("replaces", False) else None
    try:
        return saved_views.change_view(view=view, listing=listing, query=query, by=by, **values)
    except saved_views.CannotKeep as error:
        form.add_error("name", str(error))
        return None
    except SavedView.DoesNotExist as gone:
        raise Http404 from gone


@requires()
@require_POST
def delete_view(request, pk):
    """`Supprimer` beside a view."""
    view = get_object_or_404(SavedView, owner=request.user, pk=pk)
    listing = registry.find(view.listing)
    saved_views.drop_view(view=view)
    messages.success(request, _("La vue « %(name)s » est supprimée.") % {"name": view.name})
    return redirect(f"{listing.url}?vue=tout" if listing else "/")


def _listing(user, name: str) -> Listing:
    listing = registry.find(name)
    if listing is None or not user.has_right(listing.right):
        raise Http404
    return listing


def count_tabs(request, listing: Listing):
    """Return the numbers of the tabs by key: they are read after the page, so that it never waits for them."""
    return JsonResponse(counts_of(listing, request.user))


def sum_columns(request, listing: Listing):
    """Return the sums below the columns by key, for every row that the filters of the address leave."""
    return JsonResponse(totals_of(listing, request.user, Address.read(listing, request.GET)))


# --- exports ------------------------------------------------------------------------------------------


def export_list(request, listing: Listing):
    """Return the file when it is short; else a page that offers to prepare it. The caller has checked the right."""
    page = ListPage(request, listing)
    form = FormatForm(request.POST if request.method == "POST" else request.GET or None)
    kind = form.cleaned_data["format"] if form.is_valid() else Format.CSV
    count = page.count_up_to(exporting.MOST_ROWS)
    if request.method == "POST":
        return _prepare(request, page, kind, count)
    if count.exact and count.number <= exporting.AT_ONCE:
        content = exporting.make_file(listing, request.user, page.address.at(""), kind)
        response = HttpResponse(content, content_type=CONTENT_TYPES[Format(kind)])
        response["Content-Disposition"] = content_disposition_header(True, exporting.file_name(listing, kind))
        response["X-Content-Type-Options"] = "nosniff"
        return response
    return _confirm(request, page, kind, count)


def _prepare(request, page: ListPage, kind: str, count: Count):
    if not count.exact:  # grown since the page that asked
        return _confirm(request, page, kind, count)
    try:
        job = exporting.ask_for_export(
            listing=page.listing, query=page.whole_query, kind=kind, expected=count.number, by=request.user
        )
    except exporting.CannotExport as error:
        messages.error(request, str(error))
        return redirect(page.listing.url)
    return redirect("exchange:export", pk=job.pk)


def _confirm(request, page: ListPage, kind: str, count: Count):
    """Show what a long export will hold and how it is made; with too many rows, what to do instead."""
    context = {"page": page, "form": FormatForm(initial={"format": kind}), "back_url": page.url}
    context |= {"count": count.sentence(page.listing.noun), "too_many": not count.exact}
    return render(request, "exchange/export_confirm.html", context)


@requires()
@require_GET
def exports(request):
    """Exports of the reader, newest first."""
    jobs = ExportJob.objects.filter(owner=request.user)[:SHOWN_EXPORTS]
    return render(request, "exchange/exports.html", {"jobs": [_shown(job) for job in jobs]})


@requires()
@require_GET
def export(request, pk):
    """Progress of an export, then its file."""
    job = get_object_or_404(ExportJob, owner=request.user, pk=pk)
    listing = registry.find(job.listing)
    template = "exchange/_export.html" if request.htmx else "exchange/export.html"
    back_url = f"{listing.url}?{job.query}" if listing else "/"
    return render(request, template, {**_shown(job), "back_url": back_url})


def _shown(job: ExportJob) -> dict:
    listing = registry.find(job.listing)
    return {"job": job, "ready": job.state == JobState.READY, "list_name": listing.title if listing else job.listing}


@requires()
@require_http_methods(["GET", "HEAD"])
def export_file(request, pk):
    """The file of an export, for its owner while they may still export such a list."""
    job = get_object_or_404(ExportJob.objects.select_related("file"), owner=request.user, pk=pk, state=JobState.READY)
    listing = _listing(request.user, job.listing)
    if not request.user.has_right(listing.export_right):
        raise Http404
    return serve(request, job.file)


# --- bulk actions on many rows ------------------------------------------------------------------------


@requires()
@require_GET
def bulk(request, pk):
    """Progress of a bulk action, then the result for each row."""
    job = get_object_or_404(BulkJob, owner=request.user, pk=pk)
    listing = registry.find(job.listing)
    context = {
        "job": job,
        "label": notices.bulk_label(job),
        "list_name": listing.title if listing else job.listing,
        "back_url": f"{listing.url}?{job.query}" if listing else "/",
    }
    if job.is_done:
        context |= _rows_by_state(job, shown=listing is not None and request.user.has_right(listing.right))
    return render(request, "exchange/_bulk.html" if request.htmx else "exchange/bulk.html", context)


def _rows_by_state(job: BulkJob, *, shown: bool) -> dict:
    """Return the rows done, refused and left; none when the reader may not see such a list any more."""
    rows = list(job.rows.all()) if shown else []
    places = {"done": BulkRowState.DONE, "refused": BulkRowState.REFUSED, "left": BulkRowState.WAITING}
    return {name: [row for row in rows if row.state == state] for name, state in places.items()}
