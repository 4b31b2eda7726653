from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Billing(TextChoices):
    ONE_OFF = "one_off", _("Paiement unique")
    MONTHLY = "monthly", _("Mensuel")


class ReferenceAlphabet(TextChoices):
    """The signs of a partner's references; everything else in them is decoration."""

    LETTERS_AND_DIGITS = "alnum", _("Lettres et chiffres")
    DIGITS = "digits", _("Chiffres seulement")


class Holding(TextChoices):
    """Kinds of contracts that clients hold at partners."""

    LIFE_INSURANCE = "life", _("Assurance vie")
    CAPITALISATION = "capitalisation", _("Capitalisation")
    RETIREMENT = "retirement", _("Épargne retraite (PER)")
    SECURITIES = "securities", _("Compte-titres, PEA")
    REAL_ESTATE = "real_estate", _("Immobilier (SCPI)")
    LOAN = "loan", _("Crédit")
    PROTECTION = "protection", _("Prévoyance, santé")
    SAVINGS = "savings", _("Épargne bancaire")
    OTHER = "other", _("Autre")
