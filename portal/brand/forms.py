"""What is chosen about the brand."""

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from portal.brand import logos
from portal.brand.colours import HEX
from portal.brand.models import Brand
from portal.documents import pictures
from portal.documents.uploads import UploadField
from portal.records.forms import RecordForm


class ColourField(forms.CharField):
    """A colour as `#rrggbb`."""

    widget = forms.TextInput(attrs={"type": "color"})
    default_validators = (MaxLengthValidator(7),)
    default_error_messages = {"invalid": _("Écrivez une couleur comme #0b5a66.")}

    def to_python(self, value):
        colour = super().to_python(value).lower()
        if colour and not HEX.fullmatch(colour):
            raise forms.ValidationError(self.error_messages["invalid"])
        return colour


class BrandForm(RecordForm, forms.ModelForm):
    colour = ColourField(
        label=_("Couleur"),
        help_text=_("Celle des boutons et des liens. Trop claire pour être lue, elle est foncée d’elle-même."),
    )
    upload = UploadField(
        label=_("Logo"),
        required=False,
        max_megabytes=2,
        help_text=_("JPEG, PNG ou WebP, 2 Mo au plus, 128 pixels au moins. Vide : le logo actuel reste."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    without_logo = forms.BooleanField(label=_("Retirer le logo"), required=False)

    class Meta:
        model = Brand
        fields = ("colour",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.drawn = None
        if not self.instance.logo_id:
            del self.fields["without_logo"]

    def clean_upload(self):
        upload = self.cleaned_data["upload"]
        if upload:
            try:
                self.drawn = logos.drawn(upload.content)
            except logos.TooSmall as error:
                raise forms.ValidationError(_("Ce logo est trop petit : 128 pixels au moins.")) from error
            except pictures.TooManyPixels as error:
                raise forms.ValidationError(
                    _("Cette image a trop de pixels. Réduisez-la, puis recommencez.")
                ) from error
            except pictures.PictureError as error:
                raise forms.ValidationError(_("Ce n’est pas une image lisible : JPEG, PNG ou WebP.")) from error
        return upload

    def values(self) -> dict:
        """Return the columns; the view adds a logo that was sent."""
        kept = None if self.cleaned_data.get("without_logo") else self.instance.logo
        return super().values() | {"logo": kept}
