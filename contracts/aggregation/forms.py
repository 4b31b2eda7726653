"""Forms of partner references and of the day of an aggregation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.models import Partner
from portal.core.values.day import DayField


class ReferenceForm(forms.Form):
    """A client's reference at a partner."""

    partner = forms.ModelChoiceField(
        label=_("Partenaire"),
        queryset=Partner.objects.none(),
        empty_label=_("Choisissez…"),
        error_messages={"required": _("Choisissez le partenaire.")},
    )
    reference = forms.CharField(
        label=_("Référence"),
        max_length=60,
        error_messages={"required": _("Indiquez la référence.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["partner"].queryset = Partner.objects.filter(is_active=True)


class AsOfForm(forms.Form):
    """The day that an aggregation is shown for."""

    au = DayField(label=_("Valeurs au"), required=False, picker=True)
