"""How complete a file is: what one needs to sell, of what its kind of client has."""

from crm.clients.enums import Kind
from crm.clients.models import Client

ALWAYS = ("last_name", "first_name", "phone", "email", "address", "postal_code", "city")
BY_KIND = {
    Kind.PERSON: ("civility", "birth_date", *ALWAYS),
    Kind.COMPANY: ("company_name", "siren", *ALWAYS),
    Kind.HOUSEHOLD: ("last_name", "phone", "email", "address", "postal_code", "city"),
}


def completion(client: Client) -> tuple[int, int]:
    """How many of how many fields are filled in."""
    names = BY_KIND[client.kind]
    return sum(bool(getattr(client, name)) for name in names), len(names)


def missing(client: Client) -> list[str]:
    """The labels of the fields that are empty."""
    return [
        str(Client._meta.get_field(name).verbose_name) for name in BY_KIND[client.kind] if not getattr(client, name)
    ]
