"""Forms of the back-office: filters of its queue, calls, reasons, letters of withdrawal."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from contracts.confirmation.queries import CALL_BACK, LATE, MISSED, NEVER, clients_sharing, was_confirmed
from contracts.sales.enums import NAMES, CallOutcome, Status
from contracts.sales.models import Contract
from contracts.sales.rules import letter_problem
from portal.core.values import dates
from portal.core.values.day import DayField
from portal.ui.listing.filters import Suggesting


class QueueFilter(forms.Form):
    """Filters of the queue, in its address; unknown values are ignored.

    `agence` and `produit` are typed, with suggestions: they stay small when their tables grow.
    """

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
        """Return the valid filters, as arguments of `queries.narrowed`."""
        self.full_clean()
        words = {"q": "q", "appels": "calls", "agence": "agency", "produit": "product"}
        return {name: value for field, name in words.items() if (value := self.cleaned_data.get(field, ""))}

    @classmethod
    def address(cls, typed: QueryDict) -> str:
        """Return the queue's parameters among `typed`, as a query string."""
        kept = QueryDict(mutable=True)
        for name in (*cls.base_fields, "suite"):
            if value := typed.get(name, "")[:200]:
                kept[name] = value
        return kept.urlencode()


class ReasonForm(forms.Form):
    """Reason of a step that closes or reopens; it stays on the timeline."""

    reason = forms.CharField(
        label=_("Motif"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Il reste dans l’historique du contrat."),
    )


class ValidationForm(forms.Form):
    """Fields that `Valider` still needs: a reason without a confirming call, a check of a shared mobile."""

    reason = forms.CharField(
        label=_("Pourquoi valider sans cet appel ?"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Le motif reste dans l’historique du contrat."),
        error_messages={"required": _("Notez l’appel « Joint, le client confirme », ou indiquez un motif.")},
    )
    mobile_checked = forms.BooleanField(
        label=_("J’ai vérifié l’identité du client"),
        required=False,
        error_messages={"required": _("Vérifiez l’identité du client, puis cochez cette case.")},
    )

    def __init__(self, *args, contract: Contract, **kwargs):
        super().__init__(*args, **kwargs)
        waiting = contract.status == Status.AWAITING_BACK_OFFICE
        self.shared_mobile = clients_sharing(contract) if waiting else 0
        if not waiting or was_confirmed(contract):
            del self.fields["reason"]
        else:
            self.fields["reason"].required = True
        if self.shared_mobile:
            self.fields["mobile_checked"].required = True
        else:
            del self.fields["mobile_checked"]


class CallForm(forms.Form):
    outcome = forms.ChoiceField(label=_("Résultat de l’appel"), choices=CallOutcome.choices, widget=forms.RadioSelect)
    note = forms.CharField(label=_("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))


class LetterForm(forms.Form):
    """Withdrawal that came by letter or e-mail: the sending day counts."""

    sent_on = DayField(
        label=_("Envoyée le"), picker=True, help_text=_("La date d’envoi compte, pas celle de réception.")
    )
    reason = forms.CharField(label=_("Référence ou remarque"), required=False, max_length=500)

    def __init__(self, *args, contract: Contract, **kwargs):
        super().__init__(*args, **kwargs)
        self.contract = contract

    def clean_sent_on(self):
        sent_on = self.cleaned_data["sent_on"]
        if problem := letter_problem(self.contract, sent_on, dates.today()):
            raise ValidationError(problem)
        return sent_on
