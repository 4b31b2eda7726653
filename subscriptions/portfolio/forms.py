from django import forms
from django.utils.translation import gettext_lazy as _

from portal.core.values.emails import EmailFormField
from portal.records.forms import RecordForm


class AddForm(RecordForm):
    """`Ajouter un nouveau client`: an address, nothing else."""

    email = EmailFormField(
        label=_("E-mail du client"),
        help_text=_("Il recevra les instructions, ou le back-office confirmera le lien sous 48 h hors week-end."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Indiquez l’adresse e-mail du client.")},
    )
    use_required_attribute = False


class RefusalForm(forms.Form):
    reason = forms.CharField(
        label=_("Motif"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Visible par le conseiller."),
        error_messages={"required": _("Indiquez le motif. Le conseiller le verra.")},
    )
    use_required_attribute = False
