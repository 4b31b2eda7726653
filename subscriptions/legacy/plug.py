from django.utils.translation import gettext_lazy as _

from portal.audit.history import Sentence
from portal.core.plugs import Plug
from subscriptions.legacy.help import ARTICLES
from subscriptions.legacy.imports import KIND
from subscriptions.legacy.listing import LEGACY
from subscriptions.legacy.retention import RULES

PLUG = Plug(
    lists=(LEGACY,),
    imports=KIND,
    help=ARTICLES,
    retention=RULES,
    history={"legacy.removed": Sentence(_("{actor} a supprimé ce compte d’une ancienne base"), "trash", "muted")},
)
