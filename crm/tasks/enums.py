from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """What there is to do with a client (F7)."""

    MEETING = "meeting", _("Rendez-vous")
    CALL = "call", _("Appel")
    OTHER = "other", _("Autre")


ICONS = {Kind.MEETING: "calendar-event", Kind.CALL: "phone", Kind.OTHER: "checklist"}

# What one click notes as the outcome, by kind.
QUICK_OUTCOMES = {
    Kind.MEETING: (_("Tenu"), _("Absent")),
    Kind.CALL: (_("Joint"), _("Pas de réponse")),
    Kind.OTHER: (_("Fait"),),
}
