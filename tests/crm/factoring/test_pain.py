"""The payment file, read as a bank reads it."""

from datetime import date, datetime
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

from crm.payouts.pain import NAMESPACE, Debtor, Transfer, payment_file, plain
from portal.core.values import dates
from tests.factories.factoring import IBAN, OTHER_IBAN

ORDER = [
    *("PmtInfId", "PmtMtd", "NbOfTxs", "CtrlSum", "PmtTpInf", "ReqdExctnDt", "Dbtr", "DbtrAcct", "DbtrAgt", "ChrgBr"),
    "CdtTrfTxInf",
]


@pytest.fixture
def root():
    transfers = [
        Transfer("Q2", date(2026, 12, 2), Decimal("98.10"), "Élan & Frères", OTHER_IBAN, "FA-2"),
        Transfer("Q1", date(2026, 12, 1), Decimal("1000.00"), "Roche", IBAN, "FA-1"),
        Transfer("Q3", date(2026, 12, 2), Decimal("1.90"), "Roche", IBAN, "FA-3"),
    ]
    made = datetime(2026, 11, 30, 9, 5, tzinfo=dates.PARIS)
    debtor = Debtor("Comptoir", IBAN, "AGRIFRPP")
    return ET.fromstring(payment_file(number="PAY-1", made_at=made, debtor=debtor, transfers=transfers))


def texts(root, path: str) -> list[str]:
    steps = "/".join(f"{{{NAMESPACE}}}{step}" for step in path.split("/"))
    return [found.text for found in root.findall(steps)]


def test_sums_and_counts_are_those_of_the_transfers(root):
    head, block = "CstmrCdtTrfInitn/GrpHdr", "CstmrCdtTrfInitn/PmtInf"
    assert texts(root, f"{head}/NbOfTxs") == ["3"]
    assert texts(root, f"{head}/CtrlSum") == ["1100.00"]
    assert texts(root, f"{head}/CreDtTm") == ["2026-11-30T09:05:00"]
    assert texts(root, f"{block}/ReqdExctnDt") == ["2026-12-01", "2026-12-02"]
    assert texts(root, f"{block}/CtrlSum") == ["1000.00", "100.00"]


def test_each_transfer_has_its_account_amount_and_reference(root):
    row = "CstmrCdtTrfInitn/PmtInf/CdtTrfTxInf"
    assert texts(root, f"{row}/PmtId/EndToEndId") == ["Q1", "Q2", "Q3"]
    assert texts(root, f"{row}/CdtrAcct/Id/IBAN") == [IBAN, OTHER_IBAN, IBAN]
    assert texts(root, f"{row}/Amt/InstdAmt") == ["1000.00", "98.10", "1.90"]
    assert texts(root, f"{row}/Cdtr/Nm") == ["ROCHE", "ELAN FRERES", "ROCHE"]


def test_elements_stand_in_the_order_of_the_schema(root):
    for block in root.iter(f"{{{NAMESPACE}}}PmtInf"):
        names = list(dict.fromkeys(child.tag.partition("}")[2] for child in block))
        assert names == ORDER


def test_names_are_written_in_the_letters_that_banks_take():
    assert plain("Société « L’Œuvre » & Cie", 70).isascii()
    assert plain("«»", 70) == "-"
    assert len(plain("a" * 200, 70)) == 70
