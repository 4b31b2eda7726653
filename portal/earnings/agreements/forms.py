"""What the back-office types about agreements."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission
from portal.accounts.models import Organisation, User
from portal.core.values.day import DayField
from portal.core.values.euros import EurosField
from portal.core.values.percent import RateField
from portal.earnings.agreements import actions
from portal.earnings.agreements.models import MOST_TIERS, Agreement
from portal.earnings.agreements.rules import Terms
from portal.records.forms import RecordForm

ZERO = 0


def earners():
    """The people who may have an agreement: those who see their earnings and belong to an agency."""
    people = User.objects.having(Permission.EARNINGS).active().filter(organisation__isnull=False)
    return people.order_by("last_name", "first_name", "pk")


def agencies():
    return Organisation.objects.filter(kind=Organisation.Kind.AGENCY).order_by("name")


class AgreementForm(RecordForm, forms.ModelForm):
    since = DayField(label=_("À partir du"), picker=True)
    until = DayField(label=_("Jusqu’au"), picker=True, required=False, help_text=_("Vide : sans fin prévue."))

    class Meta:
        model = Agreement
        fields = ("name", "agent", "agency", "since", "until", "notes")
        widgets = {"notes": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"agent": _("Ni conseiller ni agence : l’accord vaut pour tous.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agent"].queryset = earners()
        self.fields["agency"].queryset = agencies()
        self.fields["agent"].empty_label = self.fields["agency"].empty_label = _("Tous")

    def clean(self):
        values = super().clean()
        if values.get("agent") and values.get("agency"):
            self.add_error("agency", _("Choisissez un conseiller ou une agence, pas les deux."))
        since, until = values.get("since"), values.get("until")
        if since and until and until < since:
            self.add_error("until", _("La fin doit suivre le début."))
        if since and not self.errors:
            self._refuse_overlap(since, until)
        return values

    def _refuse_overlap(self, since, until) -> None:
        whom = {name: self.cleaned_data.get(name) for name in ("agent", "agency")}
        besides = self.instance if self.instance.pk else None
        if other := actions.overlapping(**whom, since=since, until=until, besides=besides):
            sentence = gettext(
                "« %(name)s » vaut déjà pour les mêmes personnes à partir du %(day)s : donnez-lui une fin."
            )
            self.add_error("since", sentence % {"name": other.name, "day": f"{other.since:%d/%m/%Y}"})


class SuccessionForm(forms.Form):
    since = DayField(label=_("La nouvelle version commence le"), picker=True)


class TermsForm(forms.Form):
    """The terms of one kind of sale; all empty, this kind earns nothing."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    rate = RateField(label=_("Taux (% du montant HT)"), required=False)
    fixed = EurosField(label=_("Montant fixe par vente"), max_digits=10, required=False)

    def __init__(self, *args, agreement: Agreement, terms: Terms | None, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial |= {"version": agreement.version}
        if terms:
            self.initial |= {"rate": terms.rate or None, "fixed": terms.fixed or None}
        for number in range(MOST_TIERS):
            low, rate = terms.tiers[number] if terms and number < len(terms.tiers) else (None, None)
            self.fields[f"low_{number}"] = EurosField(
                label=_("Dès (HT dans le mois)"), max_digits=12, required=False, initial=low
            )
            self.fields[f"rate_{number}"] = RateField(label=_("Taux (%)"), required=False, initial=rate)

    @property
    def tier_rows(self) -> list[tuple]:
        return [(self[f"low_{number}"], self[f"rate_{number}"]) for number in range(MOST_TIERS)]

    def clean(self):
        values = super().clean()
        last = ZERO
        for number in range(MOST_TIERS):
            low, rate = values.get(f"low_{number}"), values.get(f"rate_{number}")
            if (low is None) != (rate is None):
                missing = f"low_{number}" if low is None else f"rate_{number}"
                if missing not in self.errors:
                    self.add_error(missing, _("Indiquez un montant et un taux pour chaque palier."))
            elif low is not None:
                if low <= last:
                    self.add_error(f"low_{number}", _("Chaque palier commence plus haut que le précédent."))
                last = low
        return values

    @property
    def terms(self) -> Terms | None:
        """What was typed; None when all is empty."""
        values = self.cleaned_data
        pairs = [(values.get(f"low_{number}"), values.get(f"rate_{number}")) for number in range(MOST_TIERS)]
        tiers = tuple((low, rate) for low, rate in pairs if low is not None)
        if values.get("rate") is None and values.get("fixed") is None and not tiers:
            return None
        return Terms(values.get("rate") or Terms.rate, values.get("fixed") or Terms.fixed, tiers)
