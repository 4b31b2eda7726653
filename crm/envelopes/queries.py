"""Queries of envelopes."""

from crm.clients.models import Client
from crm.envelopes.models import Envelope


def envelopes_of(user):
    """Return the envelopes of a reader's list."""
    return Envelope.objects.visible_to(user).select_related("buyer")


def buyer_of(user) -> Client | None:
    """Return the client's file of an account that buys; None for everybody else."""
    return Client.objects.filter(account=user.pk, removed_at=None).first()


def living_of(buyer: Client) -> Envelope | None:
    """Return the envelope of a buyer that is asked for or in force."""
    return Envelope.objects.living().filter(buyer=buyer).first()


def last_of(buyer: Client) -> Envelope | None:
    """Return the envelope that a buyer reads: the living one, else the last one that was refused."""
    return living_of(buyer) or Envelope.objects.filter(buyer=buyer).order_by("-pk").first()
