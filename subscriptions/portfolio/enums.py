from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class LinkState(TextChoices):
    """The life of a link between an agent and a client's account."""

    ADDED = "added", _("Ajouté")
    PENDING = "pending", _("En attente")
    LINKED = "linked", _("Lié")
    REFUSED = "refused", _("Refusé")
    LEFT = "left", _("Quitté")


STATE_TONES = {
    LinkState.ADDED: "success",
    LinkState.PENDING: "progress",
    LinkState.LINKED: "info",
    LinkState.REFUSED: "danger",
    LinkState.LEFT: "muted",
}
IN_FORCE = (LinkState.ADDED, LinkState.PENDING, LinkState.LINKED)
