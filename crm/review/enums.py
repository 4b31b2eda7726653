"""The closed lists of the review: why a piece is refused, why an identity document is looked at."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Why(TextChoices):
    """Ready-made reasons; each says what to do, as the client reads it in the mail."""

    UNREADABLE = "unreadable", _("Photo floue, coupée ou avec un reflet : reprenez-la à plat, en pleine lumière.")
    EXPIRED = "expired", _("Pièce périmée : envoyez une pièce en cours de validité.")
    INCOMPLETE = "incomplete", _("Il manque le verso ou une page : envoyez toutes les pages.")
    WRONG = "wrong", _("Ce n’est pas le document demandé. Vérifiez son nom et renvoyez-le.")
    OLD = "old", _("Document de plus de trois mois : envoyez-en un plus récent.")
    NAME = "name", _("Le nom ne correspond pas au dossier : envoyez la pièce de la personne nommée.")
    OTHER = "other", _("Autre motif")


class Purpose(TextChoices):
    """Why somebody looks at an identity document."""

    REVIEW = "review", _("Vérification de l’inscription")
    CONTROL = "control", _("Contrôle interne")
    CLIENT = "client", _("Demande du client")
    AUTHORITY = "authority", _("Demande d’une autorité")
    OTHER = "other", _("Autre raison")
