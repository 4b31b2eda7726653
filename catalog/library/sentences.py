"""Timeline sentences of documents."""

from django.utils.translation import gettext_lazy as _

from portal.audit.history import Sentence

SENTENCES = {
    "library.published": Sentence(_("{actor} a publié ce document"), "upload", "success"),
    "library.changed": Sentence(_("{actor} a modifié la fiche du document"), "pencil", "neutral"),
    "library.replaced": Sentence(_("{actor} a remplacé le fichier (version {version})"), "refresh", "info"),
    "library.withdrawn": Sentence(_("{actor} a retiré le document"), "eye-off", "warning"),
    "library.restored": Sentence(_("{actor} a remis le document en ligne"), "eye", "success"),
}
