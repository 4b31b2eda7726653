from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SignerRole(TextChoices):
    """By what right somebody signs for a client."""

    HOLDER = "holder", _("Titulaire")
    CO_HOLDER = "co_holder", _("Co-titulaire")
    LEGAL = "legal", _("Représentant légal")
    PROXY = "proxy", _("Mandataire")
    GUARDIAN = "guardian", _("Tuteur ou curateur")


class DocumentKind(TextChoices):
    ID_CARD = "id_card", _("Carte d’identité")
    PASSPORT = "passport", _("Passeport")
    RESIDENCE = "residence", _("Titre de séjour")


class Step(TextChoices):
    """The guided steps (P16), by the last part of their address."""

    IDENTITY = "identite", _("Rôle et identité")
    CONTACT = "coordonnees", _("E-mail et mobile")
    POWER = "pouvoir", _("Pouvoir")
    DOCUMENT = "piece", _("Pièce d’identité")
