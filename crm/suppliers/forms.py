"""Inviting a supplier, and what suppliers say of themselves."""

from django import forms
from django.utils.translation import gettext_lazy as _

from crm.companies.forms import SirenField, refuse_mask
from crm.suppliers.models import SupplierLink
from crm.suppliers.rules import parse_iban
from portal.core.values.written import WrittenField
from portal.records.forms import RecordForm


class IbanField(WrittenField):
    """An IBAN in any writing, its key checked."""

    default_error_messages = {
        "invalid": _("Cet IBAN n’est pas valide : recopiez-le depuis votre RIB, par exemple FR76 3000 6000 0112…"),
    }

    def __init__(self, **kwargs):
        kwargs.setdefault("max_length", 50)
        super().__init__(attrs={"autocomplete": "off", "spellcheck": "false"}, **kwargs)

    def read(self, text: str) -> str:
        return parse_iban(text)

    def prepare_value(self, value):
        plain = value or ""
        return " ".join(plain[start : start + 4] for start in range(0, len(plain), 4)) if " " not in plain else plain


class InvitationForm(RecordForm, forms.ModelForm):
    class Meta:
        model = SupplierLink
        fields = ("company_name", "email")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["company_name"].label = _("Société du fournisseur")
        self.fields["email"].help_text = _("La personne qui envoie les factures reçoit un lien personnel.")

    def clean_email(self) -> str:
        return self.cleaned_data["email"].strip().lower()


class SupplierForm(forms.Form):
    """Who the supplier is, and where they are paid."""

    siren = SirenField(label=_("SIREN"))
    company_name = forms.CharField(label=_("Raison sociale"), max_length=200)
    address = forms.CharField(label=_("Adresse"), max_length=300)
    postal_code = forms.CharField(label=_("Code postal"), max_length=10)
    city = forms.CharField(label=_("Ville"), max_length=120)
    first_name = forms.CharField(label=_("Votre prénom"), max_length=80)
    last_name = forms.CharField(label=_("Votre nom"), max_length=80)
    iban = IbanField(
        label=_("IBAN"), help_text=_("Le compte sur lequel vos factures sont payées. Votre client ne le voit pas.")
    )

    COMPANY = ("siren", "company_name", "address", "postal_code", "city")

    def clean_company_name(self) -> str:
        return refuse_mask(self.cleaned_data["company_name"])

    def company(self) -> dict:
        return {name: self.cleaned_data[name] for name in self.COMPANY}

    def person(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("first_name", "last_name")}


class BankForm(forms.Form):
    iban = IbanField(label=_("Nouvel IBAN"))


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Motif"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
