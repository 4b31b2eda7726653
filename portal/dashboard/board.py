"""`À faire`: what waits for the reader, then what the reader waits for."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.core.plugs import board
from portal.core.plugs.board import SHOWN, Item, Side, Source
from portal.core.values import dates, deadlines

NO_END = datetime.max.replace(tzinfo=UTC)
AT_FIRST = 8
SOON = timedelta(days=7)


@dataclass(frozen=True)
class Line:
    """One line of the page: item, kind, who has to act, and whether it is late."""

    item: Item
    source: Source
    is_late: bool

    @property
    def whom(self) -> str:
        return self.item.whom or str(self.source.whom)

    @property
    def deadline(self) -> str:
        """Return in words until when the item waits; empty when nothing ends."""
        until = self.item.until
        if until is None:
            return ""
        local = until.astimezone(dates.PARIS)
        left = (local.date() - dates.today()).days
        if self.is_late:
            return deadlines.late_since(until)
        if not left:
            return _("Dernier jour")
        if left <= SOON.days:
            return ngettext("Encore %(count)s jour", "Encore %(count)s jours", left) % {"count": left}
        return _("Avant le %(day)s") % {"day": dates.day_and_month(until)}


@dataclass(frozen=True)
class Rest:
    """A kind with more items than the page shows, and the page of all of them (empty: none)."""

    label: str
    url: str


@dataclass(frozen=True)
class Half:
    """One side of the page: the nearest deadline first, then the oldest. `has_more` when lines were left out."""

    lines: list[Line]
    rest: list[Rest]
    has_more: bool = False

    @property
    def by_whom(self) -> list[tuple[str, list[Line]]]:
        """Return the lines of each one who is waited for, those with the most urgent line first."""
        order = {whom: place for place, whom in enumerate(dict.fromkeys(line.whom for line in self.lines))}
        lines = sorted(self.lines, key=lambda line: order[line.whom])
        return [(whom, list(of_one)) for whom, of_one in groupby(lines, key=lambda line: line.whom)]


def half(user, side: Side, *, is_whole: bool = True) -> Half:
    """Return one side: at most `SHOWN` items of each kind, or the first `AT_FIRST` of them all.

    Each kind is one query and those of its items; one of which the menu counts nothing is not asked for.
    """
    most = SHOWN if is_whole else min(AT_FIRST, SHOWN)
    lines, rest = [], []
    for source in board.sources_for(user, side):
        if side is Side.ME and not board.has_waiting(source, user):
            continue
        rows = list(source.rows(user)[: most + 1])
        if len(rows) > most:
            rest.append(Rest(str(source.label), source.all_url(user) if source.all_url else ""))
        lines += [_line(item, source) for item in source.items(user, rows[:most])]
    lines.sort(key=lambda line: (line.item.until or NO_END, line.item.since))
    if is_whole:
        return Half(lines, rest)
    return Half(lines[:most], [], has_more=bool(rest) or len(lines) > most)


def _line(item: Item, source: Source) -> Line:
    return Line(item, source, is_late=item.until is not None and item.until < dates.now())


def context_of(request) -> dict:
    """Return both sides for the templates; `?tout` shows all that a page can."""
    user, is_whole = request.user, "tout" in request.GET
    return {
        "mine": half(user, Side.ME, is_whole=is_whole),
        "others": half(user, Side.OTHER, is_whole=is_whole),
        "count": board.waiting_count(user),
        "shown": SHOWN,
        "is_whole": is_whole,
        "whole_url": f"{reverse('dashboard:home')}?tout",
    }
