"""What the client fills in, screen by screen; and to whom an adviser sends the link."""

from copy import copy
from datetime import date
from decimal import Decimal, InvalidOperation

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from crm.clients.enums import Civility
from crm.clients.forms import ReachedForm
from crm.clients.models import Client
from crm.clients.rules import birth_date_problem, name_problem
from crm.onboarding.enums import Consent, Standing
from crm.onboarding.models import Onboarding, Person, Piece
from crm.onboarding.rules import OWNER_SHARE
from crm.onboarding.uploads import ScansField
from portal.accounts.queries import is_colleague_email
from portal.core.values import dates
from portal.core.values.day import DayField
from portal.core.values.emails import EmailField
from portal.core.values.phone import MobileField
from portal.core.values.written import WrittenField

ADDRESS = ("address", "address_extra", "postal_code", "city")
COMPANY = ("company_name", *ADDRESS, "phone")
PERSON = ("civility", "last_name", "first_name", "birth_date", *ADDRESS, "phone")
LARGEST_REVISION = 2**31 - 1


class DataForm(ReachedForm, forms.ModelForm):
    """`Vos informations`, filled from the file and from what the client corrected before."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=LARGEST_REVISION)
    civility = forms.ChoiceField(label=_("Civilité"), choices=Civility.choices, widget=forms.RadioSelect)
    birth_date = DayField(label=_("Date de naissance"), help_text=_("Exemple : 01/02/1980"))
    phone = MobileField(label=_("Mobile"), required=False)
    postal_code = forms.CharField(
        label=_("Code postal"), max_length=12, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )

    class Meta:
        model = Client
        fields = (*PERSON, "company_name")

    field_order = ("seen", "company_name", *PERSON)

    def __init__(self, *args, onboarding: Onboarding, **kwargs):
        client = onboarding.client
        super().__init__(*args, instance=copy(client), initial=_kept(onboarding), **kwargs)
        wanted = COMPANY if client.is_company else PERSON
        for name in set(self.fields) - {*wanted, "seen"}:
            del self.fields[name]
        for name in set(wanted) - {"address_extra", "phone"}:
            self.fields[name].required = True
        self.initial["seen"] = onboarding.revision
        self.use_required_attribute = False

    def clean_postal_code(self):
        value = "".join(self.cleaned_data["postal_code"].split())
        if not (value.isascii() and value.isdigit() and len(value) == 5):
            raise ValidationError(gettext("Un code postal a 5 chiffres, par exemple 69002."))
        return value

    def clean_last_name(self):
        return _name(self.cleaned_data["last_name"])

    def clean_first_name(self):
        return _name(self.cleaned_data["first_name"])

    def values(self) -> dict:
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


def _kept(onboarding: Onboarding) -> dict:
    answers = dict(onboarding.answers)
    if answers.get("birth_date"):
        answers["birth_date"] = date.fromisoformat(answers["birth_date"])
    return answers


def _name(value: str) -> str:
    if problem := name_problem(value):
        raise ValidationError(problem)
    return value


class ShareField(WrittenField):
    """A part of a company in per cent: `25`, `33,33 %`."""

    default_error_messages = {"invalid": _("Indiquez un pourcentage, par exemple 33,33.")}

    def __init__(self, **kwargs):
        super().__init__(attrs={"inputmode": "decimal", "autocomplete": "off"}, **kwargs)

    def read(self, text: str) -> Decimal:
        plain = "".join(text.split()).removesuffix("%").replace(",", ".")
        try:
            share = Decimal(plain)
        except InvalidOperation as error:
            raise ValueError("not a number") from error
        if not plain.isascii() or not share.is_finite() or not 0 <= share <= 100 or -share.as_tuple().exponent > 2:
            raise ValueError("no part of a company")
        return share

    def prepare_value(self, value):
        return f"{value.normalize():f}".replace(".", ",") if isinstance(value, Decimal) else value


class PersonForm(forms.ModelForm):
    """Somebody who runs the company, or owns a quarter of it or more."""

    standing = forms.ChoiceField(label=_("Qualité"), choices=Standing.choices, widget=forms.RadioSelect)
    birth_date = DayField(label=_("Date de naissance"), help_text=_("Exemple : 01/02/1980"))
    share = ShareField(
        label=_("Part détenue (%)"),
        required=False,
        help_text=_("Seulement pour un bénéficiaire effectif : 25 % ou plus, directement ou non."),
    )

    class Meta:
        model = Person
        fields = ("standing", "first_name", "last_name", "birth_date", "job", "share")

    def __init__(self, *args, **kwargs):
        if kwargs.get("instance") is not None:
            kwargs["instance"] = copy(kwargs["instance"])
        super().__init__(*args, **kwargs)
        self.fields["share"].asked_sometimes = True  # by the standing
        self.use_required_attribute = False

    def clean_last_name(self):
        return _name(self.cleaned_data["last_name"])

    def clean_first_name(self):
        return _name(self.cleaned_data["first_name"])

    def clean_birth_date(self):
        if problem := birth_date_problem(self.cleaned_data["birth_date"], dates.today()):
            raise ValidationError(problem)
        return self.cleaned_data["birth_date"]

    def clean(self):
        values = super().clean()
        standing, share = values.get("standing"), values.get("share")
        if standing == Standing.OFFICER:
            values["share"] = None
        elif standing and "share" not in self.errors and (share is None or share < OWNER_SHARE):
            self.add_error("share", gettext("Un bénéficiaire effectif détient au moins 25 %."))
        return values


class ScansForm(forms.Form):
    """Pages of one document: from the camera of a phone, or files."""

    def __init__(self, *args, piece: Piece, **kwargs):
        super().__init__(*args, **kwargs)
        marked = piece.is_identity
        self.fields["photo"] = ScansField(label=_("Prendre une photo"), required=False, camera=True, marked=marked)
        told = _("Photos ou PDF, 25 Mo au plus chacun.")
        self.fields["files"] = ScansField(
            label=_("Choisir des fichiers"), required=False, help_text=told, marked=marked
        )

        for field in self.fields.values():
            field.asked_sometimes = True  # one of the two

    def clean(self):
        values = super().clean()
        if not self.errors and not self.scans:
            self.add_error("files", gettext("Ajoutez au moins une photo ou un fichier."))
        return values

    @property
    def scans(self) -> list:
        return [*self.cleaned_data["photo"], *self.cleaned_data["files"]]


class ConsentsForm(forms.Form):
    """Each consent is a box of its own; none is ticked beforehand."""

    def __init__(self, *args, given: dict, **kwargs):
        super().__init__(*args, **kwargs)
        for consent in Consent:
            self.fields[consent.value] = forms.BooleanField(
                label=consent.label,
                initial=consent.value in given,
                error_messages={"required": _("Cochez cette case pour continuer.")},
            )
        self.use_required_attribute = False


class InvitationForm(forms.Form):
    """`Inviter`: who receives the link."""

    name = forms.CharField(label=_("Nom du destinataire"), max_length=250)
    email = EmailField().formfield(
        label=_("E-mail"), help_text=_("Le lien et le code de vérification partent à cette adresse.")
    )

    def clean_email(self):
        if is_colleague_email(self.cleaned_data["email"]):
            raise ValidationError(gettext("Cette adresse est celle d’un collègue."))
        return self.cleaned_data["email"]
