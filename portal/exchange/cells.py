"""One cell of a list, changed in its row: the form of one value, then the row as it is."""

from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django_htmx.http import reswap, retarget

from portal.audit.transitions import Refused
from portal.records.actions import Stale
from portal.ui.listing.cells import VALUE, VERSION, cell_url
from portal.ui.listing.declaration import Column, Listing
from portal.ui.listing.page import ListPage
from portal.ui.listing.rows import rows_of
from portal.ui.listing.sources import source_of

CLOSE = "fermer"
LONGEST = 4000


def edit_cell(request: HttpRequest, pk: int, *, listing: Listing, column: Column):
    """The form of one cell for htmx; sent, the row as it is then. Without htmx, the record's own form."""
    page = _page_in_front(request, listing)
    row = _row_for(page, pk)
    if not column.edit.may(row, request.user):
        raise PermissionDenied
    if not request.htmx:
        return redirect(column.edit.page_of(row))
    if request.method == "POST":
        return _saved(request, page, column, row)
    if CLOSE in request.GET:
        return _drawn(request, page, row)
    return _form_page(request, page, column, row, column.edit.form_of(row))


def _page_in_front(request: HttpRequest, listing: Listing) -> ListPage:
    """Return the list that the cell stands in, as its address says."""
    page = ListPage(request, listing)
    query = urlsplit(request.htmx.current_url or "").query[:LONGEST] if request.htmx else ""
    return page.at(QueryDict(query))


def _row_for(page: ListPage, pk: int):
    keys = tuple(column.key for column in page.columns)
    return get_object_or_404(source_of(page.listing, page.user, columns=keys), pk=pk)


def _saved(request: HttpRequest, page: ListPage, column: Column, row):
    form = column.edit.form_of(row, request.POST)
    if not form.is_valid():
        return _form_page(request, page, column, row, form, status=422)
    values, version = {column.edit.field: form.cleaned_data[VALUE]}, form.cleaned_data[VERSION]
    try:
        column.edit.save(row=row, values=values, version=version, by=request.user)
    except Stale as stale:
        return _conflict(request, page, column, _row_for(page, row.pk), stale)
    except Refused as refused:
        form.add_error(VALUE, refused.sentence)
        return _form_page(request, page, column, row, form, status=409)
    return _drawn(request, page, _row_for(page, row.pk))


def _conflict(request: HttpRequest, page: ListPage, column: Column, row, stale: Stale):
    """Say what is there now, and keep what was typed: saved again, it replaces that."""
    data = request.POST.copy()
    data[VERSION] = str(column.edit.record_of(row).version)
    form = column.edit.form_of(row, data)
    words = {"said": stale.sentence, "value": strip_tags(str(column.cell(row))) or "—"}
    sentence = _("%(said)s Valeur actuelle : « %(value)s ». Enregistrez pour la remplacer par la vôtre.")
    form.add_error(VALUE, sentence % words)
    return _form_page(request, page, column, row, form, status=409)


def _form_page(request: HttpRequest, page: ListPage, column: Column, row, form, status: int = 200):
    url = cell_url(page.listing, column, row)
    context = {
        "form": form,
        "field": form[VALUE],
        "url": url,
        "close_url": f"{url}?{CLOSE}=1",
        "label": column.label,
        "name": page.listing.row_name(row),
        "page_url": column.edit.page_of(row),
        "at_once": hasattr(form.fields[VALUE], "choices"),
    }
    return render(request, "ui/listing/cell.html", context, status=status)


def _drawn(request: HttpRequest, page: ListPage, row):
    """Return the row as the list shows it, in place of the one that the form stands in."""
    drawn = rows_of(page.listing, page.columns, [row], page.address, page.user)[0]
    response = render(request, "ui/listing/row.html", {"page": page, "row": drawn})
    return reswap(retarget(response, "closest tr"), "outerHTML")
