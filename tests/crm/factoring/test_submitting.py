"""An invoice is submitted once, and what is typed or sent is checked in words."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError

from crm.financing.actions import submitting
from crm.financing.forms import InvoiceForm
from crm.models import FactoredInvoice, InvoiceDraft
from portal.audit.transitions import NotYours, Refused
from portal.core.values import dates
from tests.crm.factoring.cases import submit, values
from tests.crm.factoring.test_einvoices import BOMB, cii
from tests.factories.factoring import (
    IBAN,
    OTHER_IBAN,
    BuyerFactory,
    InvoiceFactory,
    LinkFactory,
)

pytestmark = pytest.mark.django_db


def test_the_same_number_in_another_writing_is_refused_across_buyers(tie):
    submit(tie, number="FA-2026/001")
    other = LinkFactory(supplier=tie.supplier)
    with pytest.raises(Refused, match="déjà été déposée"):
        submit(tie, buyer=other.buyer, number="fa 2026 001")


def test_the_same_bytes_are_refused_whoever_sends_them(login, tie):
    upload = SimpleUploadedFile("f.xml", cii())
    browser = login(tie.supplier.account)
    assert browser.post("/affacturage/factures/nouvelle/", {"file": upload}).status_code == 302
    submit(tie, draft=InvoiceDraft.objects.get())
    again = browser.post("/affacturage/factures/nouvelle/", {"file": SimpleUploadedFile("g.xml", cii())})
    assert again.status_code == 422
    assert "déjà été déposée" in again.content.decode()


def test_the_same_invoice_in_another_file_is_refused_by_its_key(tie):
    first = InvoiceDraft.objects.create(supplier=tie.supplier, reading={"xml_key": "F77|542051180|2026-11-20"})
    submit(tie, draft=first)
    second = InvoiceDraft.objects.create(supplier=tie.supplier, reading={"xml_key": "F77|542051180|2026-11-20"})
    with pytest.raises(Refused, match="déjà été déposée"):
        submit(tie, draft=second, number="AUTRE-1")


def test_the_database_itself_refuses_a_second_one(tie):
    submit(tie)
    with pytest.raises(IntegrityError):
        InvoiceFactory(supplier=tie.supplier, number="fa 1")


def test_a_form_sent_twice_submits_once(tie):
    key = uuid4()
    made = [
        submitting.submit(supplier=tie.supplier, buyer=tie.buyer, values=values(), key=key, by=tie.supplier.account)
        for _ in range(2)
    ]
    assert made[0] == made[1]


def test_a_supplier_submits_to_its_own_buyers_only(tie):
    with pytest.raises(NotYours):
        submit(tie, buyer=BuyerFactory())


def form(tie, reading=None, **more) -> InvoiceForm:
    today = dates.today()
    typed = {
        "buyer": tie.buyer.pk,
        "number": "FA-1",
        "issued_on": today.isoformat(),
        "due_on": (today + timedelta(days=60)).isoformat(),
        "amount": "1 000,00",
    }
    return InvoiceForm(typed | more, supplier=tie.supplier, reading=reading or {})


@pytest.mark.parametrize(
    ("field", "days", "words"),
    [("due_on", -1, "passée"), ("due_on", 0, "trop proche"), ("issued_on", 1, "futur")],
)
def test_days_that_cannot_be_are_refused_at_their_field(tie, field, days, words):
    wrong = form(tie, **{field: (dates.today() + timedelta(days=days)).isoformat()})
    assert not wrong.is_valid()
    assert words in str(wrong.errors[field])


def test_a_due_date_on_a_sunday_is_taken_and_told(login, tie):
    day = dates.today() + timedelta(days=40)
    sunday = day + timedelta(days=6 - day.weekday())
    draft = InvoiceDraft.objects.create(supplier=tie.supplier, reading={})
    browser = login(tie.supplier.account)
    answer = browser.post(draft.get_absolute_url(), form(tie, due_on=sunday.isoformat()).data)
    assert answer.status_code == 302
    assert "jour non ouvré" in browser.get(answer["Location"]).content.decode()


def test_a_credit_note_is_not_financed(tie):
    wrong = form(tie, {"is_credit": True})
    assert "avoir" in str(wrong.non_field_errors())


def test_another_currency_is_not_financed(tie):
    assert "euros" in str(form(tie, {"currency": "USD"}).non_field_errors())


def test_what_is_typed_otherwise_than_the_file_is_told_and_the_iban_kept_from_the_buyer(login, tie):
    reading = {"number": "FA-9", "amount": "1200.00", "siren": "999999999", "iban": OTHER_IBAN}
    draft = InvoiceDraft.objects.create(supplier=tie.supplier, reading=reading)
    browser = login(tie.supplier.account)
    asked = browser.post(draft.get_absolute_url(), form(tie).data)
    assert asked.status_code == 422 or asked.status_code == 200
    page = asked.content.decode()
    assert "FA-9 dans le fichier" in page
    assert OTHER_IBAN in page
    done = browser.post(draft.get_absolute_url(), form(tie).data | {"malgre": "1"})
    assert done.status_code == 302
    invoice = FactoredInvoice.objects.get()
    seen = login(tie.buyer.account).get(invoice.get_absolute_url()).content.decode()
    assert "FA-9 dans le fichier" in seen
    assert OTHER_IBAN not in seen
    assert IBAN not in seen


@pytest.mark.parametrize(("content", "words"), [(BOMB, "définitions"), (b"<a/>", "pas une facture"), (b"x", "PDF")])
def test_a_file_that_cannot_be_is_refused_at_its_field(login, tie, content, words):
    answer = login(tie.supplier.account).post(
        "/affacturage/factures/nouvelle/", {"file": SimpleUploadedFile("f.xml", content)}
    )
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_an_xml_fills_the_form(login, tie):
    browser = login(tie.supplier.account)
    answer = browser.post("/affacturage/factures/nouvelle/", {"file": SimpleUploadedFile("f.xml", cii())})
    page = browser.get(answer["Location"]).content.decode().replace("\u00a0", " ")
    assert 'value="F-77"' in page
    assert 'value="1 200,00"' in page
    assert 'value="2027-01-31"' in page
