"""Forms of documents: filters of the list, sheet, file."""

from django import forms
from django.conf import settings
from django.db.models import Q
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from catalog.library.enums import State
from catalog.library.models import READERS, Document, DocumentCategory
from portal.access.permissions import Permission
from portal.access.roles import roles_with
from portal.accounts.models import Organisation
from portal.core.values import dates
from portal.core.values.day import DayField
from portal.documents.uploads import UploadField
from portal.records.forms import RecordForm

NEW = "nouveaux"


def most_megabytes() -> int:
    return settings.LIBRARY_MAX_MEGABYTES


class LibraryFilter(forms.Form):
    """Search and filters in the query string; invalid values are ignored."""

    q = forms.CharField(
        label=_("Rechercher"), required=False, max_length=80, widget=forms.TextInput(attrs={"type": "search"})
    )
    categorie = forms.ModelChoiceField(
        label=_("Catégorie"), queryset=DocumentCategory.objects.none(), required=False, empty_label=_("Toutes")
    )
    etat = forms.ChoiceField(label=_("Afficher"), required=False)

    reset_url = reverse_lazy("catalog:documents")

    def __init__(self, data, *, user):
        super().__init__(data)
        self.fields["categorie"].queryset = DocumentCategory.objects.all()
        states = State.choices if user.has_right(Permission.DOCUMENTS_MANAGE) else []
        self.fields["etat"].choices = [("", _("Tous")), (NEW, _("Nouveaux")), *states]

    def wanted(self) -> dict:
        """Return the filters that are set and valid."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class SheetForm(RecordForm, forms.ModelForm):
    """The sheet of a document: title, category, dates, audience."""

    valid_from = DayField(label=_("Valable à partir du"), picker=True)
    valid_until = DayField(label=_("Valable jusqu’au"), picker=True, required=False)
    roles = forms.MultipleChoiceField(
        label=_("Rôles"),
        choices=[(role.value, role.label) for role in READERS if role not in roles_with(Permission.DOCUMENTS_MANAGE)],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Laissez vide pour tous les lecteurs."),
    )
    organisations = forms.ModelMultipleChoiceField(
        label=_("Agences et partenaires"),
        queryset=Organisation.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Laissez vide pour toutes les agences et tous les partenaires."),
    )

    class Meta:
        model = Document
        fields = ["title", "category", "description", "valid_from", "valid_until", "organisations"]
        labels = {"valid_until": _("Valable jusqu’au")}
        widgets = {"description": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisations"].queryset = _places(self.instance)
        self.fields["category"].empty_label = _("Choisissez…")
        self.initial.setdefault("valid_from", dates.today())
        if self.instance.pk:
            self.initial["roles"] = [row.role for row in self.instance.audience.all()]

    def clean(self) -> dict:
        values = super().clean()
        begin, end = values.get("valid_from"), values.get("valid_until")
        if begin and end and end < begin:
            self.add_error("valid_until", _("La fin de validité doit suivre le début."))
        return values

    def _post_clean(self) -> None:
        """Do not write to the instance, which the page still shows: the action writes the document."""


class NewDocumentForm(SheetForm):
    """The sheet with its file."""

    upload = UploadField(label=_("Fichier"), max_megabytes=most_megabytes)
    field_order = ["upload", "title", "category", "description", "valid_from", "valid_until", "roles", "organisations"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["upload"].help_text = _file_help()


class VersionForm(RecordForm):
    """Another file in the place of the present one."""

    stale_advice = _("Vérifiez la version en ligne, puis choisissez de nouveau votre fichier s’il reste à publier.")

    upload = UploadField(label=_("Nouveau fichier"), max_megabytes=most_megabytes)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["upload"].help_text = _file_help()


def _file_help() -> str:
    return _("PDF, image (JPEG, PNG, WebP), DOCX, XLSX ou CSV, %(megabytes)s Mo au plus.") % {
        "megabytes": most_megabytes()
    }


def _places(document: Document):
    """Return active agencies and partners, and those already chosen."""
    kinds = [Organisation.Kind.AGENCY, Organisation.Kind.PARTNER]
    offered = Q(is_active=True, kind__in=kinds)
    if document.pk:
        offered |= Q(pk__in=document.organisations.values("pk"))
    return Organisation.objects.filter(offered)
