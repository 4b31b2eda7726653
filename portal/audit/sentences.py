"""Timeline sentences of changes made in the administration."""

from django.utils.translation import gettext_lazy as _

from portal.audit.history import ERASED, Sentence

ADDED = "administration.added"
CHANGED = "administration.changed"


SENTENCES = {
    ADDED: Sentence(_("{actor} a créé cette fiche"), "plus", "info"),
    CHANGED: Sentence(_("{actor} a modifié : {fields}"), "pencil", "neutral"),
    ERASED: Sentence(_("Les noms et motifs de l’historique ont été effacés"), "trash", "neutral"),
}
