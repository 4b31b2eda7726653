from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """Kinds of an opportunity (D3)."""

    PRIMO = "primo", _("Primo")
    RENEWAL = "renewal", _("Renouvellement")
    EXTENSION = "extension", _("Extension")
    MIGRATION = "migration", _("Migration")


class Stage(TextChoices):
    NEW = "new", _("Nouvelle")
    QUALIFIED = "qualified", _("Qualifiée")
    PROPOSAL = "proposal", _("Proposition remise")
    WON = "won", _("Gagnée")
    LOST = "lost", _("Perdue")


STAGE_TONES = {
    Stage.NEW: "neutral",
    Stage.QUALIFIED: "info",
    Stage.PROPOSAL: "progress",
    Stage.WON: "success",
    Stage.LOST: "muted",
}

OPEN = (Stage.NEW, Stage.QUALIFIED, Stage.PROPOSAL)
# Default probability in percent of open opportunities, by which the board weighs amounts.
PROBABILITY = {Stage.NEW: 10, Stage.QUALIFIED: 30, Stage.PROPOSAL: 60, Stage.WON: 100, Stage.LOST: 0}
