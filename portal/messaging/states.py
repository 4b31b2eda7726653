"""Channels and states of messages, with their labels and tones."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Channel(TextChoices):
    SMS = "sms", _("SMS")
    EMAIL = "email", _("E-mail")
    PORTAL = "portal", _("Portail")


class State(TextChoices):
    """`failed` is the provider's refusal, `dead` the end of the retries without an answer."""

    QUEUED = "queued", _("En attente")
    SENDING = "sending", _("Envoi en cours")
    SENT = "sent", _("Envoyé")
    DELIVERED = "delivered", _("Remis")
    FAILED = "failed", _("Échec")
    DEAD = "dead", _("Abandonné")
    CANCELLED = "cancelled", _("Annulé")


WAITING = (State.QUEUED, State.SENDING)
ARRIVED = (State.SENT, State.DELIVERED)
LOST = (State.FAILED, State.DEAD)
FINAL = (*ARRIVED, *LOST, State.CANCELLED)

# Provider error codes of numbers that can receive no SMS: do not send another.
DEAD_NUMBER = ("demo", "21211", "21217", "21614", "30005", "30006")

TONES = {
    State.QUEUED: "neutral",
    State.SENDING: "progress",
    State.SENT: "info",
    State.DELIVERED: "success",
    State.FAILED: "danger",
    State.DEAD: "danger",
    State.CANCELLED: "muted",
}

ICONS = {
    State.QUEUED: "clock",
    State.SENDING: "loader-2",
    State.SENT: "send",
    State.DELIVERED: "check",
    State.FAILED: "alert-triangle",
    State.DEAD: "alert-triangle",
    State.CANCELLED: "ban",
}
