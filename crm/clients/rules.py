"""What can be true of a party."""

from datetime import date

from django.utils.translation import gettext as _

OLDEST_YEARS = 120


def name_problem(name: str) -> str:
    """Why this cannot be a name, or an empty string."""
    if any(sign.isdigit() for sign in name) or not any(sign.isalpha() for sign in name):
        return _("Un nom s’écrit en lettres, comme sur une pièce d’identité.")
    return ""


def birth_date_problem(born: date, today: date) -> str:
    """Why nobody was born on this day, or an empty string."""
    if born > today:
        return _("Cette date est dans le futur.")
    if today.year - born.year > OLDEST_YEARS:
        return _("Vérifiez l’année : cette date donne plus de 120 ans.")
    return ""
