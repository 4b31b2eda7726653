from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """The kinds of sales that earn something."""

    CONTRACT = "contract", _("Contrat")
    SUBSCRIPTION = "subscription", _("Abonnement")
    UPGRADE = "upgrade", _("Évolution d’abonnement")
    ORDER = "order", _("Commande")
    INVOICE = "invoice", _("Facture financée")
    CONNECTION = "connection", _("Connexion")
