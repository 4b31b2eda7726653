from django.utils.translation import gettext_lazy as _

from portal.audit.history import Sentence
from portal.core.plugs import Plug

PLUG = Plug(history={"earnings.objective_set": Sentence(_("{actor} a fixé l’objectif à {amount} €"), "target", "info")})
