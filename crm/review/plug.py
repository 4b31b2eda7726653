from django.utils.translation import gettext_lazy as _

from crm.review import board, keeping, retention
from crm.review.listing import REVIEWS
from crm.review.messages import KINDS
from portal.audit.history import Sentence
from portal.core.plugs import Plug

PLUG = Plug(
    lists=REVIEWS,
    board=board.SOURCES,
    notices=KINDS,
    retention=retention.RULES,
    keepers=keeping.KEEPER,
    history={
        "crm.onboarding_asked_again": Sentence(_("{actor} a redemandé des pièces d’inscription"), "mail", "warning"),
        "crm.onboarding_accepted": Sentence(_("{actor} a accepté l’inscription"), "user-check", "success"),
        "crm.attribution_confirmed": Sentence(_("La provenance est confirmée : {agent}"), "lock", "success"),
        "onboarding.identity_erased": Sentence(_("Les pièces d’identité sont effacées"), "trash", "muted"),
    },
)
