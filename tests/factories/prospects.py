"""Prospects of tests, opened as agents open them."""

from uuid import uuid4

from crm.clients.enums import Kind
from crm.contacts import actions as contacts
from crm.prospects.actions import filing, starting
from tests.factories.accounts import UserFactory

NAMES = {"company_name": "Atelier Vercors", "kind": Kind.COMPANY, "last_name": "", "first_name": ""}


def prospect(*, by=None, siren="", contact=None, ready=False, **values):
    """A prospect's file; `contact` are values of its favourite, `ready` makes it ready to start."""
    by = by or UserFactory()
    client = filing.create(
        values={**NAMES, "siren": siren, **values}, registration={}, company=None, key=uuid4(), by=by
    )
    if contact is not None or ready:
        add_contact(client, by=by, **(contact or {}))
    if ready:
        starting.start(client=client, by=by)
    return type(client).objects.get(pk=client.pk)


def add_contact(client, *, by, **values):
    usual = {
        "last_name": "Perrin",
        "first_name": "Camille",
        "landline": "+33472000000",
        "email": "camille@vercors.example",
    }
    return contacts.add(client=client, values={**usual, **values}, key=uuid4(), by=by)
