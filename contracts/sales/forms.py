"""What people type about a sale. Sending asks for everything; a draft keeps what is there."""

from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from stdnum.exceptions import ValidationError as StdnumError
from stdnum.fr import siren as siren_number

from catalog.models import Product
from contracts.sales.enums import CallOutcome, Origin
from contracts.sales.models import Contract
from contracts.sales.rules import birth_date_problem, letter_problem, start_date_problem
from crm.clients.enums import Civility, Kind
from portal.accounts.queries import is_staff_mobile
from portal.core import dates
from portal.core.day import DayField
from portal.core.phone import MobileField

ALWAYS = ["civility", "last_name", "first_name", "address", "postal_code", "city", "email", "phone"]
SALE = ["product", "start_date", "origin"]
BY_KIND = {Kind.PERSON: ["birth_date"], Kind.COMPANY: ["company_name", "siren"]}


class ContractForm(forms.ModelForm):
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
    siren = forms.CharField(label=_("SIREN"), required=False, max_length=20, help_text=_("9 chiffres"))
    product = forms.ModelChoiceField(
        label=_("Produit"), queryset=Product.objects.none(), widget=forms.RadioSelect, required=False, empty_label=None
    )
    start_date = DayField(label=_("Date de début"), required=False, picker=True)
    origin = forms.ChoiceField(
        label=_("Origine du contact"), choices=[("", _("Choisissez…")), *Origin.choices], required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Contract
        fields = [*Contract.IDENTITY_FIELDS, *SALE]

    def __init__(self, *args, sending: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.sending = sending
        self.fields["product"].queryset = Product.objects.on_sale()
        self.initial.setdefault("version", self.instance.version)
        self.initial.setdefault("key", uuid4())
        self.fields["email"].label = _("E-mail")
        self.fields["email"].help_text = _("Le contrat signé est envoyé à cette adresse.")
        # The browser's own checks would stop a draft that is only half filled: the server says what is missing.
        self.use_required_attribute = False
        self._ask_for_everything(True)

    def _ask_for_everything(self, required: bool) -> None:
        for name in [*ALWAYS, *SALE, *BY_KIND.get(self._kind(), [])]:
            self.fields[name].required = required

    def full_clean(self):
        """A draft may be half filled; its labels still say what sending will ask for."""
        self._ask_for_everything(self.sending)
        super().full_clean()
        self._ask_for_everything(True)

    def _kind(self) -> str:
        return self.data.get("kind") if self.is_bound else (self.instance.kind or Kind.PERSON)

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
        value = self.cleaned_data["siren"]
        if not value or self._kind() != Kind.COMPANY:
            return ""
        try:
            return siren_number.validate(value)
        except StdnumError:
            raise ValidationError(
                gettext("Ce SIREN n’est pas valide : vérifiez les 9 chiffres, par exemple 732 829 320.")
            ) from None

    def clean_phone(self):
        phone = self.cleaned_data["phone"]
        if phone and is_staff_mobile(phone):
            raise ValidationError(gettext("C’est le mobile d’un membre de l’équipe : le client signe avec le sien."))
        return phone

    def clean(self):
        values = super().clean()
        if values.get("kind") == Kind.PERSON:
            values["company_name"] = ""
        return values

    def typed(self) -> dict:
        """The values that can be kept even when others are wrong: nothing people typed well is lost."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields if name in self.cleaned_data}


class CodeForm(forms.Form):
    """The code the client received; it answers one challenge, so that an old tab does no harm."""

    challenge = forms.UUIDField(widget=forms.HiddenInput, required=False)
    code = forms.CharField(
        label=_("Code reçu par SMS"),
        max_length=40,
        error_messages={"required": _("Saisissez les 6 chiffres reçus par SMS.")},
    )


class MobileForm(forms.Form):
    phone = MobileField(label=_("Nouveau mobile du client"))

    clean_phone = ContractForm.clean_phone


class CopyForm(forms.Form):
    """`Dupliquer`, pressed once or twice: the key names the copy."""

    key = forms.UUIDField(widget=forms.HiddenInput)


class ReasonForm(forms.Form):
    """A step that closes or reopens says why; the reason stays on the timeline."""

    reason = forms.CharField(
        label=_("Motif"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Il reste dans l’historique du contrat."),
    )


class CallForm(forms.Form):
    outcome = forms.ChoiceField(label=_("Résultat de l’appel"), choices=CallOutcome.choices, widget=forms.RadioSelect)
    note = forms.CharField(label=_("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))


class LetterForm(forms.Form):
    """A withdrawal that came by letter or e-mail: the day it was sent counts."""

    sent_on = DayField(
        label=_("Envoyée le"), picker=True, help_text=_("La date d’envoi compte, pas celle de réception.")
    )
    reason = forms.CharField(label=_("Référence ou remarque"), required=False, max_length=500)

    def __init__(self, *args, contract: Contract, **kwargs):
        super().__init__(*args, **kwargs)
        self.contract = contract

    def clean_sent_on(self):
        sent_on, contract = self.cleaned_data["sent_on"], self.contract
        if problem := letter_problem(sent_on, contract.signed_at, contract.withdrawal_deadline, dates.today()):
            raise ValidationError(problem)
        return sent_on
