"""Who sells and who buys, as an invoice keeps them."""

import re
from dataclasses import asdict, dataclass

from django.conf import settings

ONE_LINE = re.compile(r"^(?P<street>.*?),?\s+(?P<postal_code>\d{5})\s+(?P<city>.+)$", re.DOTALL)


@dataclass(frozen=True)
class Party:
    """A name and a postal address. `siren` and `vat_number` are empty for a consumer."""

    name: str
    address: str = ""
    postal_code: str = ""
    city: str = ""
    country: str = "FR"
    siren: str = ""
    vat_number: str = ""
    email: str = ""

    def kept(self) -> dict:
        """Return it as a row keeps it."""
        return asdict(self)


def seller() -> dict:
    """Return the organisation that runs the portal, from the settings, as an invoice keeps it."""
    known = settings.SELLER
    found = ONE_LINE.match(known["address"])
    place = found.groupdict() if found else {"street": known["address"], "postal_code": "", "city": ""}
    party = Party(
        name=known["name"],
        address=place["street"],
        postal_code=place["postal_code"],
        city=place["city"],
        siren=_digits(known["siren"]),
        vat_number=known["vat_number"].replace(" ", ""),
        email=known["email"],
    )
    legal = {name: known[name] for name in ("capital", "register", "phone")}
    return party.kept() | legal | {"on_debits": settings.SELLER_VAT_ON_DEBITS}


def party_of_client(client) -> Party:
    """Return the client of a file, at the address of the file."""
    return Party(
        name=client.display_name,
        address=client.address,
        postal_code=client.postal_code,
        city=client.city,
        siren=client.siren,
        email=client.email,
    )


def party_of_account(account) -> Party:
    """Return the holder of an account: at their organisation's address, or in their client file."""
    client = getattr(account, "client_file", None)
    if client is not None:
        return party_of_client(client)
    place = account.organisation
    if place is None:
        return Party(name=account.get_full_name(), email=account.email)
    return Party(
        name=place.name, address=place.address, postal_code=place.postal_code, city=place.city, email=account.email
    )


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)
