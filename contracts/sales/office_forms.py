"""What one asks of the back-office's queue, in its address: a closed list, nonsense asks nothing."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from contracts.sales.office import CALL_BACK, LATE, MISSED, NEVER
from portal.ui.listing.filters import Suggesting

NAMES = "contracts:list_suggestions"


class QueueFilter(forms.Form):
    """`agence` and `produit` are typed, with suggestions: they stay small when their tables grow."""

    q = forms.CharField(label=_("Rechercher"), required=False, max_length=100)
    appels = forms.ChoiceField(
        label=_("À voir"),
        required=False,
        choices=[
            ("", _("Tout")),
            (LATE, _("En retard")),
            (NEVER, _("Jamais appelés")),
            (CALL_BACK, _("À rappeler")),
            (MISSED, _("Manqués trois jours")),
        ],
    )
    agence = forms.CharField(label=_("Agence"), required=False, max_length=120, widget=Suggesting(NAMES))
    produit = forms.CharField(label=_("Produit"), required=False, max_length=120, widget=Suggesting(NAMES))

    def asked(self) -> dict[str, str]:
        """What was asked and understood, by the words of `office.narrowed`."""
        self.full_clean()
        words = {"q": "q", "appels": "calls", "agence": "agency", "produit": "product"}
        return {name: value for field, name in words.items() if (value := self.cleaned_data.get(field, ""))}

    @classmethod
    def address(cls, typed: QueryDict) -> str:
        """The parameters of the queue among `typed`, as one writes them after `?`."""
        kept = QueryDict(mutable=True)
        for name in (*cls.base_fields, "suite"):
            if value := typed.get(name, "")[:200]:
                kept[name] = value
        return kept.urlencode()
