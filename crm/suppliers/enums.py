from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class LinkState(TextChoices):
    INVITED = "invited", _("Invité")
    CONFIRMED = "confirmed", _("Confirmé")
    REMOVED = "removed", _("Retiré")


LINK_TONES = {LinkState.INVITED: "progress", LinkState.CONFIRMED: "success", LinkState.REMOVED: "muted"}


class BankState(TextChoices):
    WAITING = "waiting", _("En attente de vérification")
    IN_FORCE = "in_force", _("En vigueur")
    REPLACED = "replaced", _("Remplacé")
    REFUSED = "refused", _("Refusé")


BANK_TONES = {
    BankState.WAITING: "progress",
    BankState.IN_FORCE: "success",
    BankState.REPLACED: "muted",
    BankState.REFUSED: "danger",
}
