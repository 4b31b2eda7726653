"""What people type about news: the search of the list; the sheet and the pictures in the administration."""

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.access.roles import Role
from portal.accounts.models import Organisation
from portal.documents.detection import JPEG, PNG, WEBP, RefusedFile
from portal.documents.models import StoredFile
from portal.documents.uploads import Upload, UploadField
from portal.news import pictures
from portal.news.models import News, Picture
from portal.records.forms import CheckedForm

PICTURE_TYPES = (JPEG, PNG, WEBP)
PICTURE_MEGABYTES = 8


class NewsFilter(forms.Form):
    """Search in the address. What makes no sense is ignored."""

    q = forms.CharField(
        label=_("Rechercher"), required=False, max_length=80, widget=forms.TextInput(attrs={"type": "search"})
    )
    afficher = forms.ChoiceField(
        label=_("Afficher"), required=False, choices=[("", _("Toutes")), ("non-lues", _("Non lues"))]
    )

    reset_url = reverse_lazy("news:list")

    def wanted(self) -> dict:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class Addressed(forms.Form):
    """Whom a piece of news is for; mixed in before `ModelForm`."""

    roles = forms.MultipleChoiceField(
        label=_("Rôles"),
        choices=Role.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Sans choix : tous les rôles."),
    )
    organisation_kinds = forms.MultipleChoiceField(
        label=_("Types d’organisation"),
        choices=Organisation.Kind.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Sans choix : tous, et ceux qui n’en ont pas."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            audience = list(self.instance.audience.all())
            self.initial["roles"] = [row.role for row in audience if row.role]
            self.initial["organisation_kinds"] = [row.organisation_kind for row in audience if row.organisation_kind]


class NewsForm(Addressed, CheckedForm, forms.ModelForm):
    class Meta:
        model = News
        fields = ["title", "summary", "body", "publish_at"]
        widgets = {
            "title": forms.TextInput(attrs={"size": 90}),
            "summary": forms.Textarea(attrs={"rows": 2, "cols": 90}),
            "body": forms.Textarea(attrs={"rows": 18, "cols": 90}),
        }
        help_texts = {
            "body": _(
                "Une ligne vide sépare les paragraphes. # Titre, **gras**, *italique*, - liste, 1. liste numérotée, "
                "> citation, [texte du lien](https://…). Le HTML n’est pas interprété."
            )
        }


class DrawnField(UploadField):
    """A picture as somebody sends it; its clean value is the picture as it is kept."""

    def take(self, content: bytes, name: str) -> Upload:
        upload = super().take(content, name)
        if upload.content_type not in PICTURE_TYPES:
            raise RefusedFile(gettext("Ce fichier n’est pas une image JPEG, PNG ou WebP."))
        try:
            drawn = pictures.prepared(upload.content)
        except pictures.UnreadablePicture as problem:
            raise RefusedFile(str(problem)) from problem
        return Upload(drawn, f"{upload.name.rpartition('.')[0] or upload.name}.jpg", JPEG)


def drawn(sent) -> Upload | ValidationError:
    """What becomes of a file somebody sent: the picture to keep, or what is said at its field."""
    try:
        return DrawnField(max_megabytes=PICTURE_MEGABYTES).clean(sent)
    except ValidationError as refusal:
        return refusal


class KeptField(forms.FileField):
    """A file that was looked at and stored before its form is read: a stored file, or what `drawn` says against it."""

    widget = forms.FileInput(attrs={"accept": ",".join(PICTURE_TYPES)})

    def clean(self, data, initial=None) -> StoredFile | None:
        if isinstance(data, ValidationError):
            raise data
        return data


class PictureForm(forms.ModelForm):
    """A picture and its words; a file is asked for once, and sent again to replace it."""

    upload = KeptField(label=_("Image"), required=False, help_text=_("JPEG, PNG ou WebP."))

    class Meta:
        model = Picture
        fields = ["upload", "alt", "position"]

    def clean_upload(self):
        stored = self.cleaned_data["upload"]
        if not stored and not self.instance.pk:
            raise ValidationError(_("Choisissez une image."), code="required")
        return stored
