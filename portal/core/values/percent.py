"""Percentages as people type them."""

import re
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.core.values.written import WrittenField

RATE = re.compile(r"\d{1,3}(?:[.,]\d{1,2})?", re.ASCII)
HUNDRED = Decimal(100)
ASKED = _("Indiquez un nombre entier, de 0 à 100.")


class PercentField(forms.IntegerField):
    """A whole number from 0 to 100."""

    default_error_messages = {"invalid": ASKED, "min_value": ASKED, "max_value": ASKED}

    def __init__(self, **kwargs):
        widget = forms.NumberInput(attrs={"inputmode": "numeric", "step": 5})
        super().__init__(min_value=0, max_value=100, widget=widget, **kwargs)


class RateField(WrittenField):
    """A rate in per cent with up to two decimals, from 0 to 100: `8,5`, `8.50 %`."""

    default_error_messages = {"invalid": _("Taux invalide. Format attendu : 8,5.")}

    def __init__(self, **kwargs):
        super().__init__(attrs={"inputmode": "decimal", "autocomplete": "off"}, **kwargs)

    def read(self, text: str) -> Decimal:
        plain = re.sub(r"[\s\u00a0\u202f%]", "", text)
        if not RATE.fullmatch(plain):
            raise ValueError("not a rate")
        rate = Decimal(plain.replace(",", "."))
        if rate > HUNDRED:
            raise ValidationError(_("Un taux va de 0 à 100."))
        return rate

    def prepare_value(self, value):
        return f"{value.normalize():f}".replace(".", ",") if isinstance(value, Decimal) else value
