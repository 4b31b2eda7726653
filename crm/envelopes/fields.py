"""A rate in per cent as people type it."""

import re
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from portal.core.values.written import WrittenField

RATE = re.compile(r"\d{1,2}(?:[.,]\d{1,3})?", re.ASCII)


class RateField(WrittenField):
    """A rate from 0 to under 100 %, with up to three decimals: `6`, `0,5`, `5.25 %`."""

    default_error_messages = {"invalid": _("Taux invalide. Format attendu : un pourcentage, par exemple 0,5.")}

    def __init__(self, **kwargs):
        super().__init__(attrs={"inputmode": "decimal", "autocomplete": "off"}, **kwargs)

    def read(self, text: str) -> Decimal:
        plain = text.replace("%", "").strip()
        if not RATE.fullmatch(plain):
            raise ValueError("not a rate")
        return Decimal(plain.replace(",", "."))

    def prepare_value(self, value):
        return f"{value.normalize():f}".replace(".", ",") if isinstance(value, Decimal) else value
