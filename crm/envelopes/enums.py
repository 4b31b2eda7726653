from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    ASKED = "asked", _("Demandée")
    GRANTED = "granted", _("Accordée")
    REFUSED = "refused", _("Refusée")
    SUSPENDED = "suspended", _("Suspendue")


TONES = {
    Status.ASKED: "progress",
    Status.GRANTED: "success",
    Status.REFUSED: "muted",
    Status.SUSPENDED: "warning",
}
LIVING = (Status.ASKED, Status.GRANTED, Status.SUSPENDED)

NEXT_STEPS = {
    Status.ASKED: _("Le back-office étudie la demande."),
    Status.GRANTED: _("L’acheteur invite ses fournisseurs et approuve leurs factures."),
    Status.REFUSED: _("L’acheteur peut faire une nouvelle demande."),
    Status.SUSPENDED: _("Aucune nouvelle facture ne peut être approuvée. Celles déjà approuvées continuent."),
}
