"""The form of one account."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts import stewards
from portal.accounts.forms import AccountRules
from portal.accounts.models import Organisation, User
from portal.core.values.phone import PhoneField
from portal.records.forms import RecordForm

NOBODY_CHOSEN = _("Aucune")
KIND_NAMES = {
    Organisation.Kind.AGENCY: _("Agences"),
    Organisation.Kind.PARTNER: _("Partenaires"),
    Organisation.Kind.COMPANY: _("Entreprises"),
}


class OrganisationField(forms.ModelChoiceField):
    """Those in use, under a heading for each kind."""

    asked_sometimes = True

    def __init__(self, **kwargs):
        given = {
            "label": _("Organisation"),
            "queryset": Organisation.objects.filter(is_active=True),
            "required": False,
            "empty_label": NOBODY_CHOSEN,
            "help_text": _("Obligatoire pour un agent, un responsable d’agence ou un partenaire."),
        }
        super().__init__(**given | kwargs)

    def with_headings(self) -> None:
        """Offer the organisations by kind; one query."""
        rows = list(self.queryset.order_by("name"))
        groups = [
            (str(name), [(row.pk, row.name) for row in rows if row.kind == kind]) for kind, name in KIND_NAMES.items()
        ]
        self.choices = [("", str(NOBODY_CHOSEN)), *(group for group in groups if group[1])]


class PersonForm(AccountRules, RecordForm, forms.ModelForm):
    """Who somebody is, what they do and where; `reader` is who fills the form in."""

    phone = PhoneField(label=_("Téléphone"), required=False)
    organisation = OrganisationField()

    class Meta:
        model = User
        fields = ("first_name", "last_name", "email", "phone", "role", "organisation", "language")
        labels = {
            "first_name": _("Prénom"),
            "last_name": _("Nom"),
            "email": _("E-mail"),
            "role": _("Rôle"),
            "language": _("Langue"),
        }
        error_messages = {
            "first_name": {"required": _("Indiquez le prénom.")},
            "last_name": {"required": _("Indiquez le nom.")},
            "email": {"required": _("Indiquez l’adresse e-mail : l’invitation y est envoyée.")},
        }

    def __init__(self, *args, reader: User, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and not stewards.may_set_rights(reader, self.instance):
            del self.fields["role"], self.fields["organisation"]
            return
        field = self.fields["organisation"]
        if self.instance.organisation_id:
            field.queryset = field.queryset | Organisation.objects.filter(pk=self.instance.organisation_id)
        field.with_headings()

    @property
    def changed(self) -> list[str]:
        """The columns of the account that are changed."""
        return [name for name in self.changed_data if name in self.Meta.fields]
