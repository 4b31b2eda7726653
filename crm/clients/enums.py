from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """Types of client (P7)."""

    PERSON = "person", _("Particulier")
    COMPANY = "company", _("Entreprise")
    HOUSEHOLD = "household", _("Foyer")


class Civility(TextChoices):
    MADAM = "mme", _("Madame")
    SIR = "m", _("Monsieur")


class LifeStage(TextChoices):
    """The lives of one party: nothing is copied when a prospect becomes a client."""

    PROSPECT = "prospect", _("Prospect")
    CLIENT = "client", _("Client")
    FORMER = "former", _("Ancien client")


STAGE_TONES = {LifeStage.PROSPECT: "info", LifeStage.CLIENT: "success", LifeStage.FORMER: "muted"}

NEXT_STEPS = {
    LifeStage.PROSPECT: _("Complétez le dossier, puis passez-le à « Prêt à démarrer »."),
    LifeStage.CLIENT: _("Suivez ses contrats et vos prochaines actions."),
    LifeStage.FORMER: _("Il redevient client avec un nouveau contrat."),
}
