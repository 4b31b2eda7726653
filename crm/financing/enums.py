from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    """The life of an invoice (F11)."""

    SUBMITTED = "submitted", _("Soumise")
    VALIDATED = "validated", _("Validée")
    FINANCED = "financed", _("Financée")
    SETTLED = "settled", _("Réglée")
    REJECTED = "rejected", _("Rejetée")
    DISPUTED = "disputed", _("En litige")


TONES = {
    Status.SUBMITTED: "info",
    Status.VALIDATED: "progress",
    Status.FINANCED: "success",
    Status.SETTLED: "muted",
    Status.REJECTED: "danger",
    Status.DISPUTED: "warning",
}
# What counts in an envelope: what the buyer owes, or will owe.
COUNTED = (Status.VALIDATED, Status.FINANCED, Status.DISPUTED)

NEXT_STEPS = {
    Status.SUBMITTED: _("L’acheteur contrôle la facture, puis l’approuve ou la rejette."),
    Status.VALIDATED: _("Le fournisseur choisit la date à laquelle il est payé."),
    Status.FINANCED: _("L’acheteur rembourse le total à l’échéance."),
    Status.SETTLED: _("Tout est remboursé : la facture est terminée."),
    Status.REJECTED: _("La facture ne sera pas financée."),
    Status.DISPUTED: _("La facture est bloquée jusqu’à la levée du litige par le back-office."),
}


class Kind(TextChoices):
    INVOICE = "invoice", _("Facture")
    CREDIT = "credit", _("Avoir")
