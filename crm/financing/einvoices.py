"""What an electronic invoice says: Factur-X inside a PDF, CII or UBL as XML. Nothing in it is trusted, only shown."""

import logging
import os
import subprocess
import sys
import unicodedata
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation

from django.conf import settings
from django.utils.translation import gettext as _

from crm.companies.identifiers import joined
from crm.financing.rules import number_key
from portal.documents.detection import PDF, XML, RefusedFile, is_pdf
from portal.documents.uploads import MEGABYTE, Upload, UploadField

log = logging.getLogger("comptoir.factoring")
LARGEST_XML = 5 * MEGABYTE
SECONDS = 20
# Credit notes, and invoices that a buyer makes out himself (389): none of them asks to be paid.
NOT_INVOICES = {"81", "83", "261", "262", "296", "308", "381", "389", "396", "420", "458", "502", "503", "532"}


@dataclass(frozen=True)
class Reading:
    """The values of an invoice, empty where the file does not give them; `type_code` is the file's own (BT-3)."""

    number: str = ""
    issued_on: date | None = None
    due_on: date | None = None
    amount: Decimal | None = None
    siren: str = ""
    seller: str = ""
    buyer_siren: str = ""
    iban: str = ""
    type_code: str = ""
    currency: str = ""
    is_partly_paid: bool = False

    @property
    def is_credit(self) -> bool:
        return self.type_code in NOT_INVOICES

    @property
    def key(self) -> str:
        """The same invoice in any file: its number, its seller, its day."""
        if not (self.number and (self.siren or self.seller) and self.issued_on):
            return ""
        return f"{number_key(self.number)}|{self.siren or self.seller.casefold()}|{self.issued_on.isoformat()}"[:200]

    def kept(self) -> dict:
        """Return what a draft keeps, as JSON."""
        return {
            "number": self.number,
            "issued_on": self.issued_on.isoformat() if self.issued_on else "",
            "due_on": self.due_on.isoformat() if self.due_on else "",
            "amount": str(self.amount) if self.amount is not None else "",
            "siren": self.siren,
            "buyer_siren": self.buyer_siren,
            "iban": self.iban,
            "xml_key": self.key,
            "is_credit": self.is_credit,
            "is_partly_paid": self.is_partly_paid,
            "currency": self.currency,
        }


class InvoiceField(UploadField):
    """A PDF, or the XML of an invoice; an XML that is none is refused in words."""

    def take(self, content: bytes, name: str) -> Upload:
        if is_pdf(content):
            return super().take(content, name)
        if looks_like_xml(content):
            root_of(content)
            return Upload(content, _plain_name(name), XML)
        raise RefusedFile(_("Envoyez la facture en PDF, en Factur-X ou en XML (CII, UBL)."))


def _plain_name(name: str) -> str:
    """Return the last part of a file's name without control or direction characters."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(char for char in last if unicodedata.category(char)[0] != "C")[-150:] or "facture.xml"


def looks_like_xml(content: bytes) -> bool:
    return content[:200].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def root_of(content: bytes):
    """Return the root of an XML without entities. Raises `RefusedFile` for one that is too large, or declares any."""
    from lxml import etree

    if len(content) > LARGEST_XML:
        raise RefusedFile(_("Ce fichier XML dépasse %(megabytes)d Mo.") % {"megabytes": LARGEST_XML // MEGABYTE})
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise RefusedFile(_("Ce fichier XML contient des définitions (DOCTYPE) : une facture n’en a pas."))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise RefusedFile(_("Ce fichier XML est incomplet ou abîmé.")) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise RefusedFile(_("Ce fichier XML contient des définitions (DOCTYPE) : une facture n’en a pas."))
    return root


def read(upload: Upload) -> Reading | None:
    """Return what the file says; None for a PDF without an invoice inside. Raises `RefusedFile` for an XML of none."""
    if upload.content_type == PDF:
        inside = _inside(upload.content)
        return _parsed_inside(inside) if inside else None
    return _parsed(root_of(upload.content), refuse=True)


def _inside(content: bytes) -> bytes:
    """Return the XML inside a PDF; nothing where there is none, or the PDF cannot be read."""
    try:
        done = subprocess.run(
            [sys.executable, "-B", "-m", "crm.financing.pdf_apart"],
            input=content,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            cwd=settings.BASE_DIR,
            env={"PATH": os.defpath, "LANG": "C.UTF-8"},
        )
    except (subprocess.SubprocessError, OSError):
        return b""
    return b"" if done.returncode else done.stdout


def _parsed_inside(content: bytes) -> Reading | None:
    """Return what the XML of a PDF says; a PDF is a scan as well where that XML is none of an invoice."""
    try:
        return _parsed(root_of(content), refuse=False)
    except RefusedFile:
        return None


def _parsed(root, *, refuse: bool) -> Reading | None:
    from facturx.parse_xml import parse_ubl_cii_xml

    try:
        values = parse_ubl_cii_xml(root, check_xsd=False)
    except Exception as error:
        log.info("an XML is no invoice: %s", type(error).__name__)
        if refuse:
            raise RefusedFile(_("Ce fichier XML n’est pas une facture électronique (CII ou UBL).")) from error
        return None
    return _reading(values)


def _reading(values: dict) -> Reading:
    seller, buyer = values.get("BG-4") or {}, values.get("BG-7") or {}
    reading = Reading(
        number=str(values.get("BT-1") or "")[:60],
        issued_on=_day(values.get("BT-2")),
        due_on=_day(values.get("BT-9")),
        amount=_amount(values.get("BT-112")),
        siren=_siren(seller),
        seller=str(seller.get("name") or "")[:200],
        buyer_siren=_siren(buyer),
        iban=joined(str(values.get("BT-84") or ""))[:34].upper(),
        type_code=str(values.get("BT-3") or ""),
        currency=str(values.get("BT-5") or ""),
    )
    left = _amount(values.get("BT-115"))
    is_partly_paid = None not in (reading.amount, left) and left < reading.amount
    return replace(reading, amount=left, is_partly_paid=True) if is_partly_paid else reading


def _siren(party: dict) -> str:
    digits = joined(str(party.get("legal_identifier") or ""))
    if digits.isascii() and digits.isdigit() and len(digits) in (9, 14):
        return digits[:9]
    vat = joined(str(party.get("vat_identifier") or "")).upper()
    return vat[4:] if vat.startswith("FR") and len(vat) == 13 and vat[4:].isdigit() else ""


def _day(value) -> date | None:
    return value if isinstance(value, date) else None


def _amount(value) -> Decimal | None:
    try:
        amount = Decimal(str(value)) if value not in (None, "") else None
    except InvalidOperation:
        return None
    return amount if amount is not None and amount.is_finite() and abs(amount) < 10**10 else None
