"""What people type about an action."""

from datetime import datetime, time

from django import forms
from django.utils.translation import gettext_lazy as _

from crm.tasks.enums import Kind
from crm.tasks.models import Task
from portal.core.values import dates
from portal.core.values.day import DayField
from portal.records.forms import RecordForm

USUAL_HOUR = time(9, 0)


class TaskForm(RecordForm, forms.ModelForm):
    """An action; its moment is typed as a day and an hour of Paris."""

    kind = forms.ChoiceField(label=_("Type"), choices=Kind.choices, widget=forms.RadioSelect, initial=Kind.CALL)
    day = DayField(label=_("Jour"), picker=True)
    hour = forms.TimeField(
        label=_("Heure"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_("Heure de Paris. Vide : 9 h 00."),
        error_messages={"invalid": _("Heure invalide. Format attendu : 14:30.")},
    )

    field_order = ["version", "key", "kind", "title", "day", "hour", "place"]

    class Meta:
        model = Task
        fields = ("kind", "title", "place")
        labels = {"title": _("Que faut-il faire ?"), "place": _("Lieu ou lien")}
        error_messages = {"title": {"required": _("Indiquez l’action à faire, par exemple : rappeler pour le devis.")}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["day"].error_messages["required"] = _("Indiquez le jour.")
        if self.instance.due_at:
            local = self.instance.due_at.astimezone(dates.PARIS)
            self.initial.setdefault("day", local.date())
            self.initial.setdefault("hour", local.time())
        else:
            self.initial.setdefault("day", dates.today())

    def values(self) -> dict:
        hour = self.cleaned_data["hour"] or USUAL_HOUR
        due_at = datetime.combine(self.cleaned_data["day"], hour, tzinfo=dates.PARIS)
        return {**super().values(), "due_at": due_at}


class OutcomeForm(forms.Form):
    """What came of an action, in a few words; nothing typed says that it is done."""

    outcome = forms.CharField(
        label=_("Résultat"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Résumé ou décision. Visible dans l’historique du client."),
    )
