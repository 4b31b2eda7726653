"""Boards: columns with counts and sums, cards that move, and shares per person, for the `pipeline` component."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from django.db.models import Count, DecimalField, ExpressionWrapper, F, Sum, TextChoices, Value, Window
from django.db.models.functions import Coalesce, RowNumber
from django.utils.translation import gettext as _

from portal.core.values import dates
from portal.core.values.money import to_cents
from portal.ui.parts import checked_tone

SHOWN = 12  # cards of a column
SHARES = 20  # people below a board
MONEY = DecimalField(max_digits=16, decimal_places=2)
CENT = Value(Decimal("0.01"))  # SQLite divides whole numbers without a remainder


@dataclass(frozen=True)
class Due:
    """Next action of a card, coloured by due date: none planned, late, today, later."""

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

    @classmethod
    def of(cls, choice: TextChoices, totals: dict, cards: Iterable[Card], *, tone: str, is_open: bool, more_url: str):
        """Return the column of `choice`; what is decided (not `is_open`) counts for its whole amount."""
        total, weighted = _amounts(totals)
        return cls(
            key=str(choice),
            label=str(choice.label),
            tone=tone,
            cards=tuple(cards),
            count=totals.get("number", 0),
            total=total,
            weighted=weighted if is_open else total,
            more_url=more_url,
        )

    @property
    def more(self) -> int:
        return self.count - len(self.cards)


@dataclass(frozen=True)
class Share:
    """Records and amounts of one person on the board."""

    name: str
    url: str
    count: int
    total: Decimal
    weighted: Decimal


@dataclass(frozen=True)
class Board:
    """How records stand on a board: in a column by the value of `key`, sorted by `order`.

    Those in one of the columns `still_open` weigh their amounts. `sums` come from `board_sums`.
    """

    key: str
    columns: tuple[TextChoices, ...]
    still_open: tuple[TextChoices, ...]
    tones: Mapping[TextChoices, str]
    order: list
    sums: dict

    def first(self, rows, *related: str) -> list:
        """Return the first rows of each column; two queries."""
        return first_of(rows, self.key, self.order, *related)

    def filled(self, rows, cards: Iterable[tuple[str, Card]], *, more_url: Callable) -> list[Column]:
        """Return every column with its totals and those of `cards`, pairs with its key; one query."""
        totals, cards = totals_by(rows, self.key, self.sums), list(cards)
        return [
            Column.of(
                choice,
                totals.get(str(choice), {}),
                [card for key, card in cards if key == choice],
                tone=self.tones[choice],
                is_open=choice in self.still_open,
                more_url=more_url(choice),
            )
            for choice in self.columns
        ]


def summed(columns: Iterable[Column], keys: Iterable[str]) -> dict:
    """Return the totals of the columns `keys`: those still open."""
    chosen = [column for column in columns if column.key in set(keys)]
    return {
        "count": sum(column.count for column in chosen),
        "total": sum((column.total for column in chosen), Decimal(0)),
        "weighted": sum((column.weighted for column in chosen), Decimal(0)),
    }


def board_sums(amount: str, percent) -> dict:
    """Return the aggregates of a board: number, sum of the column `amount`, and sum weighted by `percent`."""
    value = Coalesce(amount, Value(Decimal(0)), output_field=MONEY)
    weighted = ExpressionWrapper(value * percent * CENT, output_field=MONEY)
    return {"number": Count("pk"), "total": Sum(value), "weighted": Sum(weighted)}


def totals_by(rows, key: str, sums: dict) -> dict[str, dict]:
    """Return the aggregates of each column; one query."""
    return {row[key]: row for row in rows.values(key).annotate(**sums).order_by()}


def first_of(rows, key: str, order: list, *related: str) -> list:
    """Return the first `SHOWN` rows of each column, in order.

    Two queries: keys are ranked first, as ranking whole rows makes the database sort them on disk.
    """
    rank = Window(RowNumber(), partition_by=[F(key)], order_by=order)
    ranked = rows.annotate(rank=rank).filter(rank__lte=SHOWN).order_by(key, "rank")
    keys = list(ranked.values_list("pk", flat=True))
    found = rows.select_related(*related).in_bulk(keys) if keys else {}
    return [found[each] for each in keys if each in found]


def shares_of(rows, person: str, sums: dict, *, address: str, parameter: str) -> list[Share]:
    """Return what each `person` (path of a foreign key) has among `rows`, the `SHARES` largest; one query."""
    names = (f"{person}__first_name", f"{person}__last_name")
    people = rows.values(person, *names).annotate(**sums).order_by("-weighted", "-total", person)
    return [
        Share(
            " ".join(row[name] for name in names).strip(),
            f"{address}?{urlencode({parameter: row[person]})}",
            row["number"],
            *_amounts(row),
        )
        for row in people[:SHARES]
    ]


def _amounts(totals: dict) -> tuple[Decimal, Decimal]:
    total, weighted = (to_cents(totals.get(name) or Decimal(0)) for name in ("total", "weighted"))
    return total, weighted
