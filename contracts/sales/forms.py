"""Forms of a contract. Sending requires every field; a draft keeps what is there."""

from itertools import chain

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.models import Product
from contracts.sales.enums import Origin
from contracts.sales.models import Contract
from contracts.sales.printable import PRINTED, print_problem
from contracts.sales.rules import birth_date_problem, name_problem, start_date_problem
from crm.clients.enums import Civility, Kind
from portal.accounts.queries import is_colleague_email, is_colleague_mobile
from portal.core.values import dates
from portal.core.values.day import DayField
from portal.core.values.phone import MobileField
from portal.core.values.siren import SirenField
from portal.records.forms import RecordForm

ALWAYS = ["civility", "last_name", "first_name", "address", "postal_code", "city", "email", "phone"]
SALE = ["product", "start_date", "origin"]
BY_KIND = {Kind.PERSON: ["birth_date"], Kind.COMPANY: ["company_name", "siren"]}
IN_ORDER = """version client_version key kind company_name siren civility last_name first_name birth_date
address address_extra postal_code city product justification start_date origin phone email""".split()
MISSING = {
    "company_name": _("Indiquez le nom de la société."),
    "siren": _("Indiquez le SIREN."),
    "civility": _("Choisissez Madame ou Monsieur."),
    "last_name": _("Indiquez le nom."),
    "first_name": _("Indiquez le prénom."),
    "birth_date": _("Indiquez la date de naissance."),
    "address": _("Indiquez l’adresse."),
    "postal_code": _("Indiquez le code postal."),
    "city": _("Indiquez la ville."),
    "product": _("Choisissez un produit."),
    "start_date": _("Indiquez la date de début."),
    "origin": _("Indiquez l’origine du contact."),
    "phone": _("Indiquez le mobile du client."),
    "email": _("Indiquez l’adresse e-mail du client."),
}
RETIRED = _("Ce produit n’est plus en vente : choisissez-en un autre.")
SOON_ASKED = [*ALWAYS, *SALE, *chain.from_iterable(BY_KIND.values())]


class ContractForm(RecordForm, forms.ModelForm):
    """`Nouveau contrat`: client, product, start. With `sending=True` everything a signature needs is required."""

    kind = forms.ChoiceField(
        label=_("Type de client"),
        choices=[(Kind.PERSON, Kind.PERSON.label), (Kind.COMPANY, Kind.COMPANY.label)],
        widget=forms.RadioSelect,
        initial=Kind.PERSON,
    )
    civility = forms.ChoiceField(
        label=_("Civilité"), choices=Civility.choices, widget=forms.RadioSelect, required=False
    )
    birth_date = DayField(label=_("Date de naissance"), required=False, help_text=_("Exemple : 01/02/1980"))
    phone = MobileField(
        label=_("Mobile"), required=False, help_text=_("Le code de signature part par SMS à ce numéro.")
    )
    postal_code = forms.CharField(
        label=_("Code postal"), required=False, max_length=12, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    siren = SirenField(label=_("SIREN"), required=False, help_text=_("9 chiffres"))
    product = forms.ModelChoiceField(
        label=_("Produit"), queryset=Product.objects.none(), widget=forms.RadioSelect, required=False, empty_label=None
    )
    start_date = DayField(label=_("Date de début"), required=False, picker=True)
    origin = forms.ChoiceField(
        label=_("Origine du contact"), choices=[("", _("Choisissez…")), *Origin.choices], required=False
    )
    justification = forms.CharField(
        label=_("Motif"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Pourquoi ce produit, plus risqué que son profil, convient au client. Imprimé dans le contrat."),
    )
    client_version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)

    field_order = IN_ORDER  # errors are listed in the order of the page

    class Meta:
        model = Contract
        fields = [*Contract.IDENTITY_FIELDS, *SALE, "justification"]

    def __init__(self, *args, sending: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.sending = sending
        self.fields["product"].queryset = Product.objects.on_sale()
        self.initial.setdefault("client_version", self.instance.client_version)
        self.fields["email"].label = _("E-mail")
        self.fields["email"].help_text = _("Le contrat signé est envoyé à cette adresse.")
        for name, sentence in MISSING.items():
            self.fields[name].error_messages["required"] = sentence
        self.fields["product"].error_messages["invalid_choice"] = _(
            "Ce produit n’est plus en vente : choisissez-en un."
        )
        # Browser validation would block saving an incomplete draft: the server says what is missing.
        self.use_required_attribute = False
        self._ask_for(SOON_ASKED)

    def _ask_for(self, names: list[str]) -> None:
        for name in SOON_ASKED:
            self.fields[name].required = name in names

    def full_clean(self):
        """Validate, and mark in the labels the fields that sending requires, for either kind of client."""
        self._ask_for([*ALWAYS, *SALE, *BY_KIND.get(self._kind(), [])] if self.sending else [])
        super().full_clean()
        self._ask_for(SOON_ASKED)

    def is_blank(self) -> bool:
        """Return whether nothing was typed; the kind of client is preselected and does not count."""
        return not any(self.data.get(name) for name in self.Meta.fields if name != "kind")

    def _kind(self) -> str:
        return self.data.get("kind") if self.is_bound else (self.instance.kind or Kind.PERSON)

    def clean_last_name(self):
        return self._name("last_name")

    def clean_first_name(self):
        return self._name("first_name")

    def _name(self, field: str) -> str:
        value = self.cleaned_data[field]
        if value and (problem := name_problem(value)):
            raise ValidationError(problem)
        return value

    def clean_city(self):
        value = self.cleaned_data["city"]
        if value and not any(sign.isalpha() for sign in value):
            raise ValidationError(gettext("Indiquez le nom de la ville."))
        return value

    def clean_postal_code(self):
        value = "".join(self.cleaned_data["postal_code"].split())
        if value and not (value.isascii() and value.isdigit() and len(value) == 5):
            raise ValidationError(gettext("Un code postal a 5 chiffres, par exemple 69002."))
        return value

    def clean_birth_date(self):
        born = self.cleaned_data["birth_date"]
        if born and (problem := birth_date_problem(born, dates.today())):
            raise ValidationError(problem)
        return born

    def clean_start_date(self):
        start = self.cleaned_data["start_date"]
        if self.sending and start and (problem := start_date_problem(start, dates.today())):
            raise ValidationError(problem)
        return start

    def clean_siren(self):
        return self.cleaned_data["siren"] if self._kind() == Kind.COMPANY else ""

    def clean_phone(self):
        phone = self.cleaned_data["phone"]
        if phone and is_colleague_mobile(phone):
            raise ValidationError(gettext("Ce mobile est celui d’un collègue. Indiquez celui du client."))
        return phone

    def clean_email(self):
        email = self.cleaned_data["email"]
        if is_colleague_email(email):
            raise ValidationError(gettext("Cette adresse est celle d’un collègue. Indiquez celle du client."))
        return email

    def clean(self):
        values = super().clean()
        for name in PRINTED if self.sending else []:
            if problem := print_problem(name, values.get(name) or ""):
                self.add_error(name, problem)
        if values.get("kind") == Kind.PERSON:
            values["company_name"] = ""
        return values

    def typed(self) -> dict:
        """Return the valid values even when others are invalid, so that nothing typed correctly is lost."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields if name in self.cleaned_data}


class CopyForm(forms.Form):
    """`Dupliquer`, pressed once or twice: the key names the copy."""

    key = forms.UUIDField(widget=forms.HiddenInput)
