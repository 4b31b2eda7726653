"""What is typed about an objective."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.access import scopes
from portal.access.scopes import Reach
from portal.core.values.euros import EurosField
from portal.core.values.month import MonthField
from portal.earnings.agreements.forms import agencies, earners
from portal.earnings.objectives.models import Objective
from portal.records.forms import RecordForm


class ObjectiveForm(RecordForm, forms.ModelForm):
    month = MonthField(label=_("Mois"))
    amount = EurosField(label=_("Montant à atteindre"), max_digits=12)

    class Meta:
        model = Objective
        fields = ("agent", "agency", "month", "amount")

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        people, places = earners(), agencies()
        if scopes.EARNINGS.reach(user) is not Reach.ALL:
            people = people.filter(organisation=user.organisation_id)
            places = places.filter(pk=user.organisation_id)
        self.fields["agent"].queryset, self.fields["agency"].queryset = people, places
        self.fields["agent"].empty_label = self.fields["agency"].empty_label = "—"

    def clean_amount(self):
        amount = self.cleaned_data["amount"]
        if not amount:
            raise forms.ValidationError(_("Indiquez un montant supérieur à zéro."))
        return amount

    def clean(self):
        values = super().clean()
        if bool(values.get("agent")) == bool(values.get("agency")) and not {"agent", "agency"} & set(self.errors):
            self.add_error("agent", _("Choisissez un conseiller ou une agence."))
        elif values.get("month"):
            same = Objective.objects.filter(agent=values.get("agent"), agency=values.get("agency"))
            if same.filter(month=values["month"]).exclude(pk=self.instance.pk).exists():
                self.add_error("month", _("Il y a déjà un objectif pour ce mois : modifiez-le."))
        return values

    def validate_constraints(self) -> None:
        """Nothing: `clean` says it in sentences, and the database holds the constraints."""
