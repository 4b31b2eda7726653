"""What the back-office types for a credit note."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.core.values.percent import PercentField


class CreditForm(forms.Form):
    share = PercentField(label=_("Part de la facture (%)"), initial=100)
    reason = forms.CharField(
        label=_("Motif"),
        max_length=500,
        help_text=_("Il figure sur l’avoir."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Indiquez le motif.")},
    )
    refund = forms.BooleanField(label=_("Rembourser la carte"), required=False, initial=True)

    def clean_share(self):
        share = self.cleaned_data["share"]
        if not share:
            raise forms.ValidationError(_("Indiquez une part de 1 à 100 %."))
        return share
