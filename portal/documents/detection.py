"""Type of a file from its bytes: an allow-list, because a name and a declared type prove nothing."""

import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from portal.documents import pictures

MAX_BYTES = 25 * 1024 * 1024
MAX_UNPACKED = 200 * 1024 * 1024
MAX_ENTRIES = 5_000
MAX_NAME = 150
MAX_TAIL = 100_000  # blanks that some programs leave behind the end of a PDF

PDF = "application/pdf"
JPEG = "image/jpeg"
PNG = "image/png"
WEBP = "image/webp"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv"
CALENDAR = "text/calendar"
VCARD = "text/vcard"
TEXT = "text/plain"
XML = "application/xml"
ODS = "application/vnd.oasis.opendocument.spreadsheet"

EXTENSIONS = {
    PDF: (".pdf",),
    JPEG: (".jpg", ".jpeg"),
    PNG: (".png",),
    WEBP: (".webp",),
    DOCX: (".docx",),
    XLSX: (".xlsx",),
    CSV: (".csv",),
}
# Made by the portal itself, or read and understood by it before they are kept (imports).
MADE_HERE = {CALENDAR: ".ics", VCARD: ".vcf", ODS: ".ods", TEXT: ".txt", CSV: ".csv", XLSX: ".xlsx", XML: ".xml"}
IMAGE_TYPES = {"JPEG": JPEG, "PNG": PNG, "WEBP": WEBP}
PDF_HEADER_WITHIN = 1024
NO_PREAMBLE = (b"<", b"MZ", b"PK", b"#!", b"\x7fELF")  # what is something else, whatever it holds further on
PADDING = b"\0\t\n\f\r "
HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif")
OFFICE_PARTS = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}
# What `[Content_Types].xml` calls the main part, wherever that stands: Word online writes `word/document2.xml`.
CONTENT_TYPES = "[Content_Types].xml"
MAIN_PARTS = {f"{DOCX}.main+xml": DOCX, f"{XLSX}.main+xml": XLSX}
PART = re.compile(r"<(?:\w+:)?Override\s[^>]*>")
ATTRIBUTE = re.compile(r"""(\w+)\s*=\s*["']([^"']*)["']""")
# Shown when choosing a file, before it can be refused.
ACCEPT = ",".join(extension for extensions in EXTENSIONS.values() for extension in extensions)


class RefusedFile(Exception):
    """Raised for a file the portal does not accept; `str(error)` is a sentence for the sender."""


@dataclass(frozen=True)
class Detected:
    content_type: str
    name: str


