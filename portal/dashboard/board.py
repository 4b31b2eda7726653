"""`/a-faire/`, `À faire`: what waits for the reader, then what the reader waits for."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.access.decorators import requires
from portal.core.plugs import board
from portal.core.plugs.board import SHOWN, Item, Side, Source
from portal.core.values import dates

NO_END = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Line:
    """One line of the page: item, kind, who has to act, and whether it is late."""

    item: Item
    source: Source
    is_late: bool

    @property
    def whom(self) -> str:
        return self.item.whom or str(self.source.whom)


@dataclass(frozen=True)
class Rest:
    """A kind with more items than the page shows, and the page of all of them (empty: none)."""

    label: str
    url: str


@dataclass(frozen=True)
class Half:
    """One side of the page: the nearest deadline first, then the oldest."""

    lines: list[Line]
    rest: list[Rest]


def half(user, side: Side) -> Half:
    """Return one side: at most `board.SHOWN` items of each kind, one query per kind and those of its items."""
    lines, rest = [], []
    for source in board.sources_for(user, side):
        rows = list(source.rows(user)[: SHOWN + 1])
        if len(rows) > SHOWN:
            rest.append(Rest(str(source.label), source.all_url(user) if source.all_url else ""))
        lines += [_line(item, source) for item in source.items(user, rows[:SHOWN])]
    return Half(sorted(lines, key=lambda line: (line.item.until or NO_END, line.item.since)), rest)


def _line(item: Item, source: Source) -> Line:
    return Line(item, source, is_late=item.until is not None and item.until < dates.now())


@requires()
@require_safe
def index(request):
    """What waits, over every domain."""
    mine, others = half(request.user, Side.ME), half(request.user, Side.OTHER)
    context = {"mine": mine, "others": others, "count": board.waiting_count(request.user), "shown": SHOWN}
    return render(request, "dashboard/board.html", context)
