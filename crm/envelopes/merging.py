"""Envelopes of two files that become one: a buyer has one at a time, so that two stop the merge."""

from django.utils.translation import gettext as _

from crm.clients.mergers import Merger
from crm.clients.models import Client
from crm.envelopes.models import Envelope
from portal.audit.transitions import Refused


def merge(kept: Client, other: Client, by) -> None:
    """Move the other file's envelopes. Raises `Refused` when both files have one in force or asked for."""
    if Envelope.objects.living().filter(buyer=kept).exists() and Envelope.objects.living().filter(buyer=other).exists():
        raise Refused(
            kept, _("Les deux fiches ont une enveloppe d’affacturage : elles ne peuvent pas être fusionnées.")
        )
    for envelope in Envelope.objects.select_for_update(of=("self",)).filter(buyer=other).order_by("pk"):
        envelope.buyer = kept
        envelope.touch()
        envelope.save()


MERGER = Merger("envelopes", merge, relations=("envelopes",))
