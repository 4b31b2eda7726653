"""What a buyer says when asking for an envelope, and what the back-office decides."""

from datetime import timedelta
from decimal import Decimal

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from crm.envelopes.fields import RateField
from crm.envelopes.models import Envelope
from portal.core.values import dates
from portal.core.values.day import DayField
from portal.core.values.euros import EurosField
from portal.records.forms import RecordForm

POSITIVE = _("Indiquez un montant supérieur à zéro.")


class AskForm(RecordForm, forms.ModelForm):
    asked_amount = EurosField(
        label=_("Enveloppe souhaitée"),
        max_digits=12,
        help_text=_("Total maximal des factures payées en avance."),
    )
    turnover = EurosField(label=_("Chiffre d’affaires annuel"), max_digits=14)
    purchases = EurosField(label=_("Achats annuels à vos fournisseurs"), max_digits=14)

    class Meta:
        model = Envelope
        fields = ("asked_amount", "turnover", "purchases", "need")
        widgets = {"need": forms.Textarea(attrs={"rows": 4})}

    def clean_asked_amount(self) -> Decimal:
        amount = self.cleaned_data["asked_amount"]
        if not amount:
            raise ValidationError(POSITIVE)
        return amount


class TermsForm(RecordForm, forms.ModelForm):
    """Amount, price and dates of an envelope, with the reasons of the decision."""

    amount = EurosField(label=_("Montant accordé"), max_digits=12)
    yearly_rate = RateField(label=_("Taux annuel (%)"))
    fixed_rate = RateField(label=_("Part fixe (%)"))
    starts_on = DayField(label=_("Du"), picker=True)
    ends_on = DayField(label=_("Au"), picker=True)

    class Meta:
        model = Envelope
        fields = ("amount", "yearly_rate", "fixed_rate", "starts_on", "ends_on", "reasons")
        widgets = {"reasons": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reasons"].label = _("Motif de la décision")
        if self.instance.starts_on is None:
            today = dates.today()
            proposed = {
                "amount": self.instance.asked_amount,
                "yearly_rate": Decimal(settings.FACTORING_YEARLY_RATE),
                "fixed_rate": Decimal(settings.FACTORING_FIXED_RATE),
                "starts_on": today,
                "ends_on": today + timedelta(days=364),
            }
            self.initial.update(proposed)

    def clean_amount(self) -> Decimal:
        amount = self.cleaned_data["amount"]
        if not amount:
            raise ValidationError(POSITIVE)
        return amount

    def clean(self):
        values = super().clean()
        starts, ends = values.get("starts_on"), values.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("La fin doit suivre le début."))
        return values

    def terms(self) -> dict:
        return {name: self.cleaned_data[name] for name in self.Meta.fields if name != "reasons"}


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Motif"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Visible par l’acheteur."),
    )
