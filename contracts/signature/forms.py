"""The forms of a signature: the code, and another mobile."""

from django import forms
from django.utils.translation import gettext_lazy as _

from contracts.sales.forms import ContractForm
from portal.core.values.pasted_number import LONGEST_PASTE
from portal.core.values.phone import MobileField


class CodeForm(forms.Form):
    """The code the client received; it names its challenge, so that an old tab does no harm."""

    challenge = forms.UUIDField(widget=forms.HiddenInput, required=False)
    code = forms.CharField(
        label=_("Code reçu par SMS"),
        max_length=LONGEST_PASTE,
        error_messages={"required": _("Saisissez les 6 chiffres reçus par SMS.")},
    )


class MobileForm(forms.Form):
    phone = MobileField(label=_("Nouveau mobile du client"))

    clean_phone = ContractForm.clean_phone
