"""What is asked of a signatory, step by step."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from crm.clients.enums import Civility
from crm.clients.rules import birth_date_problem, name_problem
from crm.signatories.enums import DocumentKind, SignerRole, Step
from crm.signatories.models import Signatory
from portal.accounts.queries import is_colleague_email, is_colleague_mobile
from portal.core.values import dates
from portal.core.values.day import DayField
from portal.core.values.phone import MobileField
from portal.records.forms import RecordForm

ADULT = 18


class IdentityForm(RecordForm, forms.ModelForm):
    role = forms.ChoiceField(label=_("Rôle"), choices=SignerRole.choices, widget=forms.RadioSelect)
    civility = forms.ChoiceField(label=_("Civilité"), choices=Civility.choices, widget=forms.RadioSelect)
    birth_date = DayField(label=_("Date de naissance"), help_text=_("Exemple : 01/02/1980"))

    class Meta:
        model = Signatory
        fields = ("role", "civility", "last_name", "first_name", "birth_date")

    def clean_last_name(self):
        return self._name("last_name")

    def clean_first_name(self):
        return self._name("first_name")

    def _name(self, field: str) -> str:
        if problem := name_problem(self.cleaned_data[field]):
            raise ValidationError(problem)
        return self.cleaned_data[field]

    def clean_birth_date(self):
        born, today = self.cleaned_data["birth_date"], dates.today()
        if problem := birth_date_problem(born, today):
            raise ValidationError(problem)
        if today.year - born.year - ((today.month, today.day) < (born.month, born.day)) < ADULT:
            raise ValidationError(gettext("Un signataire doit être majeur."))
        return born


class ContactForm(RecordForm, forms.ModelForm):
    phone = MobileField(label=_("Mobile"), help_text=_("Le code de signature part par SMS à ce numéro."))

    class Meta:
        model = Signatory
        fields = ("email", "phone")
        help_texts = {"email": _("Un lien de vérification part à cette adresse dès l’enregistrement.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].required = True

    def clean_phone(self):
        if is_colleague_mobile(self.cleaned_data["phone"]):
            raise ValidationError(gettext("Ce mobile est celui d’un collègue. Indiquez celui du signataire."))
        return self.cleaned_data["phone"]

    def clean_email(self):
        if is_colleague_email(self.cleaned_data["email"]):
            raise ValidationError(gettext("Cette adresse est celle d’un collègue."))
        return self.cleaned_data["email"]


class PowerForm(RecordForm, forms.ModelForm):
    power_from = DayField(label=_("Depuis le"), picker=True)
    power_until = DayField(
        label=_("Jusqu’au"), picker=True, required=False, help_text=_("Vide : sans limite de durée.")
    )

    class Meta:
        model = Signatory
        fields = ("power_from", "power_until")

    def clean(self):
        values = super().clean()
        start, end = values.get("power_from"), values.get("power_until")
        if start and end and end < start:
            self.add_error("power_until", gettext("Le pouvoir se termine avant de commencer : vérifiez les dates."))
        return values


class DocumentForm(RecordForm, forms.ModelForm):
    document_kind = forms.ChoiceField(label=_("Pièce"), choices=DocumentKind.choices, widget=forms.RadioSelect)
    document_until = DayField(label=_("Valable jusqu’au"), picker=True)

    class Meta:
        model = Signatory
        fields = ("document_kind", "document_until")

    def clean_document_until(self):
        end = self.cleaned_data["document_until"]
        if end < dates.today():
            raise ValidationError(gettext("Cette pièce est expirée : demandez-en une autre."))
        return end


FORMS = {
    Step.IDENTITY: IdentityForm,
    Step.CONTACT: ContactForm,
    Step.POWER: PowerForm,
    Step.DOCUMENT: DocumentForm,
}
