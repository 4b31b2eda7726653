"""Small charts drawn by the server. The axis starts at zero, and a table beside holds the same figures."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from portal.core.values.money import format_percent, to_places
from portal.ui.parts import checked_tone

COLOURS = 7  # of the parts of a whole
SLOT = 100  # width of one category, in units of the drawing
HEIGHT = 100
MARGIN = 20  # at least, on both sides of a category's bars
GAP = 4  # between two bars
WIDEST = 30  # a bar by itself is no wall


@dataclass(frozen=True)
class Series:
    """One thing counted in every category; whole numbers, not negative."""

    label: str
    values: Sequence[int]
    tone: str = "info"

    def __post_init__(self):
        checked_tone(self.tone)
        if any(value < 0 for value in self.values):
            raise ValueError("a bar starts at nought and goes up")

    @property
    def total(self) -> int:
        return sum(self.values)


@dataclass(frozen=True)
class Bar:
    """One bar, in units of the drawing written with a point, whatever the reader's language."""

    x: str
    y: str
    width: str
    height: str
    tone: str
    title: str


@dataclass(frozen=True)
class BarChart:
    """Bars side by side for each of `categories`. `head` names the categories in the table; `note` is a caveat."""

    title: str
    head: str
    categories: Sequence[str]
    series: Sequence[Series]
    note: str = ""
    bars: list[Bar] = field(init=False)

    def __post_init__(self):
        if any(len(series.values) != len(self.categories) for series in self.series):
            raise ValueError("every series has one value per category")
        object.__setattr__(self, "bars", [bar for rank in range(len(self.series)) for bar in self._bars(rank)])

    @property
    def top(self) -> int:
        """Return the end of the axis: a round number not below any value."""
        return round_top(max((value for series in self.series for value in series.values), default=0))

    @property
    def ticks(self) -> list[int]:
        """Return the numbers along the axis, from the top down to zero, equally spaced."""
        return [self.top, 0] if self.top == 1 else [self.top, self.top // 2, 0]

    @property
    def width(self) -> str:
        return str(SLOT * len(self.categories))

    @property
    def lines(self) -> list[str]:
        """Return the positions of the tick lines."""
        return [_number(HEIGHT * (1 - tick / self.top)) for tick in self.ticks]

    @property
    def rows(self) -> list[tuple[str, list[tuple[str, int]]]]:
        """Return the table: each category, and the value of each series under its name."""
        return [
            (category, [(series.label, series.values[position]) for series in self.series])
            for position, category in enumerate(self.categories)
        ]

    @property
    def is_empty(self) -> bool:
        return not any(series.total for series in self.series)

    def _bars(self, rank: int) -> list[Bar]:
        series = self.series[rank]
        count = len(self.series)
        width = min(WIDEST, (SLOT - 2 * MARGIN - GAP * (count - 1)) / count)
        start = (SLOT - count * width - GAP * (count - 1)) / 2
        bars = []
        for position, value in enumerate(series.values):
            height = HEIGHT * value / self.top
            bars.append(
                Bar(
                    x=_number(position * SLOT + start + rank * (width + GAP)),
                    y=_number(HEIGHT - height),
                    width=_number(width),
                    height=_number(height),
                    tone=series.tone,
                    title=_("%(label)s : %(value)s")
                    % {"label": f"{self.categories[position]}, {series.label}", "value": value},
                )
            )
        return [bar for bar in bars if bar.height != "0"]


@dataclass(frozen=True)
class Part:
    """One part of a whole: its name, its amount in words, and its share in per cent."""

    label: str
    amount: str
    percent: Decimal

    @property
    def percent_label(self) -> str:
        return format_percent(to_places(self.percent, 1))


@dataclass(frozen=True)
class Slice:
    """One arc of a ring whose length is 100; numbers written with a point."""

    colour: int
    length: str
    offset: str
    title: str


@dataclass(frozen=True)
class ShareChart:
    """A ring of the parts of a whole, greatest first. `head` names the parts in the table, which is the legend too.

    Parts beyond the colours share the last one; each has its own line in the table.
    """

    title: str
    head: str
    amount_head: str
    parts: Sequence[Part]

    @property
    def slices(self) -> list[Slice]:
        found, start = [], Decimal(0)
        for rank, part in enumerate(self.parts):
            title = _("%(label)s : %(value)s") % {"label": part.label, "value": part.percent_label}
            if part.percent > 0:
                found.append(Slice(colour_of(rank), _number(float(part.percent)), _number(float(-start)), title))
            start += part.percent
        return found

    @property
    def rows(self) -> list[tuple[int, Part]]:
        return [(colour_of(rank), part) for rank, part in enumerate(self.parts)]

    @property
    def told(self) -> str:
        """Return the chart in words."""
        return ", ".join(slice_.title for slice_ in self.slices)


def colour_of(rank: int) -> int:
    return min(rank + 1, COLOURS)


def round_top(highest: int) -> int:
    """Return the first of 1, 2, 4, 6, 8, 10, 12, 16, 20, 40… not below `highest`; its half is whole, except for 1."""
    if highest <= 1:
        return 1
    scale = 1
    while True:
        for step in (2, 4, 6, 8, 10, 12, 16):
            if step * scale >= highest:
                return step * scale
        scale *= 10


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
