"""What is typed to buy a plan, and to edit one."""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.core.values import dates
from portal.core.values.day import DayField
from portal.core.values.euros import EurosField
from portal.core.values.money import format_percent
from portal.records.forms import RecordForm
from subscriptions.plans.models import Content, Plan

# None of 0 %: an invoice would have to name the article that exempts it, which nothing here asks for.
VAT_RATES = [(rate, format_percent(Decimal(rate))) for rate in ("20", "10", "5.5", "2.1")]


class BuyForm(forms.Form):
    """The amount that was read, and whether renewal is agreed to: never ticked beforehand."""

    seen = forms.DecimalField(widget=forms.HiddenInput, max_digits=8, decimal_places=2, min_value=0)
    renews = forms.BooleanField(label=_("Renouveler automatiquement à la fin"), required=False)

    def __init__(self, data=None, *, quote):
        super().__init__(data, initial={"seen": quote.amount})

    def asking_again(self, quote, sentence: str) -> "BuyForm":
        """The same form about another price: what was ticked stays, the new amount is the one that is read."""
        again = BuyForm({**self.data.dict(), "seen": str(quote.amount)}, quote=quote)
        again.full_clean()
        again.add_error(None, sentence)
        return again


class PlanForm(RecordForm, forms.ModelForm):
    contents = forms.ModelMultipleChoiceField(
        label=_("Contenus"),
        queryset=Content.objects.none(),
        to_field_name="code",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Cochez au moins un contenu.")},
    )

    class Meta:
        model = Plan
        fields = ("name", "description", "rank")
        widgets = {"description": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["contents"].queryset = Content.objects.all()
        if self.instance.pk:
            self.initial["contents"] = self.instance.current.contents

    @property
    def codes(self) -> list[str]:
        return sorted(content.code for content in self.cleaned_data["contents"])


class PriceForm(forms.Form):
    """A price from a day on; the one before ends the day before."""

    months = forms.IntegerField(
        label=_("Durée en mois"),
        min_value=1,
        max_value=60,
        error_messages={"required": _("Indiquez la durée."), "invalid": _("Un nombre de mois, par exemple 12.")},
    )
    amount = EurosField(label=_("Prix TTC"), max_digits=8)
    vat_rate = forms.TypedChoiceField(label=_("TVA"), choices=VAT_RATES, coerce=Decimal, initial="20")
    starts_on = DayField(label=_("À partir du"), picker=True)
    use_required_attribute = False

    def clean_amount(self):
        if self.cleaned_data["amount"] <= 0:
            raise ValidationError(gettext("Le prix est d’au moins un centime."))
        return self.cleaned_data["amount"]

    def clean_starts_on(self):
        if self.cleaned_data["starts_on"] < dates.today():
            raise ValidationError(gettext("Un prix ne change pas dans le passé : choisissez aujourd’hui ou plus tard."))
        return self.cleaned_data["starts_on"]
