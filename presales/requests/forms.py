"""Forms of a request, on the partner's side. The team's proposals are in `meetings.forms`."""

from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.core.values import dates
from portal.records.forms import RecordForm
from presales.meetings import queries as meetings
from presales.meetings.forms import MeetingDayField, PersonField
from presales.requests.enums import HalfDay, Mode
from presales.requests.models import PresalesRequest


class RequestForm(RecordForm, forms.ModelForm):
    """`Saisir la demande` (D5)."""

    mode = forms.ChoiceField(label=_("Type d’intervention"), choices=Mode.choices, widget=forms.RadioSelect)
    place = forms.CharField(
        label=_("Lieu"),
        required=False,
        max_length=300,
        help_text=_("Obligatoire sur site : l’adresse où l’expert se rend."),
    )
    wished_on = MeetingDayField(label=_("Date souhaitée"))
    wished_presenter = PersonField(
        label=_("Intervenant souhaité"), queryset=None, required=False, empty_label=_("Peu importe")
    )

    class Meta:
        model = PresalesRequest
        fields = ("description", "mode", "place", "wished_on", "wished_presenter")
        widgets = {"description": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["wished_presenter"].queryset = meetings.experts()
        self.fields["place"].asked_sometimes = True
        self.use_required_attribute = False

    @property
    def day_off(self) -> str:
        return self.fields["wished_on"].notice(self["wished_on"].value())

    def clean_wished_on(self):
        day = self.cleaned_data["wished_on"]
        if day and day < dates.today():
            raise ValidationError(gettext("Cette date est déjà passée."))
        return day

    def clean(self):
        values = super().clean()
        on_site = values.get("mode") == Mode.ON_SITE
        if on_site and not values.get("place") and "place" not in self.errors:
            self.add_error("place", gettext("Sur site, indiquez le lieu : l’adresse où l’expert se rend."))
        if not on_site:
            values["place"] = ""
        return values


class ChoiceForm(forms.Form):
    """The three dates, each a button (D9)."""

    slot = forms.TypedChoiceField(
        label=_("Le créneau retenu"),
        coerce=int,
        error_messages={"required": _("Choisissez l’une des dates."), "invalid_choice": _("Cette date n’existe plus.")},
    )

    def __init__(self, *args, slots, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["slot"].choices = [(slot.pk, slot.in_words) for slot in slots]


class OtherDatesForm(forms.Form):
    """`Préciser vos attentes` (D10)."""

    expectations = forms.CharField(
        label=_("Vos attentes"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Précisez ce qui vous conviendrait.")},
    )
    half_days = forms.MultipleChoiceField(
        label=_("Demi-journées préférées"),
        choices=HalfDay.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        template_name="presales/requests/half_days.html",
    )


class ReasonForm(forms.Form):
    """Reason, kept on the request and in its history."""

    reason = forms.CharField(
        label=_("Motif"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Indiquez le motif : il reste visible sur la demande.")},
    )


class ColleagueField(PersonField):
    """Colleagues by name; those whose key is in `busy` are marked as busy."""

    busy: frozenset[int] = frozenset()

    def label_from_instance(self, person) -> str:
        name = super().label_from_instance(person)
        return gettext("%(name)s (pas libre à ces dates)") % {"name": name} if person.pk in self.busy else name


class HandoverForm(forms.Form):
    """`Confier à…`."""

    to = ColleagueField(
        label=_("Intervenant"),
        queryset=None,
        empty_label=_("Choisissez…"),
        error_messages={
            "required": _("Choisissez quelqu’un de l’équipe avant-vente."),
            "invalid_choice": _("Choisissez quelqu’un de l’équipe avant-vente."),
        },
    )

    def __init__(self, data=None, *, colleagues, busy):
        super().__init__(data, use_required_attribute=False)
        self.fields["to"].busy = frozenset(busy)
        self.fields["to"].queryset = colleagues


class VideoForm(forms.Form):
    """Link of a video meeting."""

    video_link = forms.URLField(
        label=_("Lien de la visio"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=_("L’adresse de la réunion : elle commence par https://."),
        error_messages={
            "invalid": _("Ce lien n’est pas valide : collez l’adresse complète, qui commence par https://.")
        },
    )

    def clean_video_link(self) -> str:
        link = self.cleaned_data["video_link"]
        parts = urlsplit(link)
        if link and (parts.scheme != "https" or parts.username is not None):
            raise ValidationError(gettext("Le lien doit commencer par https:// et ne contenir aucun mot de passe."))
        return link


class QuestionForm(forms.Form):
    question = forms.CharField(
        label=_("Informations à fournir"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Écrivez ce que vous avez besoin de savoir.")},
    )


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("Vos informations"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Écrivez votre réponse.")},
    )
