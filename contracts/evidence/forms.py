"""Forms of the verification page: a file, or its digest."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.documents.detection import RefusedFile, is_pdf
from portal.documents.uploads import UploadField

MOST_MEGABYTES = 10
DIGEST = re.compile(r"[0-9a-f]{64}")
IN_A_LINE = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")  # length of what `sha256sum` prints


class PdfField(UploadField):
    """A PDF in any state; its clean value is its bytes, which are stored nowhere."""

    def take(self, content: bytes, name: str) -> bytes:
        if content.startswith(b"PK"):
            raise RefusedFile(gettext("Ce fichier est un ZIP. Ouvrez-le, puis choisissez le PDF qu’il contient."))
        if not is_pdf(content):
            raise RefusedFile(
                gettext("Ce n’est pas un PDF. Choisissez le fichier du contrat, tel que vous l’avez reçu.")
            )
        return content


class FileForm(forms.Form):
    file = PdfField(
        label=_("Le fichier PDF"),
        max_megabytes=MOST_MEGABYTES,
        widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf", "class": "drop-here"}),
    )
    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        help_text = gettext("Choisissez-le ou déposez-le ici, %(megabytes)s Mo au plus. Il n’est pas conservé.")
        self.fields["file"].help_text = help_text % {"megabytes": MOST_MEGABYTES}


class DigestForm(forms.Form):
    digest = forms.CharField(
        label=_("Son empreinte SHA-256"),
        help_text=_("64 caractères : chiffres et lettres de a à f. Les espaces sont ignorés."),
        max_length=500,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}),
        error_messages={"required": _("Indiquez l’empreinte.")},
    )
    use_required_attribute = False

    def clean_digest(self) -> str:
        if found := IN_A_LINE.findall(self.cleaned_data["digest"].lower()):
            return found[0]
        digest = (
            re.sub(r"[\s:]", "", self.cleaned_data["digest"]).lower().removeprefix("sha-256").removeprefix("sha256")
        )
        if not DIGEST.fullmatch(digest):
            raise ValidationError(gettext("Empreinte invalide. Format attendu : 64 caractères, de 0 à 9 et de a à f."))
        return digest
