from django.utils.translation import gettext_lazy as _

from crm.notes import stream
from portal.audit.history import Sentence
from portal.core.plugs import Plug

PLUG = Plug(
    stream=stream.SOURCE,
    history={
        "crm.note_changed": Sentence(_("{actor} a corrigé une note"), "pencil", "neutral"),
        "crm.note_deleted": Sentence(_("{actor} a supprimé une note"), "trash", "neutral"),
    },
)
