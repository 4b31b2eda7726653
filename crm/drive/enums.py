from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """Folders come before files in the order of these values."""

    FOLDER = "dir", _("Dossier")
    FILE = "file", _("Fichier")


class Source(TextChoices):
    """Origins of the bytes of a version."""

    TEAM = "team", _("Déposé par l’équipe")
    CLIENT = "client", _("Déposé par le client")
    PORTAL = "portal", _("Classé par le portail")
