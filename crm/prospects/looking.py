"""Looking a company up: what the search shows, and what a form is filled with."""

from dataclasses import dataclass, field

from crm.clients.enums import Kind
from crm.companies import directory
from crm.companies.directory import SHORTEST, DirectoryDown
from crm.companies.reading import Company


@dataclass(frozen=True)
class Found:
    """Outcome of a search: companies, or why there are none."""

    words: str = ""
    companies: tuple[Company, ...] = field(default=())
    total: int = 0
    is_down: bool = False

    @property
    def is_short(self) -> bool:
        return 0 < len(self.words) < SHORTEST

    @property
    def is_empty(self) -> bool:
        return bool(self.words) and not (self.companies or self.is_down or self.is_short)


def look(words: str) -> Found:
    """Search the directory; a failure is part of what is shown."""
    words = " ".join(words.replace("\x00", " ").split())[: directory.LONGEST]
    try:
        answer = directory.search(words)
    except DirectoryDown:
        return Found(words, is_down=True)
    return Found(words, answer.companies, answer.total)


def pick(number: str) -> tuple[Company | None, bool]:
    """The company of a SIREN or SIRET, and whether the directory was down."""
    if not (number.isascii() and number.isdigit() and len(number) in (9, 14)):
        return None, False
    try:
        return directory.find(number), False
    except DirectoryDown:
        return None, True


def initial_of(company: Company, siret: str = "") -> dict:
    """What the form of a company is filled with."""
    chosen = company.establishment(siret)
    return {
        "kind": Kind.PERSON if company.is_sole_trader else Kind.COMPANY,
        "company_name": "" if company.is_sole_trader else company.name,
        "last_name": company.last_name,
        "first_name": company.first_name,
        "siren": company.siren,
        "siret": chosen.siret if chosen else "",
        "vat_number": company.vat_number,
        "picked": siret or company.siren,
    }


def address_of(company: Company, siret: str = "") -> tuple[dict, str]:
    """The address of the chosen establishment, else of the head office, and its country when abroad."""
    chosen = company.establishment(siret)
    if chosen is None:
        return {}, ""
    place = chosen.place
    values = {
        "address": place.address,
        "address_extra": place.extra,
        "postal_code": place.postal_code if place.postal_code.isdigit() else "",
        "city": place.city[:120],
    }
    return values, place.country
