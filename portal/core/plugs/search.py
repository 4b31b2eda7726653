"""The search over everything: rooms plug in what can be found, `/recherche/` and Ctrl+K only lay it out."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Model, QuerySet
from django.utils.functional import Promise

from portal.core.matching import Words
from portal.core.plugs import Socket
from portal.core.prepared_queries.prepared import prepared

LONGEST_SEARCH = 100
FEWEST_LETTERS = 2


@dataclass(frozen=True)
class Hit:
    """One thing found: where it leads and what tells it from its neighbours."""

    title: str
    url: str
    subtitle: str = ""
    status_label: str = ""
    status_tone: str = "neutral"


@dataclass(frozen=True)
class SearchSource:
    """One kind of things that can be found.

    `search(user, words, limit)` gives at most `limit` hits in the scope of `user`, the most recent first, in one
    query. `all_url(words)` is the list page of that kind with the same words, where there is one. Only those who
    have one of `rights` are asked; without any, everybody is.
    """

    name: str
    label: str | Promise
    icon: str
    search: Callable
    rights: tuple[str, ...] = ()
    order: int = 100
    all_url: Callable | None = None


@dataclass(frozen=True)
class Group:
    """The hits of one source; `all_url` is where the others are, empty when these are all or have no page."""

    source: SearchSource
    hits: list[Hit]
    has_more: bool
    all_url: str


SOURCES = Socket("search", SearchSource, "A kind of things that the search over everything finds.")


def sources_for(user) -> list[SearchSource]:
    """What `user` may search through, in order."""
    return [source for source in SOURCES.in_order() if _may_ask(user, source)]


def _may_ask(user, source: SearchSource) -> bool:
    return not source.rights or any(user.has_right(right) for right in source.rights)


def newest(
    model: type[Model],
    user,
    typed: str,
    limit: int,
    *,
    related: tuple[str, ...] = (),
    source: Callable | None = None,
) -> list:
    """The newest records of `model` in the scope of `user` that hold `typed`; one query, `related` read with them.

    `source(user)` is the queryset they are taken from, `visible_to` where there is none.

    Its manager is a `core.matching.SearchedQuerySet` that knows `visible_to`; it has a `created_at`.
    """
    if model.objects.whole_number(typed):
        return list(_in_order(_within(model, source, user).matching(typed), related)[:limit])
    words = Words.of(typed)
    ways = {"model": model, "source": source, "form": words.form, "related": related}
    return _newest(user, words.patterns, limit=limit, **ways)


@prepared(planned_anew=True)
def _newest(user, patterns, *, model: type[Model], source, form: tuple[int, ...], related: tuple[str, ...], limit: int):
    return _in_order(_within(model, source, user).holding(patterns, form), related)[:limit]


def _within(model: type[Model], source: Callable | None, user) -> QuerySet:
    return source(user) if source else model.objects.visible_to(user)


def _in_order(rows: QuerySet, related: tuple[str, ...]) -> QuerySet:
    rows = rows.order_by("-created_at", "-pk")
    return rows.select_related(*related) if related else rows


def is_enough(words: str) -> bool:
    """Whether there is something to search: one letter finds everybody."""
    return len(words.replace(" ", "")) >= FEWEST_LETTERS


def find(user, words: str, *, limit: int) -> list[Group]:
    """What `user` may see that matches `words`, by kind, kinds without a hit left out; one query per source."""
    if not is_enough(words):
        return []
    found = []
    for source in sources_for(user):
        hits = source.search(user, words, limit + 1)
        if hits:
            more = len(hits) > limit
            found.append(Group(source, hits[:limit], more, source.all_url(words) if more and source.all_url else ""))
    return found
