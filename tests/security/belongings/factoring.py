"""Envelopes, suppliers and invoices of a client of `owner`."""

from crm.models import BankAccount, CreditNote, InvoiceDraft, Payout, PayoutFile, Repayment
from portal.core.values import dates
from portal.documents import files
from portal.ledger.actions import Line, post
from tests.factories.accounts import UserFactory
from tests.factories.factoring import (
    IBAN,
    OTHER_IBAN,
    EnvelopeFactory,
    InvoiceFactory,
    LinkFactory,
    SupplierFactory,
    accepted_quote,
    key,
)


def make(owner, name: str, client) -> None:
    supplier = SupplierFactory(company_name=f"Fonderie {name}", account__last_name=name)
    EnvelopeFactory(buyer=client, owner=owner, need=f"Besoin {name}")
    LinkFactory(buyer=client, owner=owner, supplier=supplier, company_name=f"Fonderie {name}")
    LinkFactory(
        buyer=client,
        owner=owner,
        supplier=None,
        company_name=f"Scierie {name}",
        email=f"scierie.{name.lower()}@exemple.example",
        state="invited",
        confirmed_at=None,
    )
    BankAccount.objects.create(supplier=supplier, iban=OTHER_IBAN, asked_by=supplier.account, usable_from=dates.now())
    both = {"buyer": client, "supplier": supplier}
    InvoiceFactory(number=f"FA {name}", **both)
    invoice = InvoiceFactory(validated=True, number=f"FB {name}", **both)
    financed = InvoiceFactory(financed=True, number=f"FC {name}", **both)
    InvoiceDraft.objects.create(supplier=supplier, reading={"number": name})
    CreditNote.objects.create(
        invoice=financed, supplier=supplier, number=f"AV {name}", number_key=f"AV{name}", amount=1
    )
    quote = accepted_quote(invoice)
    office = UserFactory(back_office=True)
    stored = files.store(b"<Document/>", name=f"{name}.xml", kind="payment_file", made_as="application/xml")
    file = PayoutFile.objects.create(number=f"PAY {name}"[:30], document=stored, total=quote.net, created_by=office)
    bank = BankAccount.objects.get(supplier=supplier, iban=IBAN)
    Payout.objects.create(file=file, quote=quote, bank_account=bank)
    Repayment.objects.create(invoice=financed, key=key(), received_on=dates.today(), amount=1, by=office)
    lines = [Line("banque", debit=1), Line("commissions", credit=1)]
    post(key=f"test:{name}", about=invoice, lines=lines, by=owner)
