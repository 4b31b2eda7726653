from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    PERSON = "person", _("Personne physique")
    COMPANY = "company", _("Personne morale")
    HOUSEHOLD = "household", _("Foyer")


class Civility(TextChoices):
    MADAM = "mme", _("Madame")
    SIR = "m", _("Monsieur")
