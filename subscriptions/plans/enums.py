from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """What a purchase does to a subscription."""

    NEW = "new", _("Création")
    UPGRADE = "upgrade", _("Amélioration")
    RENEWAL = "renewal", _("Renouvellement")


class PurchaseState(TextChoices):
    ASKED = "asked", _("Paiement attendu")
    GRANTED = "granted", _("Attribué")
    FAILED = "failed", _("Non payé")
    LOST = "lost", _("Remboursé")


PURCHASE_TONES = {
    PurchaseState.ASKED: "progress",
    PurchaseState.GRANTED: "success",
    PurchaseState.FAILED: "danger",
    PurchaseState.LOST: "muted",
}
