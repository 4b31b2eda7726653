"""What one says of a new token."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.exchange.api import Scope


class TokenForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("Nom"), max_length=80, help_text=_("Nom du programme, par exemple « Logiciel comptable ».")
    )
    scopes = forms.MultipleChoiceField(
        label=_("Portées"),
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Cochez au moins une portée.")},
    )
    days = forms.TypedChoiceField(
        label=_("Expire dans"),
        choices=[(30, _("30 jours")), (90, _("90 jours")), (365, _("un an"))],
        coerce=int,
        initial=90,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("key", uuid4())
