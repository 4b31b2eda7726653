"""`Fusionner`: choose the other file, read what happens, confirm."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from crm.clients import merging, queries
from crm.clients.views.scope import usable_client_for
from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.audit.transitions import Refused
from portal.core.plugs.search import LONGEST_SEARCH
from portal.core.values.keys import parse_key

FOUND = 10


@requires(Permission.CLIENTS_MERGE)
@require_http_methods(["GET", "POST"])
def merge(request, pk):
    """Both files are in the reader's scope; the one of this page stays."""
    kept = usable_client_for(request, pk)
    key = parse_key(request.POST.get("avec") or request.GET.get("avec", ""))
    if key in (None, kept.pk):
        return _search(request, kept)
    other = get_object_or_404(queries.clients_of(request.user), pk=key)
    if request.method == "POST":
        try:
            merging.merge(kept=kept, other=other, by=request.user)
        except Refused as refused:
            messages.error(request, refused.sentence)
            return redirect("crm:merge", pk=pk)
        messages.success(request, _("Les deux fiches sont fusionnées."))
        return redirect(kept)
    context = {
        "client": kept,
        "other": other,
        "fields": merging.preview_fields(kept, other),
        "moves": merging.preview_moves(kept, other),
        "stays": merging.preview_stays(kept, other),
    }
    return render(request, "crm/clients/merge.html", context)


def _search(request, kept):
    words = request.GET.get("q", kept.display_name)[:LONGEST_SEARCH].replace("\x00", "").strip()
    found = queries.clients_of(request.user).exclude(pk=kept.pk).matching(words) if words else []
    rows = list(found.order_by("sort_name", "pk")[: FOUND + 1]) if words else []
    context = {"client": kept, "q": words, "clients": rows[:FOUND], "has_more": len(rows) > FOUND}
    return render(request, "crm/clients/merge_search.html", context)