def detect(content: bytes, name: str) -> Detected:
    """Return the type of `content` and a safe name with the extension of that type.

    Raises `RefusedFile` for anything but PDF, JPEG, PNG, WebP, DOCX, XLSX and CSV, for empty files,
    and for those beyond the limits of size, pixels and unpacked size.
    """
    if not content:
        raise RefusedFile(_("Ce fichier est vide."))
    if len(content) > MAX_BYTES:
        raise RefusedFile(
            _("Ce fichier dépasse %(megabytes)d Mo : choisissez-en un plus léger.")
            % {"megabytes": MAX_BYTES // 1024 // 1024}
        )
    content_type = _type_of(content, name)
    if content_type is None:
        raise RefusedFile(
            _("Ce fichier n’est pas accepté. Envoyez un PDF, une image (JPEG, PNG, WebP), un DOCX, un XLSX ou un CSV.")
        )
    return Detected(content_type, safe_name(name, content_type))


def made_here(content_type: str, name: str) -> Detected:
    """Return the type of a file the portal made; raise `KeyError` for a type it does not make."""
    extension = MADE_HERE[content_type.partition(";")[0]]
    return Detected(content_type, f"{PurePosixPath(name).stem[:MAX_NAME]}{extension}")


def safe_name(name: str, content_type: str) -> str:
    """Return the last part of `name`, without control or direction characters, with the extension of its type."""
    name = unicodedata.normalize("NFC", name.replace("\\", "/")).rsplit("/", 1)[-1]
    name = "".join(char for char in name if unicodedata.category(char)[0] != "C")
    name = re.sub(r"\s+", " ", name).strip(" .")
    path = PurePosixPath(name or "document")
    endings = EXTENSIONS.get(content_type) or (MADE_HERE[content_type],)
    if path.suffix.lower() in endings:
        return path.stem[:MAX_NAME].rstrip(" .") + path.suffix.lower()
    stem = path.stem if path.suffix.lower() in ACCEPT.split(",") else path.name
    return stem[:MAX_NAME].rstrip(" .") + endings[0]


def _type_of(content: bytes, name: str) -> str | None:
    if is_pdf(content):
        return _pdf(content)
    if content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or (content[:4], content[8:12]) == (
        b"RIFF",
        b"WEBP",
    ):
        return _image(content)
    if content.startswith(b"PK\x03\x04"):
        return _office(content)
    if is_heic(content):
        raise RefusedFile(heic_sentence())
    return _csv(content, name)


def is_pdf(content: bytes) -> bool:
    """Return whether this is a PDF: its header may follow a byte order mark or blanks."""
    start = content[: PDF_HEADER_WITHIN + 5]
    return b"%PDF-" in start and not start.lstrip(PADDING).startswith(NO_PREAMBLE)


def is_heic(start: bytes) -> bool:
    return start[4:8] == b"ftyp" and start[8:12] in HEIC_BRANDS


def heic_sentence() -> str:
    """Return what to do with a photo in the iPhone's format."""
    return _("Les photos HEIC ne sont pas acceptées : exportez celle-ci en JPEG puis renvoyez-la.")


def _pdf(content: bytes) -> str:
    tail = content[-MAX_TAIL:].rstrip(PADDING)[-2048:]
    if b"startxref" not in tail or b"%%EOF" not in tail:
        raise RefusedFile(_("Ce PDF est incomplet : enregistrez-le à nouveau puis renvoyez-le."))
    if b"/Encrypt" in content and import_module("portal.documents.pdf_passwords").asks_for_one(content):
        raise RefusedFile(protected())
    return PDF


def protected() -> str:
    return _("Ce document est protégé par un mot de passe : retirez-le puis renvoyez-le.")


def _image(content: bytes) -> str | None:
    try:
        return IMAGE_TYPES[pictures.format_of(content)]
    except pictures.TooManyPixels as error:
        raise RefusedFile(_("Cette image est trop grande : réduisez-la puis renvoyez-la.")) from error
    except pictures.PictureError as error:
        raise RefusedFile(_("Cette image est abîmée : enregistrez-la à nouveau puis renvoyez-la.")) from error


def _office(content: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _office_type(archive)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise RefusedFile(_("Ce document est abîmé : enregistrez-le à nouveau puis renvoyez-le.")) from error


def _office_type(archive: zipfile.ZipFile) -> str | None:
    entries = archive.infolist()
    names = {entry.filename for entry in entries}
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise RefusedFile(_("Ce document est trop volumineux une fois ouvert."))
    if any(entry.flag_bits & 1 for entry in entries):
        raise RefusedFile(protected())
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise RefusedFile(_("Ce document contient des macros : enregistrez-le sans elles puis renvoyez-le."))
    # Reads every entry against the size and checksum it declares: a lying archive is a bad one.
    if archive.testzip() is not None:
        raise zipfile.BadZipFile("checksum")
    if CONTENT_TYPES not in names:
        return None
    if declared := _declared_type(archive.read(CONTENT_TYPES).decode("utf-8", "replace"), names):
        return declared
    return next((content_type for part, content_type in OFFICE_PARTS.items() if part in names), None)


def _declared_type(listing: str, names: set[str]) -> str | None:
    """Return the declared type of the document, if the main part it names exists."""
    for part in PART.findall(listing):
        told = dict(ATTRIBUTE.findall(part))
        if told.get("ContentType") in MAIN_PARTS and told.get("PartName", "").lstrip("/") in names:
            return MAIN_PARTS[told["ContentType"]]
    return None


def _csv(content: bytes, name: str) -> str | None:
    """Return whether this is text with separators in a .csv; UTF-8, or Windows-1252 as French spreadsheets write it."""
    if not name.lower().endswith(".csv"):
        return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if re.search(r"[\x00-\x08\x0e-\x1f\x7f\ufffd]", text) or text.lstrip().startswith("<"):
        return None
    first_line, _end, others = text.strip().partition("\n")
    return CSV if others or any(separator in first_line for separator in ";,\t") else None
