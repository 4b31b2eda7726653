from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """State of a document for its readers today."""

    CURRENT = "current", _("En ligne")
    COMING = "coming", _("À venir")
    PAST = "past", _("Expiré")
    WITHDRAWN = "withdrawn", _("Retiré")


STATE_TONES = {State.CURRENT: "success", State.COMING: "info", State.PAST: "muted", State.WITHDRAWN: "neutral"}
