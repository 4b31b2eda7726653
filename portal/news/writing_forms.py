"""Forms of those who write news: the words, the moment, a picture."""

from datetime import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.core.values import dates
from portal.core.values.day import DayField
from portal.news.forms import PICTURE_MEGABYTES, PICTURE_TYPES, Addressed, DrawnField
from portal.news.models import News, Picture
from portal.records.forms import RecordForm


class WritingForm(Addressed, RecordForm, forms.ModelForm):
    """Words and audience; when it comes out is a step of its own."""

    class Meta:
        model = News
        fields = ("title", "summary", "body")
        labels = {"title": _("Titre"), "summary": _("Introduction"), "body": _("Texte")}
        widgets = {"summary": forms.Textarea(attrs={"rows": 2}), "body": forms.Textarea(attrs={"rows": 14})}
        help_texts = {
            "body": _(
                "Une ligne vide sépare les paragraphes. # Titre, **gras**, *italique*, - liste, "
                "[texte du lien](https://…)."
            )
        }
        error_messages = {
            "title": {"required": _("Indiquez le titre.")},
            "summary": {"required": _("Indiquez l’introduction : elle se lit dans la liste.")},
            "body": {"required": _("Écrivez le texte.")},
        }

    def audience(self) -> dict[str, list[str]]:
        return {name: self.cleaned_data[name] for name in ("roles", "organisation_kinds")}


class ScheduleForm(forms.Form):
    """A moment to come, in Paris."""

    day = DayField(label=_("Jour"), picker=True)
    time = forms.TimeField(
        label=_("Heure"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Heure invalide. Format attendu : HH:MM.")},
    )

    def clean(self) -> dict:
        values = super().clean()
        if values.get("day") and values.get("time"):
            values["at"] = datetime.combine(values["day"], values["time"], tzinfo=dates.PARIS)
            if values["at"] <= dates.now():
                self.add_error("day", ValidationError(_("Choisissez un moment à venir."), code="past"))
        return values


class AddPictureForm(forms.ModelForm):
    """A picture and what it shows."""

    upload = DrawnField(
        label=_("Image"),
        max_megabytes=PICTURE_MEGABYTES,
        help_text=_("JPEG, PNG ou WebP, 8 Mo au plus."),
        widget=forms.FileInput(attrs={"accept": ",".join(PICTURE_TYPES)}),
    )

    class Meta:
        model = Picture
        fields = ("alt",)
        labels = {"alt": _("Description de l’image")}
        error_messages = {"alt": {"required": _("Dites ce que l’image montre, pour ceux qui ne la voient pas.")}}
