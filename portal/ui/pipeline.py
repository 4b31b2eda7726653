"""What pages hand to the `pipeline` component: a board of columns with counts and sums, and cards that move."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from portal.core.values import dates
from portal.ui.parts import checked_tone


@dataclass(frozen=True)
class Due:
    """The next action of a card, coloured by when it is due: none planned, late, today, later."""

    label: str
    tone: str = "muted"

    @classmethod
    def of(cls, title: str, day: date | None) -> "Due":
        """The action `title` due on `day`; without a title, nothing is planned."""
        if not title or day is None:
            return cls(_("Aucune action prévue"), "warning")
        today = dates.today()
        tone = "danger" if day < today else "success" if day == today else "muted"
        return cls(f"{title} · {day:%d/%m}", tone)


@dataclass(frozen=True)
class Card:
    """One record on a board; `move_url` takes the column's key as `to`, empty where it may not move."""

    key: str
    title: str
    url: str
    move_url: str = ""
    subtitle: str = ""
    amount: Decimal | None = None
    probability: int | None = None
    expected_on: date | None = None
    due: Due | None = None

    @property
    def has_slipped(self) -> bool:
        return self.expected_on is not None and self.expected_on < dates.today()


@dataclass(frozen=True)
class Column:
    """One column: its totals count every record, its `cards` are the first ones; `more_url` lists them all."""

    key: str
    label: str
    tone: str
    cards: tuple[Card, ...] = ()
    count: int = 0
    total: Decimal = Decimal(0)
    weighted: Decimal = Decimal(0)
    more_url: str = ""

    def __post_init__(self):
        checked_tone(self.tone)

    @property
    def more(self) -> int:
        return self.count - len(self.cards)


@dataclass(frozen=True)
class Share:
    """What one person has on the board."""

    name: str
    url: str
    count: int
    total: Decimal
    weighted: Decimal


def summed(columns: Iterable[Column], keys: Iterable[str]) -> dict:
    """Totals of the columns `keys`: those of what is still open."""
    chosen = [column for column in columns if column.key in set(keys)]
    return {
        "count": sum(column.count for column in chosen),
        "total": sum((column.total for column in chosen), Decimal(0)),
        "weighted": sum((column.weighted for column in chosen), Decimal(0)),
    }
