"""What the back-office types to pay suppliers and to take repayments."""

from datetime import date
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.core.values import dates
from portal.core.values.day import DayField
from portal.core.values.euros import EurosField
from portal.records.forms import RecordForm


class UntilForm(forms.Form):
    until = DayField(label=_("Payer ce qui est prévu jusqu’au"), picker=True)


class RepaymentForm(RecordForm):
    amount = EurosField(
        label=_("Montant reçu"), max_digits=12, help_text=_("Paiement partiel ou trop-perçu : le solde est calculé.")
    )
    received_on = DayField(label=_("Reçu le"), picker=True)

    def clean_amount(self) -> Decimal:
        amount = self.cleaned_data["amount"]
        if not amount:
            raise ValidationError(_("Indiquez un montant supérieur à zéro."))
        return amount

    def clean_received_on(self) -> date:
        day = self.cleaned_data["received_on"]
        if day > dates.today():
            raise ValidationError(_("Cette date est dans le futur."))
        return day


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Motif"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
