"""Forms of an opportunity."""

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.models import Product
from portal.core.values.day import DayField
from portal.core.values.euros import EurosField
from portal.core.values.percent import PercentField
from portal.core.values.siren import SirenField
from portal.records.forms import RecordForm
from presales.opportunities.enums import Stage
from presales.opportunities.models import Opportunity


class OpportunityForm(RecordForm, forms.ModelForm):
    siren = SirenField(
        label=_("SIREN"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "placeholder": _("9 chiffres")}),
    )
    amount = EurosField(label=_("Montant estimé HT"), required=False, max_digits=10)
    expected_on = DayField(label=_("Clôture prévue"), required=False, picker=True)
    probability = PercentField(
        label=_("Probabilité (%)"), required=False, help_text=_("Laissez vide pour suivre l’étape.")
    )

    class Meta:
        model = Opportunity
        fields = (
            *("title", "kind", "company_name", "siren", "product", "amount"),
            *("stage", "expected_on", "probability", "notes"),
        )
        widgets = {"kind": forms.RadioSelect, "notes": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["product"].queryset = Product.objects.on_sale()
        self.fields["product"].empty_label = _("À préciser")

    @property
    def names_another_affair(self) -> bool:
        """Return whether SIREN or product, which identify duplicates, were changed."""
        return bool({"siren", "product"} & set(self.changed_data))


class StageForm(forms.Form):
    """`Déplacer vers…`."""

    to = forms.ChoiceField(label=_("Étape"), choices=Stage.choices, widget=forms.RadioSelect)
