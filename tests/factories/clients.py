"""Clients of tests: complete identities, each with a mobile of its own."""

import datetime

import factory

from crm.clients.enums import Civility, Kind
from crm.models import Client
from tests.factories.accounts import UserFactory
from tests.factories.base import RecordFactory


class IdentityFactory(RecordFactory):
    """The identity columns that client files and contracts share."""

    class Meta:
        abstract = True

    class Params:
        company = factory.Trait(
            kind=Kind.COMPANY, company_name="Menuiserie Générale", siren="732829320", birth_date=None
        )

    kind = Kind.PERSON
    civility = Civility.MADAM
    last_name = factory.Sequence(lambda n: f"Lefèvre{in_letters(n)}")
    first_name = "Hélène"
    birth_date = datetime.date(1979, 3, 4)
    address = "8 rue de l’Église"
    postal_code = "69002"
    city = "Lyon"
    email = factory.Sequence(lambda n: f"client{n}@exemple.example")
    phone = factory.Sequence(lambda n: f"+336{12_000_000 + n}")


def in_letters(number: int) -> str:
    """Names hold no digit: 12 → `bc`."""
    return "".join("abcdefghij"[int(digit)] for digit in str(number))


class ClientFactory(IdentityFactory):
    class Meta:
        model = Client

    owner = factory.SubFactory(UserFactory)
    agency = factory.SelfAttribute("owner.organisation")
