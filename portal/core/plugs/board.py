"""`À faire`: rooms plug in what waits and for whom; the dashboard lays it all out on one page.

board = (
    board.Source(
        name="requests.to_handle",
        label=_("Demandes à traiter"),
        rows=lambda user: Request.objects.visible_to(user).filter(status=…).order_by("due_at", "pk"),
        items=lambda user, rows: [board.Item(title=…, url=…, action=_("Traiter"), since=…, until=…) for row in rows],
        rights=(Permission.PRESALES_HANDLE,),
    )
)
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from functools import partial

from django.utils.functional import Promise

from portal.core.plugs import Socket
from portal.core.prepared_queries import counts

SHOWN = 20
COUNTED_AS = "board."


class Side(Enum):
    """Who has the ball: the reader, or somebody the reader waits for."""

    ME = "me"
    OTHER = "other"


@dataclass(frozen=True)
class Act:
    """An action on an item, taken on its line: a form sent to `url`, which leads back by `retour`.

    One button says `label`. With `choices`, pairs of a value and its words, `label` opens them and the one that is
    pressed is sent as `name`.
    """

    url: str
    label: str
    icon: str = "check"
    name: str = ""
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Item:
    """One thing that waits: `since` when, `until` when, and the next click.

    `url` is where the click leads and `action` what it says; `until` is None where nothing ends. `whom` names who has
    the ball where the source does not know it for all. `alarm` says what went wrong, in a red badge. `act` is what can
    be done on the line itself, in place of `action`; `phone` is the number to call and
    `advice` what to do next, in a few words.
    """

    title: str
    url: str
    action: str
    since: datetime
    until: datetime | None = None
    subtitle: str = ""
    whom: str = ""
    alarm: str = ""
    act: Act | None = None
    phone: str = ""
    advice: str = ""


@dataclass(frozen=True)
class Source:
    """One kind of things that wait.

    `rows(user)` is the queryset, in the scope of `user`, of what waits, the most urgent first: its first `SHOWN` are
    read in one query and counted with all others in another. `items(user, rows)` says each of these rows; it may
    leave some out. `whom` is who has the ball (« le client ») where `side` is `OTHER`. Only those who have one of
    `rights` are asked; `all_url(user)` is the list that shows the rest.
    """

    name: str
    label: str | Promise
    rows: Callable
    items: Callable
    rights: tuple[str, ...]
    side: Side = Side.ME
    whom: str | Promise = ""
    order: int = 100
    all_url: Callable | None = None


def _count(source: Source) -> None:
    """What waits for the reader also counts in the menu of every page."""
    if source.side is Side.ME:
        counts.COUNTS.add({COUNTED_AS + source.name: partial(_rows_for, source)})


def _rows_for(source: Source, user):
    return source.rows(user) if _concerns(source, user) else None


SOURCES = Socket(
    "board", Source, "A kind of things that wait, on the page of what waits and in its count.", added=_count
)


def sources_for(user, side: Side) -> list[Source]:
    """What `user` may be asked, in order."""
    return [source for source in SOURCES.in_order() if source.side is side and _concerns(source, user)]


def has_waiting(source: Source, user) -> bool:
    """Return whether anything of a source waits for `user`, from the count that the menu asks for anyway."""
    return bool(counts.of(user).get(COUNTED_AS + source.name))


def waiting_count(user) -> int:
    """How much waits for `user`, each kind up to `counts.MOST_COUNTED`; nothing to ask beyond what the page counts."""
    return sum(number for name, number in counts.of(user).items() if name.startswith(COUNTED_AS))


def _concerns(source: Source, user) -> bool:
    return any(user.has_right(right) for right in source.rights)
