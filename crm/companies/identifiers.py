"""SIREN, SIRET and VAT numbers: any writing in, one stored."""

import re

from django.utils.translation import gettext as _
from stdnum.eu import vat
from stdnum.exceptions import ValidationError
from stdnum.fr import siren as siren_number
from stdnum.fr import siret as siret_number

SEPARATORS = re.compile(r"[\s.\-\u00a0\u202f]")


class WrongIdentifier(ValueError):
    """A number that cannot be one; its text is the French sentence for the field."""


def joined(text: str) -> str:
    return SEPARATORS.sub("", text)


def clean_siren(text: str) -> str:
    """The nine digits of a SIREN. Raises `WrongIdentifier`."""
    try:
        return siren_number.validate(joined(text))
    except ValidationError:
        raise WrongIdentifier(
            _("Ce SIREN n’est pas valide : vérifiez les 9 chiffres, par exemple 732 829 320.")
        ) from None


def clean_siret(text: str) -> str:
    """The fourteen digits of a SIRET. Raises `WrongIdentifier`."""
    try:
        return siret_number.validate(joined(text))
    except ValidationError:
        raise WrongIdentifier(_("Ce SIRET n’est pas valide : vérifiez les 14 chiffres.")) from None


def clean_vat(text: str) -> str:
    """A VAT number of the European Union with its country: `FR44732829320`. Raises `WrongIdentifier`."""
    try:
        number = vat.validate(joined(text))
    except ValidationError:
        raise WrongIdentifier(_("Ce numéro de TVA n’est pas valide. Exemple : FR 44 732 829 320.")) from None
    return number


def vat_of(siren: str) -> str:
    """The French VAT number computed from a SIREN; empty for what is none."""
    try:
        return f"FR{siren_number.to_tva(siren_number.validate(siren)).replace(' ', '')}"
    except ValidationError:
        return ""
