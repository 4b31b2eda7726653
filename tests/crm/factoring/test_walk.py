"""The whole life of an invoice through the pages: asked, granted, invited, submitted, approved, paid, repaid."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest

from crm.models import BankAccount, Envelope, FactoredInvoice, PayoutFile, Quote, Supplier, SupplierLink
from portal.core.values import dates
from portal.ledger.queries import balance, unbalanced
from portal.messaging.models import Message
from tests.client import StrictClient
from tests.factories.accounts import UserFactory
from tests.factories.factoring import IBAN, BuyerFactory, siren_of

pytestmark = pytest.mark.django_db


def _as(user) -> StrictClient:
    client = StrictClient()
    client.force_login(user)
    return client


def test_an_invoice_lives_from_the_envelope_to_its_repayment():
    office = UserFactory(back_office=True)
    buyer = BuyerFactory()
    at_buyer, at_office = _as(buyer.account), _as(office)

    envelope = _envelope(at_buyer, at_office)
    supplier = _supplier(at_buyer)
    at_supplier = _as(supplier.account)
    invoice = _submitted(at_supplier, supplier, buyer)
    assert at_buyer.post(f"{invoice.get_absolute_url()}approbation/").status_code == 302
    quote = _accepted(at_supplier, invoice)
    _paid(at_office, invoice, quote)
    _repaid(at_office, invoice, quote)
    assert unbalanced() == []
    for browser in (at_buyer, at_office, at_supplier):
        for address in (invoice.get_absolute_url(), "/affacturage/factures/", "/affacturage/"):
            assert browser.get(address).status_code == 200
    assert at_office.get(envelope.get_absolute_url()).status_code == 200


def _envelope(at_buyer, at_office) -> Envelope:
    asked = {"asked_amount": "50 000", "turnover": "1 000 000", "purchases": "400 000", "need": "Payer plus vite"}
    assert at_buyer.post("/affacturage/demande/", asked).status_code == 302
    envelope = Envelope.objects.get()
    assert envelope.status == "asked"
    today = dates.today()
    terms = {
        "amount": "40 000",
        "yearly_rate": "6",
        "fixed_rate": "0,5",
        "starts_on": today.isoformat(),
        "ends_on": (today + timedelta(days=300)).isoformat(),
        "version": "1",
    }
    assert at_office.post(f"/affacturage/enveloppes/{envelope.pk}/conditions/", terms).status_code == 302
    envelope.refresh_from_db()
    assert (envelope.status, envelope.amount) == ("granted", Decimal(40_000))
    assert "40 000,00" in at_buyer.get("/affacturage/").content.decode().replace("\u00a0", " ")

    return envelope


def _supplier(at_buyer) -> Supplier:
    invited = {"company_name": "Ateliers Roche", "email": "compta@roche.example"}
    assert at_buyer.post("/affacturage/fournisseurs/nouveau/", invited).status_code == 302
    link = SupplierLink.objects.get()
    return _confirm(link)


def _submitted(at_supplier, supplier, buyer) -> FactoredInvoice:
    assert at_supplier.post("/affacturage/factures/nouvelle/", {"sans": "1"}).status_code == 302
    page = at_supplier.get("/affacturage/factures/nouvelle/")
    assert page.status_code == 200
    draft = supplier.drafts.get()
    today = dates.today()
    due = today + timedelta(days=70)
    typed = {
        "buyer": buyer.pk,
        "number": "FA-2026-001",
        "issued_on": today.isoformat(),
        "due_on": due.isoformat(),
        "amount": "10 000,00",
    }
    assert at_supplier.post(draft.get_absolute_url(), typed).status_code == 302
    invoice = FactoredInvoice.objects.get()
    assert invoice.status == "submitted"
    return invoice


def _accepted(at_supplier, invoice) -> Quote:
    page = at_supplier.get(f"{invoice.get_absolute_url()}date/").content.decode()
    first = re.search(r'min="(\d{4}-\d\d-\d\d)"', page).group(1)
    answer = at_supplier.post(f"{invoice.get_absolute_url()}date/", {"payment_on": first})
    quote = Quote.objects.get()
    assert answer["Location"] == quote.get_absolute_url()
    assert at_supplier.get(quote.get_absolute_url()).status_code == 200
    assert at_supplier.post(quote.get_absolute_url()).status_code == 302
    quote.refresh_from_db()
    assert quote.accepted_at
    assert quote.commission + quote.net == Decimal(10_000)

    return quote


def _paid(at_office, invoice, quote) -> None:
    until = {"until": quote.payment_on.isoformat()}
    assert at_office.post("/affacturage/paiements/", until).status_code == 302
    file = PayoutFile.objects.get()
    assert f"{quote.net}" in at_office.get(f"{file.get_absolute_url()}fichier/").content.decode()
    assert at_office.get(file.get_absolute_url()).status_code == 200
    assert at_office.post(f"{file.get_absolute_url()}execution/").status_code == 302
    invoice.refresh_from_db()
    assert invoice.status == "financed"
    assert balance("banque") == -quote.net


def _repaid(at_office, invoice, quote) -> None:
    repaid = {"amount": "4 000", "received_on": dates.today().isoformat()}
    address = f"{invoice.get_absolute_url()}remboursement/"
    assert at_office.post(address, repaid).status_code == 302
    assert at_office.post(address, repaid | {"amount": "6000"}).status_code == 302
    invoice.refresh_from_db()
    assert (invoice.status, invoice.left) == ("settled", 0)
    assert balance("banque") == quote.commission
    assert balance(f"acheteur:{invoice.buyer_id}") == 0


def _confirm(link: SupplierLink) -> Supplier:
    """The supplier opens the link of the mail, types the company, confirms."""
    text = Message.objects.get(template="crm/messages/supplier_invitation").body_text
    token = re.search(r"/l/([\w-]+)/", _plain(text)).group(1)
    visitor = StrictClient()
    page = visitor.get(f"/l/{token}/")
    if page.status_code == 200 and "Continuer" in page.content.decode():
        visitor.post(f"/l/{token}/")
    assert visitor.get(f"/l/{token}/?q=ro").status_code == 200
    assert visitor.get(f"/l/{token}/?saisie=1").status_code == 200
    values = {
        "siren": siren_of(7),
        "company_name": "Ateliers Roche",
        "address": "1 rue du Lac",
        "postal_code": "69003",
        "city": "Lyon",
        "first_name": "Paul",
        "last_name": "Roche",
        "iban": "FR76 3000 6000 0112 3456 7890 189",
    }
    assert visitor.post(f"/l/{token}/", values | {"iban": "FR76 3000"}).status_code == 422
    assert visitor.post(f"/l/{token}/", values).status_code == 200
    supplier = Supplier.objects.get()
    assert BankAccount.objects.in_force().get().iban == IBAN
    assert supplier.account.email == link.email
    return supplier


def _plain(text: str) -> str:
    from portal.core.plumbing import crypto

    return text if "/l/" in text else crypto.decrypt(text)
