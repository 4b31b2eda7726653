"""Fields for the numbers of companies."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from crm.companies import identifiers
from crm.companies.reading import MASK


class IdentifierField(forms.CharField):
    """A number in any writing, stored without blanks."""

    read = staticmethod(identifiers.clean_siren)

    def __init__(self, **kwargs):
        kwargs.setdefault("max_length", 30)
        super().__init__(**kwargs)

    def clean(self, value):
        value = super().clean(value)
        try:
            return self.read(value) if value else ""
        except identifiers.WrongIdentifier as wrong:
            raise ValidationError(str(wrong), code="invalid") from wrong


class SirenField(IdentifierField):
    widget = forms.TextInput(attrs={"inputmode": "numeric", "placeholder": _("9 chiffres")})


class SiretField(IdentifierField):
    read = staticmethod(identifiers.clean_siret)
    widget = forms.TextInput(attrs={"inputmode": "numeric", "placeholder": _("14 chiffres")})


class VatField(IdentifierField):
    read = staticmethod(identifiers.clean_vat)


class WebsiteField(forms.URLField):
    """A website as people write it: without its scheme."""

    default_error_messages = {"invalid": _("Cette adresse n’est pas valide. Exemple : www.entreprise.fr")}

    def __init__(self, **kwargs):
        widget = forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"})
        super().__init__(assume_scheme="https", widget=widget, max_length=300, **kwargs)


def refuse_mask(value: str) -> str:
    """`value`; raises when it holds the directory's mask, which is no information."""
    if MASK.strip("[]") in value.upper():
        raise ValidationError(_("L’annuaire ne diffuse pas cette information : demandez-la au prospect."))
    return value
