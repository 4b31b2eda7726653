"""Contacts of two files that become one: all of them move, one stays the favourite."""

from crm.clients.mergers import Merger
from crm.clients.models import Client
from crm.contacts.models import Contact
from crm.contacts.queries import contacts_of, favourite_of


def merge(kept: Client, other: Client, by) -> None:
    """The favourite of `kept` stays; without one, the other's, else the oldest contact."""
    theirs = Contact.objects.filter(client=other)
    if favourite_of(kept):
        theirs.filter(is_favourite=True).update(is_favourite=False)
    theirs.update(client=kept)
    if not favourite_of(kept):
        oldest = contacts_of(kept).order_by("pk").values_list("pk", flat=True).first()
        Contact.objects.filter(pk=oldest).update(is_favourite=True)


MERGER = Merger("contacts", merge, relations=("contacts",))
