"""What people type about a party."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from crm.clients.enums import Civility, Kind
from crm.clients.identity import Identity
from crm.clients.models import Client
from crm.clients.rules import birth_date_problem, name_problem
from portal.accounts.queries import is_colleague_email, is_colleague_mobile
from portal.core.values import dates
from portal.core.values.day import DayField
from portal.core.values.phone import MobileField
from portal.core.values.siren import SirenField
from portal.records.forms import RecordForm

MOST_HOUSEHOLDS = 200


class ReachedForm(forms.Form):
    """Mixin: a birth date, a mobile and an e-mail that may be a client's."""

    def clean_birth_date(self):
        born = self.cleaned_data["birth_date"]
        if born and (problem := birth_date_problem(born, dates.today())):
            raise ValidationError(problem)
        return born

    def clean_phone(self):
        phone = self.cleaned_data["phone"]
        if phone and is_colleague_mobile(phone):
            raise ValidationError(gettext("Ce mobile est celui d’un collègue."))
        return phone

    def clean_email(self):
        email = self.cleaned_data["email"]
        if is_colleague_email(email):
            raise ValidationError(gettext("Cette adresse est celle d’un collègue."))
        return email


class ClientForm(ReachedForm, RecordForm, forms.ModelForm):
    """`Nouveau client` and `Données clients`. A name is all that must be there; the rest may come later."""

    kind = forms.ChoiceField(
        label=_("Type de client"), choices=Kind.choices, widget=forms.RadioSelect, initial=Kind.PERSON
    )
    civility = forms.ChoiceField(
        label=_("Civilité"), choices=Civility.choices, widget=forms.RadioSelect, required=False
    )
    birth_date = DayField(label=_("Date de naissance"), required=False, help_text=_("Exemple : 01/02/1980"))
    phone = MobileField(label=_("Mobile"), required=False)
    siren = SirenField(label=_("SIREN"), required=False, max_length=20, help_text=_("9 chiffres"))
    postal_code = forms.CharField(
        label=_("Code postal"), required=False, max_length=12, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )

    field_order = """version key kind company_name siren civility last_name first_name birth_date phone email
    address address_extra postal_code city household""".split()

    class Meta:
        model = Client
        fields = (*Identity.IDENTITY_FIELDS, "household")

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        mine = Client.objects.visible_to(user).in_use().filter(kind=Kind.HOUSEHOLD)
        keys = mine.order_by("sort_name", "pk").values_list("pk", flat=True)[:MOST_HOUSEHOLDS]
        offered = Client.objects.filter(pk__in=[*keys, *filter(None, [self.instance.household_id])])
        self.fields["household"].queryset = offered.exclude(pk=self.instance.pk).order_by("sort_name", "pk")
        self.fields["household"].empty_label = _("Aucun foyer")
        self.fields["email"].label = _("E-mail")
        self._require(True)
        for name in ("last_name", "first_name", "company_name"):
            self.fields[name].error_messages["max_length"] = _(
                "Ce nom est trop long : %(limit_value)d caractères au plus, vous en avez saisi %(show_value)d."
            )

    def full_clean(self):
        """What depends on the type of client is asked for by `clean`; its labels do not say that it is optional."""
        self._require(False)
        super().full_clean()
        self._require(True)

    def _require(self, required: bool) -> None:
        for name in ("last_name", "company_name"):
            self.fields[name].required = required

    def clean_last_name(self):
        return self._name("last_name")

    def clean_first_name(self):
        return self._name("first_name")

    def _name(self, field: str) -> str:
        value = self.cleaned_data[field]
        if value and (problem := name_problem(value)):
            raise ValidationError(problem)
        return value

    def clean_postal_code(self):
        value = "".join(self.cleaned_data["postal_code"].split())
        if value and not (value.isascii() and value.isdigit() and len(value) == 5):
            raise ValidationError(gettext("Un code postal a 5 chiffres, par exemple 69002."))
        return value

    def clean(self):
        values = super().clean()
        kind = values.get("kind")
        if kind == Kind.COMPANY:
            if "company_name" not in self.errors and not values.get("company_name"):
                self.add_error("company_name", gettext("Indiquez la raison sociale."))
        elif kind:
            values["company_name"] = values["siren"] = ""
            if "last_name" not in self.errors and not values.get("last_name"):
                self.add_error("last_name", gettext("Indiquez le nom."))
        if kind == Kind.HOUSEHOLD:
            values["household"] = None
        return values

    @property
    def asks_again(self) -> bool:
        """Whether anything that tells a party from another was changed."""
        return bool({"siren", "email", "phone", "last_name", "first_name", "birth_date"} & set(self.changed_data))


class RemovalForm(forms.Form):
    """`Supprimer`, confirmed by typing the name."""

    name = forms.CharField(
        label=_("Nom du client"), max_length=250, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    reason = forms.CharField(label=_("Motif"), required=False, max_length=500)

    def __init__(self, *args, client: Client, **kwargs):
        super().__init__(*args, **kwargs)
        self.client = client
        self.fields["name"].help_text = _("Tapez « %(name)s » pour confirmer.") % {"name": client.display_name}
        self.fields["name"].error_messages["required"] = _("Tapez le nom du client pour confirmer.")

    def clean_name(self):
        typed = self.cleaned_data["name"]
        if " ".join(typed.split()).casefold() != " ".join(self.client.display_name.split()).casefold():
            raise ValidationError(
                gettext("Le nom ne correspond pas. Tapez « %(name)s ».") % {"name": self.client.display_name}
            )
        return typed


class StageForm(forms.Form):
    reason = forms.CharField(label=_("Motif"), max_length=500, help_text=_("Il reste dans l’historique du client."))
