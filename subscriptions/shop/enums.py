from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    """The life of an order."""

    TO_PAY = "to_pay", _("À payer")
    PAID = "paid", _("Payée")
    PREPARED = "prepared", _("Préparée")
    SHIPPED = "shipped", _("Expédiée")
    DELIVERED = "delivered", _("Livrée")
    CANCELLED = "cancelled", _("Annulée")
    RETURNED = "returned", _("Retournée")


STATUS_TONES = {
    Status.TO_PAY: "warning",
    Status.PAID: "info",
    Status.PREPARED: "progress",
    Status.SHIPPED: "progress",
    Status.DELIVERED: "success",
    Status.CANCELLED: "muted",
    Status.RETURNED: "muted",
}
NEXT_STEPS = {
    Status.TO_PAY: _("Les articles sont réservés. Payez la commande pour la confirmer."),
    Status.PAID: _("Le paiement est reçu. La commande va être préparée."),
    Status.PREPARED: _("Le colis est prêt à partir."),
    Status.SHIPPED: _("Le colis est en route."),
    Status.DELIVERED: _("Le colis est livré."),
    Status.CANCELLED: _("La commande est annulée."),
    Status.RETURNED: _("Les articles sont revenus."),
}
TO_SHIP = (Status.PAID, Status.PREPARED)
SENT = (Status.SHIPPED, Status.DELIVERED)


class VatRate(TextChoices):
    """VAT rates of mainland France."""

    STANDARD = "20.00", _("20 %")
    INTERMEDIATE = "10.00", _("10 %")
    REDUCED = "5.50", _("5,5 %")
    SPECIAL = "2.10", _("2,1 %")


class Zone(TextChoices):
    MAINLAND = "mainland", _("France métropolitaine et Monaco")
    CORSICA = "corsica", _("Corse")
    OVERSEAS = "overseas", _("Outre-mer")


class Country(TextChoices):
    FRANCE = "FR", _("France")
    MONACO = "MC", _("Monaco")
    BELGIUM = "BE", _("Belgique")
    LUXEMBOURG = "LU", _("Luxembourg")
    SWITZERLAND = "CH", _("Suisse")
