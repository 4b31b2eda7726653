"""How the life of an account reads on its timeline."""

from django.utils.translation import gettext_lazy as _

from portal.audit.history import Sentence

SENTENCES = {
    "accounts.created": Sentence(_("{actor} a créé le compte"), "user-plus", "info"),
    "accounts.changed": Sentence(_("{actor} a modifié le compte"), "pencil", "neutral"),
    "accounts.phone_changed": Sentence(_("{actor} a changé son numéro de téléphone"), "phone", "info"),
    "accounts.invited": Sentence(_("Invitation envoyée par e-mail"), "send", "progress"),
    "accounts.activated": Sentence(_("{actor} a choisi son mot de passe"), "key", "success"),
    "accounts.deactivated": Sentence(_("{actor} a désactivé le compte"), "user-x", "danger"),
    "accounts.handed_over": Sentence(_("{actor} a tout confié à {to} ({count} fiches)"), "users", "info"),
    "accounts.second_factor_removed": Sentence(_("{actor} a retiré le second facteur"), "key", "warning"),
    "accounts.reactivated": Sentence(_("{actor} a réactivé le compte"), "user-check", "success"),
}
