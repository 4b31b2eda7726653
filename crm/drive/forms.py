"""Forms of the drive: a name, a place, files."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from crm.drive import rules
from crm.drive.models import Node
from portal.documents.uploads import UploadField

TOP = ""
LONGEST_WORDS = 100


def file_field() -> UploadField:
    return UploadField(max_megabytes=lambda: settings.DRIVE_FILE_MEGABYTES, label=_("Fichier"))


class NameForm(forms.Form):
    name = forms.CharField(
        label=_("Nom"), max_length=rules.MAX_NAME, error_messages={"required": _("Indiquez un nom.")}
    )


class MoveForm(forms.Form):
    """Choice of a destination: a folder of the same drive, or the top."""

    to = forms.ChoiceField(label=_("Nouveau dossier"), required=False)

    def __init__(self, *args, folders: list[tuple[Node, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.folders = {str(folder.pk): folder for folder, _path in folders}
        self.fields["to"].choices = [(TOP, _("Drive (tout en haut)")), *((str(f.pk), path) for f, path in folders)]

    @property
    def place(self) -> Node | None:
        return self.folders.get(self.cleaned_data["to"])


class FileForm(forms.Form):
    """One file, as the script sends each of many."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["files"] = file_field()


class SearchForm(forms.Form):
    q = forms.CharField(
        label=_("Chercher dans le drive"),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("Nom d’un fichier ou d’un dossier")}),
    )


class AskForm(forms.Form):
    """Request for a file that the client should send."""

    what = forms.CharField(
        label=_("Document demandé"),
        max_length=200,
        help_text=_("Ce texte est envoyé au client. Exemple : votre dernier avis d’imposition"),
        error_messages={"required": _("Indiquez ce que le client doit envoyer.")},
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
