"""An amount of euros as people type it: one parser, one form field."""

import re
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.core.values.money import format_number
from portal.core.values.written import WrittenField

# What stands between thousands: blanks of every kind, or an apostrophe.
BETWEEN = re.compile(r"[\s\u00a0\u202f'’]")
UNIT = re.compile(r"^(?:€|eur)|(?:€|eur|euros?)$", re.IGNORECASE)
AMOUNT = re.compile(r"\d{1,12}(?:[.,]\d{1,2})?", re.ASCII)


def parse_euros(text: str) -> Decimal:
    """An amount in the ways people write it: `12500`, `12 500,50 €`, `€ 12500.5`.

    Raises `ValueError` for what is none, has a sign, or may be read in two ways: `12.500`.
    """
    plain = UNIT.sub("", BETWEEN.sub("", text), count=1)
    if not AMOUNT.fullmatch(plain):
        raise ValueError("not an amount")
    return Decimal(plain.replace(",", "."))


class EurosField(WrittenField):
    """An amount as one text field, in any French writing, shown again as the French write it."""

    default_error_messages = {
        "invalid": _("Montant invalide. Format attendu : 12 500,50."),
        "max_digits": _("Ce montant est trop grand."),
    }

    def __init__(self, *, max_digits: int, **kwargs):
        self.most = Decimal(10) ** (max_digits - 2)
        super().__init__(attrs={"inputmode": "decimal", "autocomplete": "off"}, **kwargs)

    def read(self, text: str) -> Decimal:
        amount = parse_euros(text)
        if amount >= self.most:
            raise ValidationError(self.error_messages["max_digits"], code="max_digits")
        return amount

    def prepare_value(self, value):
        return format_number(value) if isinstance(value, Decimal) else value
