"""How the life of contacts reads on a client's timeline."""

from django.utils.translation import gettext_lazy as _

from crm.contacts.merging import MERGER
from portal.audit.history import Sentence
from portal.core.plugs import Plug

SENTENCES = {
    "crm.contact_added": Sentence(_("{actor} a ajouté le contact {contact}"), "user-plus", "neutral"),
    "crm.contact_changed": Sentence(_("{actor} a modifié le contact {contact}"), "pencil", "neutral"),
    "crm.contact_removed": Sentence(_("{actor} a supprimé le contact {contact}"), "user-x", "neutral"),
    "crm.contact_favourite": Sentence(_("{contact} est le contact favori"), "star", "info"),
}

PLUG = Plug(history=SENTENCES, mergers=MERGER)
