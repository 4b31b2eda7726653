"""Personal calendar: rooms plug in what a person has to be at, one secret address shows it all."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from portal.core.plugs import Socket


@dataclass(frozen=True)
class Entry:
    """One line of a calendar. `uid` stays the same for ever, `sequence` grows with each change; `url` is a path."""

    uid: str
    start: datetime
    end: datetime
    title: str
    url: str
    changed_at: datetime
    sequence: int = 1
    place: str = ""
    description: str = ""


@dataclass(frozen=True)
class AgendaSource:
    """One kind of entries: `entries(user)` are those of one person, asked of those with `right`."""

    name: str
    entries: Callable[[object], Iterable[Entry]]
    right: str
    order: int = 100


AGENDA = Socket("agenda", AgendaSource, "Entries of a person's calendar feed.")


def entries_of(user) -> list[Entry]:
    """Everything in the calendar of `user`, by source."""
    mine = (source for source in AGENDA.in_order() if user.has_right(source.right))
    return [entry for source in mine for entry in source.entries(user)]
