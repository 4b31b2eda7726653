"""`/recherche/`: one search over everything; also answers the search field of the top bar."""

from django.shortcuts import render

from portal.access.decorators import requires
from portal.core.plugs.search import LONGEST_SEARCH, find, is_enough, sources_for
from portal.dashboard import palette

IN_PANEL, ON_PAGE = 5, 15
PANEL, PALETTE = "search-panel", "palette-found"


@requires()
def search(request):
    """Matches of `q` by kind, in the reader's scope; htmx gets the results alone."""
    words = " ".join(request.GET.get("q", "")[:LONGEST_SEARCH].split())
    if request.htmx and request.htmx.target == PALETTE and palette.is_for(request.user):
        groups = palette.groups_of(request.user, words, limit=IN_PANEL)
        return render(request, "dashboard/palette_found.html", {"groups": groups, "words": words})
    in_panel = bool(request.htmx) and request.htmx.target == PANEL
    groups = find(request.user, words, limit=IN_PANEL if in_panel else ON_PAGE)
    context = {
        "words": words,
        "groups": groups,
        "count": sum(len(group.hits) for group in groups),
        "has_more": any(group.has_more for group in groups),
        "enough": is_enough(words),
        "kinds": [source.label for source in sources_for(request.user)],
        "in_panel": in_panel,
    }
    return render(request, "components/hits.html" if request.htmx else "dashboard/search.html", context)
