"""The XML of invoices against EN 16931 and the French rules; the PDF that carries it."""

import random
import re
from decimal import Decimal
from io import BytesIO

import pytest

from portal.documents import files
from subscriptions.invoices import actions, printing
from subscriptions.invoices.enums import Document
from subscriptions.invoices.rules import Line
from subscriptions.models import Invoice
from subscriptions.payments import actions as payments
from subscriptions.payments.gateways.base import Kind, Outcome
from tests.factories.invoices import COMPANY, CONSUMER, issued
from tests.factories.payments import asked

pytestmark = pytest.mark.django_db
WORK = Line("Atelier d’une demi-journée", Decimal("2.5"), Decimal("180.00"), Decimal(20))
BOOK = Line("Guide de l’origine", Decimal(4), Decimal("37.91"), Decimal("5.5"))


def paid(amount: Decimal):
    payment = asked(amount=str(amount))
    return payments.settle(payment=payment, outcome=Outcome(Kind.PAID, "demo", amount=payment.amount))


CASES = {
    "services": {"kind": "S1", "lines": [WORK]},
    "goods": {"kind": "B1", "lines": [BOOK]},
    "mixed": {"kind": "M1", "lines": [WORK, BOOK]},
    "delivered elsewhere": {"kind": "B1", "lines": [BOOK], "delivery": CONSUMER},
    "consumer": {"kind": "B1", "lines": [BOOK], "billing": CONSUMER},
}


@pytest.mark.parametrize("name", CASES)
def test_invoice_fails_no_rule(failures, name):
    assert failures(printing.xml_of(issued(**CASES[name]))) == []


@pytest.mark.parametrize("kind", ["S1", "B1", "M1"])
def test_paid_invoice_and_its_credit_note_fail_no_rule(failures, settings, kind):
    settings.SELLER_VAT_ON_DEBITS = True
    payment = paid(Decimal("699.98") + 0)
    invoice = issued(kind=kind, lines=[WORK, BOOK], payment=payment)
    xml = printing.xml_of(Invoice.objects.get(pk=invoice.pk))
    assert f"<ram:TotalPrepaidAmount>{invoice.gross}</ram:TotalPrepaidAmount>".encode() in xml
    assert failures(xml) == []
    assert failures(printing.xml_of(actions.credit(invoice, share=Decimal("0.4"), reason="Atelier écourté"))) == []


def test_rules_do_fail_an_invoice_that_lacks_a_mention(failures, monkeypatch):
    """The control: what the sheets watch for is noticed."""
    monkeypatch.setattr(printing, "data_of", lambda invoice: original(invoice) | {"BG-1": [], "BT-112": "1.00"})
    found = " ".join(failures(printing.xml_of(issued())))
    assert "BR-CO-15" in found
    assert "PMT" in found


original = printing.data_of


def test_pdf_is_archival_with_one_xml_and_is_made_once():
    from pypdf import PdfReader

    invoice = issued(delivery=CONSUMER)
    assert printing.print_due() == 1
    assert printing.print_due() == 0
    stored = Invoice.objects.get(pk=invoice.pk).printed.file
    content = files.read(stored)
    reader = PdfReader(BytesIO(content))
    assert {name: len(found) for name, found in reader.attachments.items()} == {"factur-x.xml": 1}
    assert reader.attachments["factur-x.xml"][0] == printing.xml_of(Invoice.objects.get(pk=invoice.pk))
    metadata = reader.trailer["/Root"]["/Metadata"].get_data().decode()
    assert "<pdfaid:part>3</pdfaid:part>" in metadata
    assert "urn:factur-x" in metadata
    assert reader.trailer["/Root"]["/OutputIntents"]
    text = reader.pages[0].extract_text().casefold()
    for words in (
        invoice.number,
        "1,19",
        "Adresse de livraison",
        "SIREN",
        "frais de recouvrement",
        "livraison de biens",
    ):
        assert words.casefold() in text
    assert stored.sealed_at
    assert printing.print_one(invoice) is False


def test_page_and_pdf_are_there(login):
    invoice = issued()
    browser = login(invoice.account)
    assert "en préparation" in browser.get(invoice.get_absolute_url()).content.decode()
    assert browser.get(f"{invoice.get_absolute_url()}pdf/").status_code == 302
    printing.print_due()
    answer = browser.get(f"{invoice.get_absolute_url()}pdf/")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


def test_random_carts_are_the_same_everywhere_to_the_cent():
    """Page, charge, row and XML of random lines; the PDF is written from the same row."""
    dice = random.Random(7)
    for _time in range(60):
        lines = [
            Line(f"Article {rank}", Decimal(dice.randint(1, 40)), Decimal(dice.randint(1, 99999)) / 100, Decimal(rate))
            for rank, rate in enumerate(dice.choices(["20", "10", "5.5", "2.1"], k=dice.randint(1, 8)))
        ]
        invoice = issued(lines=lines, billing=COMPANY)
        xml = printing.xml_of(invoice).decode()
        told = {
            name: Decimal(re.search(rf"<ram:{name}[^>]*>([\d.]+)<", xml)[1])
            for name in ("GrandTotalAmount", "TaxTotalAmount")
        }
        fresh = Invoice.objects.get(pk=invoice.pk)
        by_rate = {}
        for line in lines:
            by_rate[line.vat_rate] = by_rate.get(line.vat_rate, 0) + int(line.quantity * line.unit_net * 100)
        cents = sum(net + (net * int(rate * 10) * 2 + 1000) // 2000 for rate, net in by_rate.items())
        assert cents == fresh.gross * 100 == told["GrandTotalAmount"] * 100
        assert told["TaxTotalAmount"] == fresh.vat
    assert not Invoice.objects.filter(document=Document.CREDIT_NOTE).exists()
