from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SlotState(TextChoices):
    HELD = "held", _("Réservé")
    RELEASED = "released", _("Libéré")
    TAKEN = "taken", _("Retenu")
