"""A whole percentage as people type it."""

from django import forms
from django.utils.translation import gettext_lazy as _

ASKED = _("Indiquez un nombre entier, de 0 à 100.")


class PercentField(forms.IntegerField):
    """A whole number from 0 to 100."""

    default_error_messages = {"invalid": ASKED, "min_value": ASKED, "max_value": ASKED}

    def __init__(self, **kwargs):
        widget = forms.NumberInput(attrs={"inputmode": "numeric", "step": 5})
        super().__init__(min_value=0, max_value=100, widget=widget, **kwargs)
