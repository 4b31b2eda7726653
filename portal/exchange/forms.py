"""What people type about a list."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.exchange.models import LONGEST_QUERY, Format, SavedView


class ViewForm(forms.ModelForm):
    """A view to keep: `query` is the list as it stands."""

    query = forms.CharField(widget=forms.HiddenInput, required=False, max_length=LONGEST_QUERY)

    class Meta:
        model = SavedView
        fields = ["name", "is_default", "query"]


class FormatForm(forms.Form):
    format = forms.ChoiceField(label=_("Format"), choices=Format.choices, initial=Format.XLSX, widget=forms.RadioSelect)


class BulkReasonForm(forms.Form):
    """Why a step is taken for several at once; it stays in the history of each."""

    reason = forms.CharField(
        label=_("Motif"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Il reste dans l’historique de chacun."),
    )
