from django.utils.translation import gettext_lazy as _

from portal.api.help import ARTICLES
from portal.api.retention import RULES
from portal.audit.history import Sentence
from portal.core.plugs import Plug

PLUG = Plug(
    help=ARTICLES,
    retention=RULES,
    history={
        "api.token_created": Sentence(_("{actor} a créé ce jeton"), "key", "info"),
        "api.token_revoked": Sentence(_("{actor} a révoqué ce jeton"), "ban", "danger"),
    },
)
