"""Enums of the one-time codes."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    LIVE = "live", _("En cours")
    USED = "used", _("Utilisé")
    DEAD = "dead", _("Mort")


class Death(TextChoices):
    """Why a code ended without being used."""

    WRONG = "wrong", _("code erroné")
    EXPIRED = "expired", _("délai dépassé")
    RESENT = "resent", _("remplacé par un nouveau code")
    EDITED = "edited", _("dossier modifié")
    LOCKED = "locked", _("saisie bloquée")
    CLOSED = "closed", _("dossier terminé")
    RESTORED = "restored", _("rétabli d’une sauvegarde")


class Channel(TextChoices):
    """Device the code was typed on: the agent's, or the client's own phone."""

    AGENT = "agent", _("Par l’agent")
    CLIENT = "client", _("Par le client")


class Outcome(TextChoices):
    """Outcome of one typed code. The first three use up a code; the others cost nothing."""

    ACCEPTED = "accepted", _("Accepté")
    WRONG = "wrong", _("Erroné")
    EXPIRED = "expired", _("expiré")
    STALE = "stale", _("Dépassé")
    MALFORMED = "malformed", _("Mal formé")


class Limit(TextChoices):
    """The limit that caused a lock (domain S6)."""

    WRONG_PER_DAY = "wrong_per_day", _("trop de codes erronés en 24 heures")
    WRONG_IN_LIFE = "wrong_in_life", _("trop de codes erronés depuis la création du dossier")
    SENDS_PER_NUMBER = "sends_per_number", _("trop de codes envoyés à ce numéro en 24 heures")
    WRONG_PER_AGENT = "wrong_per_agent", _("trop de codes erronés saisis par cet agent en 24 heures")
    COLLEAGUE_NUMBER = "colleague_number", _("mobile d’un membre de l’équipe ou d’un partenaire")


class GaugeKind(IntegerChoices):
    """What is counted; the values are the order in which the rows are locked."""

    SUBJECT = 1, _("Dossier")
    NUMBER = 2, _("Numéro")
    AGENT = 3, _("Agent")
