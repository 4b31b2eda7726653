"""What a sale earns under the terms of an agreement: pure, exact, rounded half-up once at the end."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from portal.core.values.money import format_euros, format_percent, to_cents

HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Terms:
    """A rate in per cent, a fixed amount per sale, and tiers: (month's volume from which, rate), the lowest first.

    Each part of the month's volume is paid at the rate of the tier that it falls in, so that the order of the sales of
    a month does not change their sum before rounding.
    """

    rate: Decimal = Decimal(0)
    fixed: Decimal = Decimal(0)
    tiers: Sequence[tuple[Decimal, Decimal]] = ()

    def due(self, base: Decimal, volume: Decimal = Decimal(0)) -> Decimal:
        """Return what a sale of `base` euros earns after `volume` euros of the same month."""
        return to_cents(self.fixed + sum(part * rate for part, rate in self._parts(base, volume)) / HUNDRED)

    def _parts(self, base: Decimal, volume: Decimal) -> list[tuple[Decimal, Decimal]]:
        """Return the parts of `base` with the rate of each."""
        start, end = max(volume, Decimal(0)), max(volume, Decimal(0)) + base
        steps = [(Decimal(0), self.rate), *self.tiers]
        ends = [low for low, _rate in steps[1:]] + [end]
        pieces = [(min(high, end) - max(low, start), rate) for (low, rate), high in zip(steps, ends, strict=True)]
        return [(part, rate) for part, rate in pieces if part > 0]

    def sentence(self) -> str:
        """Say the terms in words: `8 % + 20,00 € par vente ; 10 % dès 10 000,00 € dans le mois`."""
        words = [format_percent(self.rate)] if self.rate else []
        if self.fixed:
            words.append(_("%(amount)s par vente") % {"amount": format_euros(self.fixed)})
        tiers = [
            _("%(rate)s dès %(volume)s dans le mois") % {"rate": format_percent(rate), "volume": format_euros(low)}
            for low, rate in self.tiers
        ]
        return " ; ".join([" + ".join(words) or format_percent(Decimal(0)), *tiers])
