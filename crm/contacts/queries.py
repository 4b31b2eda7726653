"""Contacts of a client; the caller has found the client in the reader's scope."""

from crm.clients.models import Client
from crm.contacts.models import Contact


def contacts_of(client: Client):
    """Its contacts, the favourite first."""
    return Contact.objects.filter(client=client)


def favourite_of(client: Client) -> Contact | None:
    return Contact.objects.filter(client=client, is_favourite=True).first()
