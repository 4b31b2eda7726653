"""A payment file as banks read it: pain.001.001.03, one block of transfers for each day of execution."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from xml.etree import ElementTree as ET

from portal.core.values import dates
from portal.core.values.text import normalise

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.03"
LONGEST_NAME, LONGEST_TEXT = 70, 140


@dataclass(frozen=True)
class Debtor:
    """Who pays."""

    name: str
    iban: str
    bic: str


@dataclass(frozen=True)
class Transfer:
    """One payment; `reference` comes back on the statement of the bank."""

    reference: str
    day: date
    amount: Decimal
    name: str
    iban: str
    text: str


def payment_file(*, number: str, made_at: datetime, debtor: Debtor, transfers: Iterable[Transfer]) -> bytes:
    """Return the file of these transfers."""
    transfers = sorted(transfers, key=attrgetter("day", "reference"))
    root = ET.Element("Document", xmlns=NAMESPACE)
    order = ET.SubElement(root, "CstmrCdtTrfInitn")
    head = ET.SubElement(order, "GrpHdr")
    _text(head, "MsgId", number)
    _text(head, "CreDtTm", made_at.astimezone(dates.PARIS).strftime("%Y-%m-%dT%H:%M:%S"))
    _sums(head, transfers)
    _text(ET.SubElement(head, "InitgPty"), "Nm", plain(debtor.name, LONGEST_NAME))
    for day, rows in groupby(transfers, key=attrgetter("day")):
        _block(order, f"{number}-{day:%m%d}", day, debtor, list(rows))
    ET.indent(root)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)


def _block(order: ET.Element, name: str, day: date, debtor: Debtor, rows: list[Transfer]) -> None:
    block = ET.SubElement(order, "PmtInf")
    _text(block, "PmtInfId", name)
    _text(block, "PmtMtd", "TRF")
    _sums(block, rows)
    kind = ET.SubElement(ET.SubElement(block, "PmtTpInf"), "SvcLvl")
    _text(kind, "Cd", "SEPA")
    _text(block, "ReqdExctnDt", day.isoformat())
    _text(ET.SubElement(block, "Dbtr"), "Nm", plain(debtor.name, LONGEST_NAME))
    _account(block, "DbtrAcct", debtor.iban)
    agent = ET.SubElement(ET.SubElement(block, "DbtrAgt"), "FinInstnId")
    _text(agent, "BIC", debtor.bic)
    _text(block, "ChrgBr", "SLEV")
    for row in rows:
        _transfer(block, row)


def _transfer(block: ET.Element, row: Transfer) -> None:
    one = ET.SubElement(block, "CdtTrfTxInf")
    _text(ET.SubElement(one, "PmtId"), "EndToEndId", row.reference)
    amount = ET.SubElement(ET.SubElement(one, "Amt"), "InstdAmt", Ccy="EUR")
    amount.text = f"{row.amount:.2f}"
    _text(ET.SubElement(one, "Cdtr"), "Nm", plain(row.name, LONGEST_NAME))
    _account(one, "CdtrAcct", row.iban)
    _text(ET.SubElement(one, "RmtInf"), "Ustrd", plain(row.text, LONGEST_TEXT))


def _sums(parent: ET.Element, rows: list[Transfer]) -> None:
    _text(parent, "NbOfTxs", str(len(rows)))
    _text(parent, "CtrlSum", f"{sum(row.amount for row in rows):.2f}")


def _account(parent: ET.Element, tag: str, iban: str) -> None:
    _text(ET.SubElement(ET.SubElement(parent, tag), "Id"), "IBAN", iban)


def _text(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = text


def plain(text: str, longest: int) -> str:
    """Return `text` in the letters that SEPA takes, without accents."""
    letters = (char if char.isascii() and (char.isalnum() or char in " /-?:().,'+") else " " for char in _bare(text))
    return " ".join("".join(letters).split())[:longest] or "-"


def _bare(text: str) -> str:
    return normalise(text).upper()
