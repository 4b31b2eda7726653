from django.utils.translation import gettext_lazy as _

from crm.envelopes.listing import ENVELOPES
from crm.envelopes.messages import KIND
from portal.audit.history import Sentence
from portal.core.plugs import Plug

PLUG = Plug(
    lists=ENVELOPES,
    notices=KIND,
    history={
        "envelopes.asked": Sentence(_("{actor} a demandé une enveloppe de {amount} €"), "plus", "info"),
        "envelopes.granted": Sentence(_("{actor} a accordé {amount} €"), "circle-check", "success"),
        "envelopes.refused": Sentence(_("{actor} a refusé la demande"), "ban", "muted"),
        "envelopes.changed": Sentence(_("{actor} a changé les conditions : {amount} €"), "pencil", "info"),
        "envelopes.suspended": Sentence(_("{actor} a suspendu l’enveloppe"), "player-pause", "warning"),
        "envelopes.resumed": Sentence(_("{actor} a rétabli l’enveloppe"), "player-play", "success"),
    },
)
