"""Pages of readers: list, document, file."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from catalog.library import queries
from catalog.library.actions import note_opening
from catalog.library.forms import NEW, LibraryFilter
from catalog.library.views.scope import document_for
from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.audit.history import history_of
from portal.core.paging import page
from portal.documents.serving import serve

DOWNLOAD = "telecharger"


@requires(Permission.DOCUMENTS_VIEW)
@require_safe
def index(request):
    """`Documents`: by category, the newest first; with a filter, all that matches (S13)."""
    filters = LibraryFilter(request.GET, user=request.user)
    wanted = filters.wanted()
    found = queries.documents_for(request.user)
    context = {"filters": filters, "filtered": bool(wanted)}
    if wanted:
        found = _filtered(found, wanted)
        listed = page(found, key="published_at", cursor=request.GET.get("suite", "")[:200])
        context |= {"page": listed, "shelves": [], "count": found.count()}
    else:
        context |= {"page": None, "shelves": queries.shelves(queries.shown_first(found)), "count": None}
    return render(request, "catalog/library/list.html", context)


def _filtered(documents, wanted: dict):
    if words := wanted.get("q"):
        documents = documents.matching(words)
    if category := wanted.get("categorie"):
        documents = documents.filter(category=category)
    state = wanted.get("etat")
    if state == NEW:
        return queries.only_new(documents)
    return documents.in_state(state) if state else documents


@requires(Permission.DOCUMENTS_VIEW)
@require_safe
def document(request, pk):
    """One document: shown in the page when browsers can, else offered for download. Opening it counts."""
    found = document_for(request.user, pk)
    if found.opens_in_browser and request.method == "GET":
        note_opening(document=found, user=request.user)
    context = {"document": found, "download": f"?{DOWNLOAD}=1"}
    if request.user.has_right(Permission.DOCUMENTS_MANAGE):
        context |= {
            "audience": found.audience.all(),
            "places": found.organisations.all(),
            "replacements": found.replacements.select_related("file", "replaced_by"),
            "readers": queries.readers_of(found),
            "history": history_of(found),
        }
    return render(request, "catalog/library/document.html", context)


@requires(Permission.DOCUMENTS_VIEW)
@require_safe
def file(request, pk):
    """The file, in the browser or as a download; the latter counts as an opening."""
    found = document_for(request.user, pk)
    inline = DOWNLOAD not in request.GET
    if not found.opens_in_browser and request.method == "GET":
        note_opening(document=found, user=request.user)
    return serve(request, found.file, inline=inline)


@requires(Permission.DOCUMENTS_MANAGE)
@require_safe
def former_file(request, pk, version):
    """A former version of the file, for those who publish."""
    found = get_object_or_404(document_for(request.user, pk).replacements.select_related("file"), version=version)
    if found.file is None:
        raise Http404
    return serve(request, found.file)
