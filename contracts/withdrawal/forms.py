from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from contracts.withdrawal.rules import contract_number
from portal.core.values.emails import EmailFormField


class RecognitionForm(forms.Form):
    """Number, name and e-mail, which the client finds in the mail they received."""

    number = forms.CharField(
        label=_("Numéro du contrat"),
        max_length=40,
        help_text=_("En tête du contrat et dans le SMS. Exemple : CT-2026-000123"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": _("Indiquez le numéro du contrat.")},
    )
    name = forms.CharField(
        label=_("Votre nom de famille, ou la société"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
        error_messages={"required": _("Indiquez votre nom ou celui de la société.")},
    )
    email = EmailFormField(
        label=_("Votre e-mail"),
        help_text=_("L’adresse donnée à la signature. L’accusé de réception y sera envoyé."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Indiquez l’e-mail donné à la signature.")},
    )
    use_required_attribute = False

    def clean_number(self):
        number = contract_number(self.cleaned_data["number"])
        if not number:
            raise ValidationError(gettext("Ce n’est pas un numéro de contrat. Exemple : CT-2026-000123"))
        return number
