"""Ready-made proofs: the birth date of a person, the postal code of a company."""

import re
from collections.abc import Callable
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.core.plumbing import crypto
from portal.core.values import dates
from portal.core.values.day import DayField, parse_day
from portal.core.values.pasted_number import LONGEST_PASTE, number_in
from portal.core.values.text import normalise
from portal.links.purposes import ProofSpec

OLDEST = date(1900, 1, 1)
ADULT = 18


def parse_birth_date(text: str) -> date:
    """Return a birth date from any usual spelling; a two-digit year is the latest one for an adult.

    Raises `ValueError` for what is no date, or none a living person could have.
    """
    born = parse_day(text, last_short_year=dates.today().year - ADULT)
    if not OLDEST <= born <= dates.today():
        raise ValueError("nobody's birth date")
    return born


class BirthDateField(DayField):
    """A birth date as one text field, easy to fill on a phone."""

    default_error_messages = {"required": _("Indiquez votre date de naissance.")}

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.widget.attrs["autocomplete"] = "bday"

    def read(self, text: str) -> date:
        return parse_birth_date(text)


class BirthDateProof(forms.Form):
    birth_date = BirthDateField(
        label=_("Votre date de naissance"), help_text=_("Jour, mois, année. Exemple : 01/02/1980 ou 01021980")
    )


class PostalCodeProof(forms.Form):
    postal_code = forms.CharField(
        label=_("Le code postal de votre entreprise"),
        help_text=_("Le code postal de votre adresse. Exemple : 69002"),
        max_length=LONGEST_PASTE,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "postal-code"}),
        error_messages={"required": _("Indiquez le code postal de votre entreprise.")},
    )


def birth_date_proof(expected: Callable[[object], date | None]) -> ProofSpec:
    """Return a proof by the birth date that `expected(subject)` gives; without one, no answer is right."""

    def check(subject, given: dict) -> bool:
        born = expected(subject)
        return born is not None and crypto.same(born.isoformat(), given["birth_date"].isoformat())

    return ProofSpec(BirthDateProof, check, _("Date de naissance incorrecte."))


def postal_code_proof(expected: Callable[[object], str]) -> ProofSpec:
    """Return a proof by the postal code that `expected(subject)` gives; without one, no answer is right."""

    def check(subject, given: dict) -> bool:
        code = _joined(expected(subject) or "")
        typed = given["postal_code"]
        pasted = number_in(typed, digits=len(code)) if code.isdecimal() else ""
        return bool(code) and crypto.same(code, pasted or _joined(typed))

    return ProofSpec(PostalCodeProof, check, _("Code postal incorrect."))


def _joined(code: str) -> str:
    """Return a postal code without spaces, in ASCII, for `crypto.same`."""
    return re.sub(r"[^a-z0-9]", "", normalise(code))


class CodeProof(forms.Form):
    code = forms.CharField(
        label=_("Code reçu par e-mail"),
        help_text=_("Six chiffres, valables 10 minutes."),
        max_length=LONGEST_PASTE,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={"required": _("Saisissez le code reçu par e-mail.")},
    )


def mailed_code_proof(address: Callable[[object], str]) -> ProofSpec:
    """Asks for a code that is mailed to `address(subject)` when the reader asks for it."""
    return ProofSpec(CodeProof, lambda _subject, _given: False, _("Code incorrect."), address)
