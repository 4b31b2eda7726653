"""What is read of electronic invoices, and what is refused in words."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from pypdf import PdfWriter

from crm.financing import einvoices
from portal.documents.detection import PDF, XML, RefusedFile
from portal.documents.uploads import Upload
from tests.documents.test_detection import PDF_BYTES

IBAN = "FR7630006000011234567890189"
BOMB = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<Invoice>&b;</Invoice>"""


def cii(*, number="F-77", kind="380", total="1200.00", due="20270131", left=None, currency="EUR") -> bytes:
    """A small invoice in CII."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
 xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"
 xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100">
<rsm:ExchangedDocumentContext><ram:GuidelineSpecifiedDocumentContextParameter>
<ram:ID>urn:cen.eu:en16931:2017</ram:ID></ram:GuidelineSpecifiedDocumentContextParameter></rsm:ExchangedDocumentContext>
<rsm:ExchangedDocument><ram:ID>{number}</ram:ID><ram:TypeCode>{kind}</ram:TypeCode>
<ram:IssueDateTime><udt:DateTimeString format="102">20261120</udt:DateTimeString></ram:IssueDateTime>
</rsm:ExchangedDocument><rsm:SupplyChainTradeTransaction><ram:ApplicableHeaderTradeAgreement>
<ram:SellerTradeParty><ram:Name>Ateliers Roche</ram:Name><ram:SpecifiedLegalOrganization>
<ram:ID schemeID="0002">542051180</ram:ID></ram:SpecifiedLegalOrganization></ram:SellerTradeParty>
<ram:BuyerTradeParty><ram:Name>Acheteur</ram:Name></ram:BuyerTradeParty></ram:ApplicableHeaderTradeAgreement>
<ram:ApplicableHeaderTradeDelivery/><ram:ApplicableHeaderTradeSettlement>
<ram:InvoiceCurrencyCode>{currency}</ram:InvoiceCurrencyCode>
<ram:SpecifiedTradeSettlementPaymentMeans><ram:TypeCode>30</ram:TypeCode><ram:PayeePartyCreditorFinancialAccount>
<ram:IBANID>FR76 3000 6000 0112 3456 7890 189</ram:IBANID></ram:PayeePartyCreditorFinancialAccount>
</ram:SpecifiedTradeSettlementPaymentMeans><ram:SpecifiedTradePaymentTerms><ram:DueDateDateTime>
<udt:DateTimeString format="102">{due}</udt:DateTimeString></ram:DueDateDateTime></ram:SpecifiedTradePaymentTerms>
<ram:SpecifiedTradeSettlementHeaderMonetarySummation>
<ram:LineTotalAmount>1000.00</ram:LineTotalAmount><ram:TaxBasisTotalAmount>1000.00</ram:TaxBasisTotalAmount>
<ram:TaxTotalAmount currencyID="{currency}">200.00</ram:TaxTotalAmount>
<ram:GrandTotalAmount>{total}</ram:GrandTotalAmount><ram:DuePayableAmount>{left or total}</ram:DuePayableAmount>
</ram:SpecifiedTradeSettlementHeaderMonetarySummation></ram:ApplicableHeaderTradeSettlement>
</rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>""".encode()


def pdf_with(attached: bytes) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_attachment("factur-x.xml", attached)
    whole = BytesIO()
    writer.write(whole)
    return whole.getvalue()


def read(content: bytes) -> einvoices.Reading | None:
    return einvoices.read(Upload(content, "facture.xml", XML))


def test_an_xml_gives_number_days_amount_siren_and_iban():
    found = read(cii())
    assert (found.number, found.issued_on, found.due_on) == ("F-77", date(2026, 11, 20), date(2027, 1, 31))
    assert (found.amount, found.siren, found.iban) == (Decimal("1200.00"), "542051180", IBAN)
    assert found.key == "F77|542051180|2026-11-20"
    assert not found.is_credit


def test_what_is_partly_paid_gives_what_is_left():
    found = read(cii(left="470.15"))
    assert (found.amount, found.is_partly_paid) == (Decimal("470.15"), True)


@pytest.mark.parametrize("kind", ["381", "389"])
def test_a_credit_note_and_a_self_billed_invoice_are_told_apart(kind):
    assert read(cii(kind=kind)).is_credit


def test_a_pdf_with_the_invoice_inside_is_read():
    assert einvoices.read(Upload(pdf_with(cii(number="PDF-9")), "facture.pdf", PDF)).number == "PDF-9"


@pytest.mark.parametrize("inside", [b"<a/>", b"<a>" + b" " * (80 * 1024 * 1024) + b"</a>"])
def test_a_pdf_with_something_else_inside_is_a_scan(inside):
    assert einvoices.read(Upload(pdf_with(inside), "facture.pdf", PDF)) is None


def test_a_bomb_inside_a_pdf_is_never_read():
    assert einvoices.read(Upload(pdf_with(BOMB), "facture.pdf", PDF)) is None


def test_a_pdf_without_one_is_a_scan():
    assert einvoices.read(Upload(PDF_BYTES, "scan.pdf", PDF)) is None


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (BOMB, "définitions"),
        (BOMB.decode().encode("utf-16"), "définitions|abîmé"),
        (b"<rien/>", "pas une facture"),
        (b"<Invoice><coupe", "incomplet"),
        (b"<a>" + b"x" * (5 * 1024 * 1024) + b"</a>", "5 Mo"),
    ],
)
def test_other_xml_is_refused_in_words(content, words):
    with pytest.raises(RefusedFile, match=words):
        einvoices.read(Upload(content, "facture.xml", XML))


def test_a_hundred_megabytes_never_reach_the_reader():
    with pytest.raises(RefusedFile, match="5 Mo"):
        einvoices.root_of(b"<a>" + b" " * (100 * 1024 * 1024))


def test_the_field_refuses_what_is_neither():
    with pytest.raises(RefusedFile, match="PDF"):
        einvoices.InvoiceField().take(b"bonjour", "facture.txt")


def test_a_name_that_turns_letters_around_is_written_plainly():
    assert einvoices.InvoiceField().take(cii(), "../fac\u202elmx.exe.xml").name == "faclmx.exe.xml"
