from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    """The life of a payment by card."""

    ASKED = "asked", _("Demandé")
    TO_AUTHENTICATE = "to_authenticate", _("À authentifier")
    PAID = "paid", _("Payé")
    FAILED = "failed", _("Échoué")
    PARTLY_REFUNDED = "partly_refunded", _("Remboursé en partie")
    REFUNDED = "refunded", _("Remboursé")
    DISPUTED = "disputed", _("Contesté")


STATUS_TONES = {
    Status.ASKED: "info",
    Status.TO_AUTHENTICATE: "progress",
    Status.PAID: "success",
    Status.FAILED: "danger",
    Status.PARTLY_REFUNDED: "warning",
    Status.REFUNDED: "muted",
    Status.DISPUTED: "danger",
}

NEXT_STEPS = {
    Status.ASKED: _("La carte n’a pas encore été présentée."),
    Status.TO_AUTHENTICATE: _("La banque attend la confirmation du porteur de la carte."),
    Status.PAID: _("Le paiement est reçu."),
    Status.FAILED: _("Rien n’a été débité. Une autre carte peut être présentée."),
    Status.PARTLY_REFUNDED: _("Une partie du montant a été rendue."),
    Status.REFUNDED: _("Tout le montant a été rendu."),
    Status.DISPUTED: _("Le porteur conteste le débit auprès de sa banque."),
}

UNPAID = (Status.ASKED, Status.TO_AUTHENTICATE, Status.FAILED)  # money may still come
SETTLED = (Status.PAID, Status.PARTLY_REFUNDED, Status.REFUNDED, Status.DISPUTED)  # money came
REFUNDABLE = (Status.PAID, Status.PARTLY_REFUNDED)


class SetupState(TextChoices):
    """The life of a card given outside a purchase."""

    ASKED = "asked", _("Commencé")
    TO_CONFIRM = "to_confirm", _("À confirmer auprès de la banque")
    REFUSED = "refused", _("Carte refusée")
    DONE = "done", _("Carte enregistrée")
    EXPIRED = "expired", _("Abandonné")


OPEN_SETUPS = (SetupState.ASKED, SetupState.TO_CONFIRM, SetupState.REFUSED)  # a card may still be given


class RefundState(TextChoices):
    ASKED = "asked", _("Demandé")
    DONE = "done", _("Fait")
    FAILED = "failed", _("Échoué")
