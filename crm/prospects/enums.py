from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Progress(TextChoices):
    """State of a prospect (F4), in the words of those who sell."""

    DISCUSSING = "discussing", _("En discussion")
    READY = "ready", _("Prêt à démarrer")
    LOST = "lost", _("Pas intéressé, sans suite")


class Step(TextChoices):
    """Where a discussion stands: the columns of the board that belong to « En discussion »."""

    CONTACT = "contact", _("À contacter")
    TALKS = "talks", _("Échanges en cours")
    OFFER = "offer", _("Proposition remise")


class Channel(TextChoices):
    """How a prospect came into the portal: part of its provenance."""

    PORTAL = "portal", _("Saisie dans le portail")
    IMPORT = "import", _("Fichier importé")
    API = "api", _("Interface de programmation")


PROGRESS_TONES = {Progress.DISCUSSING: "progress", Progress.READY: "success", Progress.LOST: "muted"}
STEP_TONES = {Step.CONTACT: "neutral", Step.TALKS: "info", Step.OFFER: "progress"}
USUAL_PROBABILITY = {Step.CONTACT: 10, Step.TALKS: 30, Step.OFFER: 60}
NEXT_STEPS = {
    Progress.DISCUSSING: _("Complétez le dossier, puis passez-le à « Prêt à démarrer »."),
    Progress.READY: _("Le contact favori a reçu son lien d’inscription."),
    Progress.LOST: _("Reprenez la discussion si le prospect revient."),
}
