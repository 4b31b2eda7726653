"""Form field for uploads: bytes are read, identified by content, refused in words at the field."""

from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.documents.detection import ACCEPT, MAX_BYTES, RefusedFile, detect
from portal.documents.scanning import scan

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Upload:
    """An upload: bytes of an accepted type, under a safe name."""

    content: bytes
    name: str
    content_type: str


class UploadField(forms.FileField):
    """A file of one of the types of `detection`, of `max_megabytes` at most (a number, or a function giving it).

    Its clean value is an `Upload`, or None when nothing was sent and nothing is required.
    """

    default_error_messages = {
        "required": _("Choisissez un fichier."),
        "empty": _("Ce fichier est vide."),
        "max_length": _("Le nom de ce fichier est trop long : raccourcissez-le puis renvoyez-le."),
        "too_heavy": _("Ce fichier dépasse %(megabytes)d Mo : choisissez-en un plus léger."),
    }

    def __init__(self, *, max_megabytes=None, **kwargs):
        self.max_megabytes = max_megabytes or MAX_BYTES // MEGABYTE
        kwargs.setdefault("widget", forms.FileInput(attrs={"accept": ACCEPT}))
        kwargs.setdefault("max_length", 255)
        super().__init__(**kwargs)

    def clean(self, data, initial=None) -> Upload | None:
        file = super().clean(data, initial)
        if not file:
            return None
        megabytes = min(self.limit(), MAX_BYTES // MEGABYTE)
        if file.size > megabytes * MEGABYTE:
            raise ValidationError(self.error_messages["too_heavy"], code="too_heavy", params={"megabytes": megabytes})
        file.seek(0)  # another form may have looked at it before
        try:
            return self.take(file.read(), file.name)
        except RefusedFile as refusal:
            raise ValidationError(str(refusal), code="refused") from refusal

    def take(self, content: bytes, name: str) -> Upload:
        """Check the bytes; raise `RefusedFile` with the sentence for the field."""
        detected = detect(content, name)
        scan(content)
        return Upload(content, detected.name, detected.content_type)

    def limit(self) -> int:
        """Return the maximum size in megabytes."""
        return self.max_megabytes() if callable(self.max_megabytes) else self.max_megabytes
