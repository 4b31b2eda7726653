"""What people type in a prospect's file, tab by tab."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from crm.clients.enums import Kind
from crm.clients.forms import ReachedForm
from crm.clients.models import Client
from crm.companies.enums import UnitState
from crm.companies.forms import SirenField, SiretField, VatField, WebsiteField, refuse_mask
from crm.companies.identifiers import vat_of
from crm.companies.reading import Company
from crm.prospects.enums import Progress, Step
from crm.prospects.models import FollowUp, Recommendation
from portal.core.values.day import DayField
from portal.core.values.euros import EurosField
from portal.core.values.percent import PercentField
from portal.core.values.phone import MobileField
from portal.documents.uploads import UploadField
from portal.records.forms import RecordForm

KINDS = ((Kind.COMPANY, _("Société, association, administration")), (Kind.PERSON, _("Entrepreneur individuel")))


class CompanyForm(RecordForm, forms.ModelForm):
    """Registration data. `picked` is the SIREN chosen in the directory; `closed_ok` keeps a closed company anyway."""

    kind = forms.ChoiceField(label=_("Type"), choices=KINDS, widget=forms.RadioSelect, initial=Kind.COMPANY)
    company_name = forms.CharField(label=_("Raison sociale ou enseigne"), required=False, max_length=200)
    siren = SirenField(label=_("SIREN"), required=False)
    siret = SiretField(label=_("SIRET"), required=False)
    vat_number = VatField(label=_("Numéro de TVA"), required=False, help_text=_("Calculé d’après le SIREN."))
    website = WebsiteField(label=_("Site internet"), required=False)
    picked = forms.CharField(widget=forms.HiddenInput, required=False, max_length=14)
    closed_ok = forms.BooleanField(label=_("Enregistrer quand même cette société fermée."), required=False)

    class Meta:
        model = Client
        fields = ("kind", "company_name", "last_name", "first_name", "siren")

    REGISTRATION = ("siret", "vat_number", "website")

    def __init__(self, *args, company: Company | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.company = company
        for name in ("company_name", "last_name"):
            self.fields[name].asked_sometimes = True  # by the type
        if not self.asks_about_closing:
            del self.fields["closed_ok"]

    @property
    def asks_about_closing(self) -> bool:
        return self.company is not None and self.company.state == UnitState.CLOSED

    def clean_company_name(self):
        return refuse_mask(self.cleaned_data["company_name"])

    def clean_last_name(self):
        return refuse_mask(self.cleaned_data["last_name"])

    def clean_first_name(self):
        return refuse_mask(self.cleaned_data["first_name"])

    def clean(self):
        data = super().clean()
        needed = "company_name" if data.get("kind") == Kind.COMPANY else "last_name"
        if needed not in self.errors and not data.get(needed):
            said = gettext("Indiquez la raison sociale.") if needed == "company_name" else gettext("Indiquez le nom.")
            self.add_error(needed, said)
        siren, siret = data.get("siren"), data.get("siret")
        if siren and siret and not siret.startswith(siren):
            self.add_error(
                "siret", gettext("Ce SIRET n’est pas celui de ce SIREN : ses 9 premiers chiffres diffèrent.")
            )
        if self.asks_about_closing and siren == self.company.siren and not data.get("closed_ok"):
            self.add_error("closed_ok", gettext("Cette société est fermée : cochez la case pour l’enregistrer."))
        return data

    def values(self) -> dict:
        values = super().values()
        siret = self.cleaned_data["siret"]
        return {**values, "siren": values["siren"] or siret[:9]}

    def registration(self) -> dict:
        """Columns of the company record; the VAT number is computed where none was typed."""
        typed = {name: self.cleaned_data[name] for name in self.REGISTRATION}
        asks_vat = self.company is None or bool(self.company.vat_number)
        computed = vat_of(self.values()["siren"]) if asks_vat else ""
        return {**typed, "vat_number": typed["vat_number"] or computed}


class NewProspectForm(ReachedForm, CompanyForm):
    """What opens a file: the company, and how to reach it, by which a known party is recognised."""

    phone = MobileField(label=_("Mobile"), required=False)
    email = forms.EmailField(label=_("E-mail"), required=False, max_length=254)
    birth_date = DayField(label=_("Date de naissance"), required=False, help_text=_("Exemple : 01/02/1980"))

    class Meta(CompanyForm.Meta):
        fields = (*CompanyForm.Meta.fields, "phone", "email", "birth_date")

    def values(self) -> dict:
        values = super().values()
        return values | {"birth_date": None} if values["kind"] == Kind.COMPANY else values


class AddressForm(RecordForm, forms.ModelForm):
    """The address, in France or abroad."""

    postal_code = forms.RegexField(
        r"^\d{5}$",
        label=_("Code postal"),
        required=False,
        strip=True,
        error_messages={"invalid": _("Un code postal a 5 chiffres. À l’étranger, laissez-le vide.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    country = forms.CharField(label=_("Pays"), required=False, max_length=80, help_text=_("Seulement à l’étranger."))

    class Meta:
        model = Client
        fields = ("address", "address_extra", "postal_code", "city")

    def clean_address(self):
        return refuse_mask(self.cleaned_data["address"])

    def clean_city(self):
        return refuse_mask(self.cleaned_data["city"])


class FollowUpForm(RecordForm, forms.ModelForm):
    """State, figures and comment. The state leads to a step of its own once the rest is saved."""

    status = forms.ChoiceField(
        label=_("Quel est l’état d’avancement ?"), choices=Progress.choices, widget=forms.RadioSelect
    )
    step = forms.ChoiceField(label=_("Étape de la discussion"), choices=Step.choices)
    turnover = EurosField(label=_("CA de l’année en cours"), required=False, max_digits=14)
    forecast = EurosField(label=_("CA prévu"), required=False, max_digits=14)
    probability = PercentField(label=_("Probabilité (%)"))
    expected_on = DayField(label=_("Date prévue"), required=False, picker=True)

    class Meta:
        model = FollowUp
        fields = ("step", "turnover", "forecast", "probability", "expected_on", "comment")
        widgets = {"comment": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["status"] = self.instance.status
        if self.instance.is_ready:  # the state is locked; the back-office has a page to reopen it
            del self.fields["status"]


class RecommendationForm(RecordForm, forms.ModelForm):
    class Meta:
        model = Recommendation
        fields = ("activity", "needs", "invoices")
        labels = {"activity": _("Son activité"), "needs": _("Ses besoins"), "invoices": _("Ses factures")}
        help_texts = {
            "activity": _("Ce que la société vend, à qui, depuis quand."),
            "needs": _("Ses attentes et ses délais."),
            "invoices": _("Montant et délai habituels de ses factures, principaux fournisseurs."),
        }
        widgets = {name: forms.Textarea(attrs={"rows": 4}) for name in fields}


class AttachmentForm(forms.Form):
    file = UploadField(label=_("Fichier"))


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Motif"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Indiquez le motif.")},
    )


class StepForm(forms.Form):
    """`Déplacer vers…`: a step of the discussion or another state."""

    to = forms.ChoiceField(label=_("Colonne"), choices=[*Step.choices, *Progress.choices[1:]], widget=forms.RadioSelect)
