"""Ready-made proofs: the birth date of a person, the postal code of a company."""

import re
from collections.abc import Callable
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.core import crypto, dates
from portal.core.text import normalise
from portal.links.purposes import ProofSpec

YEAR_FIRST = re.compile(r"(\d{4})\D(\d{1,2})\D(\d{1,2})")
DAY_FIRST = re.compile(r"(\d{1,2})\D+(\d{1,2})\D+(\d{4}|\d{2})")
JOINED = re.compile(r"(\d{2})(\d{2})(\d{4})")
IN_WORDS = re.compile(r"(\d{1,2})(?:er)? ([a-z]{3,9})\.? (\d{4})")
MONTHS = [normalise(month) for month in dates.MONTHS]
OLDEST = date(1900, 1, 1)
ADULT = 18


def parse_birth_date(text: str) -> date:
    """A birth date in the ways people write it: `01/02/1980`, `1.2.80`, `01021980`, `1980-02-01`, `1er février 1980`.

    Raises `ValueError` for what is no date, or none a living person could have.
    """
    plain = normalise(text)
    if found := YEAR_FIRST.fullmatch(plain):
        year, month, day = found.groups()
    elif found := JOINED.fullmatch(plain) or DAY_FIRST.fullmatch(plain):
        day, month, year = found.groups()
    elif found := IN_WORDS.fullmatch(plain):
        day, month, year = found[1], str(_month(found[2])), found[3]
    else:
        raise ValueError("not a date")
    born = date(_full_year(year), int(month), int(day))
    if not OLDEST <= born <= dates.today():
        raise ValueError("nobody's birth date")
    return born


def _month(word: str) -> int:
    """The month a word begins: `fevrier`, `fev`; `jui` could be two and is none."""
    matching = [number for number, name in enumerate(MONTHS, start=1) if name.startswith(word)]
    if len(matching) != 1:
        raise ValueError("not a month")
    return matching[0]


def _full_year(year: str) -> int:
    """`80` → 1980; two digits are the last year in which an adult of today may be born."""
    if len(year) == 4:
        return int(year)
    latest = dates.today().year - ADULT
    return latest - (latest - int(year)) % 100


class BirthDateField(forms.CharField):
    """A birth date as one text field, easy to fill on a phone."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "bday"})
    default_error_messages = {
        "required": _("Indiquez votre date de naissance."),
        "invalid": _("Cette date n’est pas comprise. Écrivez le jour, le mois et l’année, par exemple 01/02/1980."),
    }

    def __init__(self, **kwargs):
        kwargs.setdefault("max_length", 30)
        super().__init__(**kwargs)

    def clean(self, value):
        value = super().clean(value)
        if not value:
            return None
        try:
            return parse_birth_date(value)
        except ValueError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error


class BirthDateProof(forms.Form):
    birth_date = BirthDateField(
        label=_("Votre date de naissance"), help_text=_("Jour, mois, année. Exemple\u00a0: 01/02/1980 ou 01021980")
    )


class PostalCodeProof(forms.Form):
    postal_code = forms.CharField(
        label=_("Le code postal de votre entreprise"),
        help_text=_("Celui de l’adresse inscrite dans le dossier. Exemple\u00a0: 69002"),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "postal-code"}),
        error_messages={"required": _("Indiquez le code postal de votre entreprise.")},
    )


def birth_date_proof(expected: Callable[[object], date | None]) -> ProofSpec:
    """Asks for the birth date that `expected(subject)` gives; without one, no answer is right."""

    def check(subject, given: dict) -> bool:
        born = expected(subject)
        return born is not None and crypto.same(born.isoformat(), given["birth_date"].isoformat())

    return ProofSpec(BirthDateProof, check, _("Cette date n’est pas celle du dossier."))


def postal_code_proof(expected: Callable[[object], str]) -> ProofSpec:
    """Asks for the postal code that `expected(subject)` gives; without one, no answer is right."""

    def check(subject, given: dict) -> bool:
        code = _joined(expected(subject) or "")
        return bool(code) and crypto.same(code, _joined(given["postal_code"]))

    return ProofSpec(PostalCodeProof, check, _("Ce code postal n’est pas celui du dossier."))


def _joined(code: str) -> str:
    """A postal code without spaces, in ASCII: what `crypto.same` compares."""
    return re.sub(r"[^a-z0-9]", "", normalise(code))
