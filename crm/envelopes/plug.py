from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from crm.envelopes.listing import ENVELOPES
from crm.envelopes.merging import MERGER
from crm.envelopes.messages import KIND
from portal.audit.history import Sentence
from portal.core.plugs import Plug
from portal.core.values.money import format_euros


def facts(data: dict) -> dict:
    """Return the amount of an event as euros."""
    return {"amount": format_euros(Decimal(data["amount"]))} if data.get("amount") else {}


PLUG = Plug(
    lists=ENVELOPES,
    notices=KIND,
    mergers=MERGER,
    history={
        "envelopes.asked": Sentence(_("{actor} a demandé une enveloppe de {amount}"), "plus", "info", facts),
        "envelopes.granted": Sentence(_("{actor} a accordé {amount}"), "circle-check", "success", facts),
        "envelopes.refused": Sentence(_("{actor} a refusé la demande"), "ban", "muted"),
        "envelopes.changed": Sentence(_("{actor} a changé les conditions : {amount}"), "pencil", "info", facts),
        "envelopes.suspended": Sentence(_("{actor} a suspendu l’enveloppe"), "player-pause", "warning"),
        "envelopes.resumed": Sentence(_("{actor} a rétabli l’enveloppe"), "player-play", "success"),
    },
)
