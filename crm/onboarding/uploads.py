"""Photos and PDFs as phones and scanners send them: recognised, turned upright, without where they were taken."""

import hashlib
import io
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.documents import detection, marking, pictures, scanning
from portal.documents.detection import RefusedFile
from portal.documents.uploads import Upload, UploadField

LONGEST = 2600  # pixels: small print stays legible
QUALITY = 85
PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
PDF_STARTS = (b"%PDF-", b"\xef\xbb\xbf%PDF-")
ACCEPT = "image/jpeg,image/png,image/webp,image/heic,image/heif,.heic,.heif,application/pdf,.pdf"


@dataclass(frozen=True)
class Scan(Upload):
    """A page that is kept; `sha256` is that of the bytes that were sent."""

    sha256: str = ""


def scan_of(content: bytes, name: str) -> Scan:
    """Read what was sent as a page. Raises `RefusedFile` with the sentence for the person."""
    digest = hashlib.sha256(content).hexdigest()
    if not content:
        raise RefusedFile(_("Ce fichier est vide."))
    if detection.is_heic(content):
        return _picture(lambda: pictures.heic_within(content, LONGEST), name, digest)
    if not _is_picture(content) and not detection.is_pdf(content):
        raise RefusedFile(_("Ce fichier n’est pas accepté. Envoyez une photo (JPEG, PNG, WebP, HEIC) ou un PDF."))
    _refuse_mixtures(content)
    detected = detection.detect(content, name)
    if detected.content_type == detection.PDF:
        return Scan(content, detected.name, detected.content_type, digest)
    return _picture(lambda: pictures.within(io.BytesIO(content), LONGEST), detected.name, digest)


def _is_picture(content: bytes) -> bool:
    return content.startswith(PICTURES) or (content[:4], content[8:12]) == (b"RIFF", b"WEBP")


def _refuse_mixtures(content: bytes) -> None:
    """Refuse a file that is two things at once: what one program shows is not what another opens."""
    is_pdf = detection.is_pdf(content)
    starts_otherwise = is_pdf and not content.lstrip(detection.PADDING).startswith(PDF_STARTS)
    if starts_otherwise or zipfile.is_zipfile(io.BytesIO(content)):
        raise RefusedFile(_("Ce fichier en contient un autre : enregistrez-le à nouveau ou prenez une photo."))


def _picture(decode, name: str, digest: str) -> Scan:
    try:
        content = pictures.as_jpeg(decode(), QUALITY)
    except pictures.TooManyPixels as error:
        raise RefusedFile(_("Cette image est trop grande : réduisez-la puis renvoyez-la.")) from error
    except pictures.PictureError as error:
        raise RefusedFile(_("Cette image est abîmée : enregistrez-la à nouveau puis renvoyez-la.")) from error
    stem = PurePosixPath(detection.safe_name(name, detection.JPEG)).stem
    return Scan(content, f"{stem}.jpg", detection.JPEG, digest)


class SeveralFiles(forms.FileInput):
    """An input that takes several files at once."""

    allow_multiple_selected = True

    def value_from_datadict(self, data, files, name):
        return files.getlist(name) if hasattr(files, "getlist") else [files[name]] if name in files else []


class ScansField(UploadField):
    """Several pages at once; its clean value is a list of `Scan`. Each refusal names its file.

    `camera` opens the camera of a phone; `marked` is for what is shown with words across it.
    """

    default_error_messages = {
        "too_many": gettext_lazy("Douze fichiers au plus à la fois."),
    }
    most = 12

    def __init__(self, *, camera: bool = False, marked: bool = False, **kwargs):
        self.marked = marked
        attrs = {"accept": "image/*", "capture": "environment"} if camera else {"accept": ACCEPT}
        kwargs.setdefault("widget", SeveralFiles(attrs=attrs if camera else attrs | {"multiple": True}))
        super().__init__(**kwargs)

    def clean(self, data, initial=None) -> list[Scan]:
        sent = [each for each in data or [] if each]
        if not sent and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(sent) > self.most:
            raise ValidationError(self.error_messages["too_many"], code="too_many")
        scans, errors = [], []
        for each in sent:
            try:
                scans.append(super().clean(each))
            except ValidationError as error:
                errors += [f"{each.name} : {sentence}" for sentence in error.messages]
        if errors:
            raise ValidationError(errors)
        return scans

    def take(self, content: bytes, name: str) -> Scan:
        scan = scan_of(content, name)
        if self.marked and scan.content_type == detection.PDF:
            _check_markable(content)
        scanning.scan(content)
        return scan


def _check_markable(content: bytes) -> None:
    """An identity document is only ever shown with what it is for written on it."""
    try:
        marking.mark_pdf(content, "–")
    except marking.Unmarkable as error:
        raise RefusedFile(_("PDF illisible. Prenez plutôt une photo de la pièce.")) from error
