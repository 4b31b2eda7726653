from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """The life of a partner's contract, as the partner tells it."""

    OPEN = "open", _("En cours")
    REDEEMED = "redeemed", _("Racheté")
    CLOSED = "closed", _("Terminé")


STATE_TONES = {State.OPEN: "success", State.REDEEMED: "muted", State.CLOSED: "muted"}
