"""What people type in a note."""

from django import forms
from django.utils.translation import gettext_lazy as _

from crm.notes.enums import Kind
from crm.notes.models import Note
from portal.records.forms import RecordForm


class NoteForm(RecordForm, forms.ModelForm):
    kind = forms.ChoiceField(label=_("Type"), choices=Kind.choices, widget=forms.RadioSelect, initial=Kind.NOTE)

    class Meta:
        model = Note
        fields = ("kind", "text")
        labels = {"text": _("Note ou compte rendu d’appel")}
        widgets = {
            "text": forms.Textarea(attrs={"rows": 2, "placeholder": _("Résumé de l’échange, informations utiles…")})
        }
        error_messages = {"text": {"required": _("Écrivez la note avant de l’enregistrer.")}}
