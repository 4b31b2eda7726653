from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Billing(TextChoices):
    ONE_OFF = "one_off", _("Paiement unique")
    MONTHLY = "monthly", _("Mensuel")
