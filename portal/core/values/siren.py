"""The SIREN of a company, in any writing; a SIRET names its company too."""

from django import forms
from django.utils.translation import gettext_lazy as _
from stdnum.exceptions import ValidationError as StdnumError
from stdnum.fr import siren, siret

from portal.core.values.written import WrittenField


def parse_siren(text: str) -> str:
    """The nine digits; of a SIRET, those of its company. Raises `ValueError` where the key does not fit."""
    try:
        whole = siren.compact(text)
        return siret.validate(whole)[:9] if len(whole) == 14 else siren.validate(whole)
    except StdnumError as error:
        raise ValueError("not a SIREN") from error


class SirenField(WrittenField):
    """A SIREN as one text field; without one, its clean value is an empty text."""

    default_error_messages = {
        "invalid": _("Ce SIREN n’est pas valide : vérifiez les 9 chiffres, par exemple 732 829 320."),
    }

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}))
        super().__init__(attrs={}, **kwargs)

    def read(self, text: str) -> str:
        return parse_siren(text)

    def clean(self, value):
        return super().clean(value) or ""
