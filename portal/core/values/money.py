"""Amounts in euros: exact decimals, rounded half-up to the cent, written as the French write them."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

# No narrow one (U+202F): neither the fonts of the pages nor those of documents have it, and thousands look glued.
THOUSANDS = "\u00a0"
BEFORE_UNIT = "\u00a0"
HALF_A_CENT = Decimal("0.005")  # SQLite keeps amounts as floats: sums in constraints are compared with this tolerance


def to_cents(amount: Decimal) -> Decimal:
    """`amount` rounded half-up to the cent, the rule of French invoices."""
    return to_places(amount, 2)


def to_places(number: Decimal, places: int) -> Decimal:
    """`number` rounded half-up to `places` decimals."""
    return number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def format_number(amount: Decimal, places: int = 2) -> str:
    """`1234.5` → `1 234,50` with a no-break space between thousands."""
    whole = f"{to_places(amount, places):,}"
    return whole.replace(",", THOUSANDS).replace(".", ",")


def format_count(number: int) -> str:
    """`2 000`: how many of something."""
    return format_number(Decimal(number), places=0)


def format_euros(amount: Decimal) -> str:
    """`1234.5` → `1 234,50 €`."""
    return format_amount(amount)


def format_amount(amount: Decimal, currency: str = "EUR") -> str:
    """`1 234,50 €`; other currencies by their code: `1 234,50 USD`."""
    return f"{format_number(Decimal(amount))}{BEFORE_UNIT}{'€' if currency == 'EUR' else currency}"


def format_percent(rate: Decimal) -> str:
    """A rate in per cent without useless zeros: `20.00` → `20 %`, `5.50` → `5,5 %`."""
    text = f"{Decimal(rate).normalize():f}".replace(".", ",")
    return f"{text}{BEFORE_UNIT}%"


@dataclass(frozen=True)
class Price:
    """One price in euros: without tax (HT), the tax (TVA) and with it (TTC); they always add up."""

    net: Decimal
    vat_rate: Decimal
    vat: Decimal
    gross: Decimal

    @classmethod
    def of(cls, net: Decimal, vat_rate: Decimal) -> "Price":
        """The price of `net` euros under a VAT rate in per cent (20 for 20 %)."""
        net = to_cents(Decimal(net))
        vat = to_cents(net * Decimal(vat_rate) / 100)
        return cls(net=net, vat_rate=Decimal(vat_rate), vat=vat, gross=net + vat)

    @classmethod
    def of_gross(cls, gross: Decimal, vat_rate: Decimal) -> "Price":
        """The price of `gross` euros, tax included: the tax is rounded, the price without it is the rest.

        Not every such amount is a price in cents with its tax on top (0,03 € at 20 % is none): this one is kept.
        """
        gross, rate = to_cents(Decimal(gross)), Decimal(vat_rate)
        vat = to_cents(gross * rate / (100 + rate))
        return cls(net=gross - vat, vat_rate=rate, vat=vat, gross=gross)

    def times(self, count: int) -> "Price":
        """The price of `count` instalments: each is rounded first, as each is invoiced alone."""
        return Price(self.net * count, self.vat_rate, self.vat * count, self.gross * count)
