"""The palette of Ctrl+K: pages and first steps are asked for once, records are searched while one types."""

from collections.abc import Iterator

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from portal.access.decorators import requires
from portal.access.shell import is_client
from portal.core.plugs.palette import SHORTCUTS
from portal.core.plugs.search import Group, Hit, SearchSource, find
from portal.dashboard.destinations import SOURCE, Destination, destinations_of, lists_of
from portal.help import articles

ARTICLES = SearchSource("help", _("Aide"), "help-circle", list)
MOST_ARTICLES = 3
KEPT_SECONDS = 300


def is_for(user) -> bool:
    """Return whether `user` has a palette: everybody who works here, not the clients."""
    return user is not None and user.is_authenticated and not is_client(user)


def palette(request) -> dict:
    """Context of every template rendered with a request: the key of the reader who has a palette, or None."""
    user = getattr(request, "user", None)
    return {"palette_of": user.pk if is_for(user) else None}


@requires()
@require_safe
def choices(request):
    """What the reader may begin and open, asked for when the palette first opens and kept by their browser."""
    if not is_for(request.user):
        raise Http404
    begun, opened = choices_of(request.user)
    response = render(request, "dashboard/palette_choices.html", {"begun": begun, "opened": opened})
    patch_cache_control(response, private=True, max_age=KEPT_SECONDS)
    return response


def choices_of(user) -> tuple[list[Destination], list[Destination]]:
    """Return what `user` may begin, and the pages that they may open, each once under the same name."""
    found: dict[tuple[str, str], Destination] = {}
    for each in (*destinations_of(user), *_tabs(user), *_shortcuts(user)):
        found.setdefault((each.url, str(each.label)), each)
    return [each for each in found.values() if each.begins], [each for each in found.values() if not each.begins]


def _tabs(user) -> Iterator[Destination]:
    """Yield the tabs above the lists of `user`."""
    for listing in lists_of(user):
        for preset in listing.presets_for(user):
            yield Destination(preset.label, f"{listing.url}?{preset.query}", listing.icon, listing.title)


def _shortcuts(user) -> Iterator[Destination]:
    for each in SHORTCUTS.in_order():
        if each.right is None or user.has_right(each.right):
            url = f"{reverse(each.url_name)}{'?' if each.query else ''}{each.query}"
            yield Destination(each.label, url, each.icon, words=each.words)


def groups_of(user, words: str, *, limit: int) -> list[Group]:
    """Return the records and articles that `words` find; the pages are in the palette already."""
    records = [group for group in find(user, words, limit=limit) if group.source is not SOURCE]
    answers = [article for section in articles.sections_for(user, words) for article in section.articles]
    hits = [Hit(str(each.title), reverse("help:article", args=[each.slug])) for each in answers[:MOST_ARTICLES]]
    return [*records, Group(ARTICLES, hits, False, "")] if hits else records
