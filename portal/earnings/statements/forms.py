"""What people type about a statement."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.core.values import dates
from portal.core.values.day import DayField


class PaymentForm(forms.Form):
    paid_on = DayField(label=_("Payé le"), picker=True, error_messages={"required": _("Indiquez le jour du paiement.")})

    def clean_paid_on(self):
        day = self.cleaned_data["paid_on"]
        if day and day > dates.today():
            raise ValidationError(_("Le paiement ne peut pas être dans le futur."))
        return day
