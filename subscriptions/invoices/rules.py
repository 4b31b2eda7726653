"""How lines add up: each rounds its net price, the tax is rounded once per rate, on what the rate's lines sum to.

A line whose price was said with its tax keeps it to the cent: its tax is what remains beside its net price.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from portal.core.values.money import Price, to_cents

ZERO = Decimal("0.00")


@dataclass(frozen=True)
class Line:
    """One line of an invoice. `unit_net` is in euros without tax, `vat_rate` in per cent (20 for 20 %).

    `gross` is the whole line with its tax, where that is the price that was agreed on (`with_tax`).
    """

    label: str
    quantity: Decimal
    unit_net: Decimal
    vat_rate: Decimal
    gross: Decimal | None = None

    @classmethod
    def with_tax(cls, label: str, gross: Decimal, vat_rate: Decimal) -> "Line":
        """Return the line of one thing that costs `gross` euros, tax included."""
        price = Price.of_gross(gross, vat_rate)
        return cls(label, Decimal(1), price.net, price.vat_rate, price.gross)

    @property
    def net(self) -> Decimal:
        return to_cents(Decimal(self.quantity) * Decimal(self.unit_net))


@dataclass(frozen=True)
class Tax:
    """The tax of one rate, on the sum of its lines."""

    rate: Decimal
    net: Decimal
    vat: Decimal


@dataclass(frozen=True)
class Totals:
    net: Decimal
    vat: Decimal
    gross: Decimal
    taxes: tuple[Tax, ...]


def totals_of(lines: Iterable[Line]) -> Totals:
    """Sum `lines`; taxes by rate, the highest first. 3 × 0,33 € at 20 % are 0,99 € and 0,20 € of tax."""
    by_rate: dict[Decimal, list[Line]] = {}
    for line in lines:
        by_rate.setdefault(Decimal(line.vat_rate).quantize(Decimal("0.01")), []).append(line)
    taxes = tuple(_tax(rate, by_rate[rate]) for rate in sorted(by_rate, reverse=True))
    net, vat = sum((tax.net for tax in taxes), ZERO), sum((tax.vat for tax in taxes), ZERO)
    return Totals(net, vat, net + vat, taxes)


def _tax(rate: Decimal, lines: list[Line]) -> Tax:
    """Return the tax of one rate: on the sum of the net prices, and what is kept of prices said with their tax.

    The two ways differ by a cent per line at most, which EN 16931 takes (BR-CO-17, BR-S-09).
    """
    taxed = sum((line.net for line in lines if line.gross is None), ZERO)
    kept = sum((line.gross - line.net for line in lines if line.gross is not None), ZERO)
    return Tax(rate, sum((line.net for line in lines), ZERO), to_cents(taxed * rate / 100) + kept)
