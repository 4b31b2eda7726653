"""How lines add up: each rounds its net price, the tax is rounded once per rate, on what the rate's lines sum to."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from portal.core.values.money import to_cents

ZERO = Decimal("0.00")


@dataclass(frozen=True)
class Line:
    """One line of an invoice. `unit_net` is in euros without tax, `vat_rate` in per cent (20 for 20 %)."""

    label: str
    quantity: Decimal
    unit_net: Decimal
    vat_rate: Decimal

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
    nets: dict[Decimal, Decimal] = {}
    for line in lines:
        rate = Decimal(line.vat_rate).quantize(Decimal("0.01"))
        nets[rate] = nets.get(rate, ZERO) + line.net
    taxes = tuple(Tax(rate, nets[rate], to_cents(nets[rate] * rate / 100)) for rate in sorted(nets, reverse=True))
    net, vat = sum((tax.net for tax in taxes), ZERO), sum((tax.vat for tax in taxes), ZERO)
    return Totals(net, vat, net + vat, taxes)
