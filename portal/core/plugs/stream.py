"""The stream of a record: one timeline of everything that rooms know about it, newest first."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.core.plugs import Socket

SHOWN = 40
ALL = ""

# What the stream may be narrowed to, in the order of its chips.
KINDS: dict[str, str | Promise] = {
    ALL: _("Tout"),
    "notes": _("Notes et appels"),
    "contrats": _("Contrats"),
    "messages": _("SMS et e-mails"),
    "fichiers": _("Fichiers"),
    "fiche": _("Fiche"),
}


@dataclass(frozen=True)
class Entry:
    """One line. `kind` is one of `KINDS`; `technical` lines are folded; `edit_url` leads to who wrote it in place."""

    at: datetime
    text: str
    kind: str = "fiche"
    icon: str = "point"
    tone: str = "neutral"
    actor: str = ""
    body: str = ""
    url: str = ""
    link_label: str = ""
    technical: bool = False
    edit_url: str = ""
    state: str = ""
    state_tone: str = "neutral"


@dataclass(frozen=True)
class StreamSource:
    """What one room adds to the stream of one kind of record (`on`, such as `"crm.client"`).

    `entries(user, record, limit)` gives its newest `limit` lines in the reader's scope. `kinds` are those of its lines:
    a source is not asked when the reader narrowed the stream to another.
    """

    name: str
    on: str
    entries: Callable[[object, object, int], Iterable[Entry]]
    kinds: tuple[str, ...]
    right: str | None = None
    order: int = 100


def _check(source: StreamSource) -> None:
    if unknown := set(source.kinds) - set(KINDS):
        raise ValueError(f"{source.name}: no such kind of line: {', '.join(sorted(unknown))}")


STREAM = Socket("stream", StreamSource, "Lines of the one timeline of a record.", added=_check)


@dataclass(frozen=True)
class Group:
    """Neighbouring lines: technical ones are folded behind their number."""

    folded: bool
    entries: list[Entry]

    @property
    def count(self) -> int:
        return len(self.entries)


@dataclass(frozen=True)
class Stream:
    """What a page shows: the newest lines, and whether there are older ones."""

    groups: list[Group]
    has_more: bool


def stream_of(user, record, *, only: str = ALL, limit: int = SHOWN) -> Stream:
    """The newest `limit` lines about `record` that `user` may read."""
    lines = [entry for source in _sources(user, record, only) for entry in source.entries(user, record, limit + 1)]
    if only:
        lines = [entry for entry in lines if entry.kind == only]
    lines.sort(key=lambda entry: entry.at, reverse=True)
    shown = lines[:limit]
    groups = [Group(bool(only == ALL and folded), list(run)) for folded, run in groupby(shown, lambda e: e.technical)]
    return Stream(groups, len(lines) > limit)


def kinds_for(user, record) -> list[str]:
    """The kinds of lines that `user` may narrow the stream of `record` to, in order."""
    offered = {kind for source in _sources(user, record, ALL) for kind in source.kinds}
    return [kind for kind in KINDS if kind in offered or kind == ALL]


def _sources(user, record, only: str) -> list[StreamSource]:
    kind = record._meta.label_lower
    mine = (source for source in STREAM.in_order() if source.on == kind)
    allowed = (source for source in mine if source.right is None or user.has_right(source.right))
    return [source for source in allowed if not only or only in source.kinds]
