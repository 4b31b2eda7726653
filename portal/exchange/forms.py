"""Forms of a list: views and bulk actions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.exchange.models import LONGEST_QUERY, Format, SavedView


class ViewForm(forms.ModelForm):
    """A view to save: `query` is the list as it stands."""

    query = forms.CharField(widget=forms.HiddenInput, required=False, max_length=LONGEST_QUERY)
    is_shared = forms.BooleanField(required=False)

    class Meta:
        model = SavedView
        fields = ["name", "is_default", "is_shared", "query"]


class ViewChangeForm(forms.Form):
    """Change of a saved view: name, sharing, default, and whether it takes the current filters."""

    name = forms.CharField(
        label=_("Nom de la vue"), max_length=60, error_messages={"required": _("Donnez un nom à la vue.")}
    )
    is_default = forms.BooleanField(label=_("Vue par défaut"), required=False)
    is_shared = forms.BooleanField(
        label=_("La partager avec mes collègues"),
        help_text=_(
            "Vos collègues la trouvent dans leurs vues, avec leurs propres droits. Vous seul pouvez la modifier."
        ),
        required=False,
    )
    replaces = forms.BooleanField(label=_("Enregistrer les filtres actuels dans cette vue"), required=False)

    def __init__(self, data=None, *, view: SavedView, may_share: bool, may_replace: bool):
        kept = {name: getattr(view, name) for name in ("name", "is_default", "is_shared")}
        super().__init__(data, initial=kept, use_required_attribute=False)
        if not may_share:
            del self.fields["is_shared"]
        if not may_replace:
            del self.fields["replaces"]


class FormatForm(forms.Form):
    format = forms.ChoiceField(label=_("Format"), choices=Format.choices, initial=Format.XLSX, widget=forms.RadioSelect)


class BulkReasonForm(forms.Form):
    """Reason of a bulk step; it stays in the history of each row."""

    reason = forms.CharField(
        label=_("Motif"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Il reste dans l’historique de chaque fiche."),
    )
