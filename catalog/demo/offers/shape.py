"""Structure of an offer."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Offer:
    """One product. `net_price` in euros, for one month when `months` is given; `articles` are (title, text)."""

    reference: str
    name: str
    summary: str
    description: str
    net_price: str
    articles: tuple[tuple[str, str], ...]
    months: int | None = None
    vat_rate: str = "20.00"
    on_sale: bool = True
    for_companies: bool = True
    for_people: bool = True
