"""The form of the brand: colour and logo."""

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from portal.brand import logos
from portal.brand.colours import HEX
from portal.brand.models import Brand
from portal.documents.logos import LogoField, LogoForm
from portal.records.forms import RecordForm


class ColourField(forms.CharField):
    """A colour as `#rrggbb`."""

    widget = forms.TextInput(attrs={"type": "color"})
    default_validators = (MaxLengthValidator(7),)
    default_error_messages = {"invalid": _("Couleur invalide. Exemple : #0b5a66.")}

    def to_python(self, value):
        colour = super().to_python(value).lower()
        if colour and not HEX.fullmatch(colour):
            raise forms.ValidationError(self.error_messages["invalid"])
        return colour


class BrandForm(LogoForm, RecordForm, forms.ModelForm):
    colour = ColourField(
        label=_("Couleur"),
        help_text=_("Couleur des boutons et des liens. Trop claire, elle est foncée automatiquement."),
    )
    upload = LogoField(
        draw=logos.drawn,
        help_text=_("JPEG, PNG ou WebP, 2 Mo au plus, 128 pixels au moins. Laissez vide pour garder le logo actuel."),
    )

    class Meta:
        model = Brand
        fields = ("colour",)
