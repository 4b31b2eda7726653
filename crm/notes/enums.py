from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    NOTE = "note", _("Note interne")
    CALL = "call", _("Appel")


ICONS = {Kind.NOTE: "message", Kind.CALL: "phone-call"}
