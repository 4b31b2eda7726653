"""Pay suppliers by a file, once; take what buyers repay. Each step of money is posted to the ledger (F11)."""

import secrets
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from crm.financing.enums import Status
from crm.financing.models import FactoredInvoice, Quote
from crm.financing.queries import to_pay
from crm.financing.rules import split
from crm.payouts import messages
from crm.payouts.models import Payout, PayoutFile, Repayment
from crm.payouts.pain import Debtor, Transfer, payment_file
from crm.suppliers.models import BankAccount
from crm.suppliers.queries import bank_in_force
from portal.access.permissions import Permission
from portal.audit.history import record
from portal.audit.transitions import NotYours, Refused, apply, lock
from portal.core.values import dates
from portal.documents import files
from portal.documents.models import StoredFile
from portal.earnings import actions as earnings
from portal.ledger.actions import Line, post

KIND = "payment_file"
BANK, RECEIVABLE, PAYABLE, OWED_BACK = "banque", "acheteur", "fournisseur", "trop-percu"


def make_file(*, until: date, by) -> PayoutFile:
    """Make the file of what is to be paid up to a day. Raises `Refused` when there is nothing, or no bank details."""
    if not by.has_right(Permission.FACTORING_DECIDE):
        raise NotYours(None)
    chosen = [(quote, bank_in_force(quote.invoice.supplier)) for quote in _due(until)]
    if not chosen:
        raise Refused(None, _("Aucun paiement prévu jusqu’à cette date."))
    made_at = dates.now()
    number = f"PAY-{made_at.astimezone(dates.PARIS):%Y%m%d-%H%M%S}-{secrets.token_hex(2).upper()}"
    debtor = Debtor(settings.FACTORING_NAME, settings.FACTORING_IBAN, settings.FACTORING_BIC)
    transfers = [_transfer(quote, bank) for quote, bank in chosen]
    content = payment_file(number=number, made_at=made_at, debtor=debtor, transfers=transfers)
    made = []

    def take(stored: StoredFile) -> bool:
        made.append(_keep(number, stored, chosen, by))
        return True

    files.store_for(take, content, name=f"{number}.xml", kind=KIND, by=by, made_as="application/xml")
    return made[0]


def _due(until: date) -> list[Quote]:
    return list(to_pay().filter(payment_on__lte=until).order_by("payment_on", "pk"))


def _transfer(quote: Quote, bank: BankAccount | None) -> Transfer:
    supplier = quote.invoice.supplier
    if bank is None:
        said = _("%(supplier)s n’a pas d’IBAN en vigueur.") % {"supplier": supplier.company_name}
        raise Refused(quote.invoice, said)
    day = max(quote.payment_on, dates.today())
    text = f"{quote.invoice.number} {quote.invoice.buyer.display_name}"
    return Transfer(f"Q{quote.pk}", day, quote.net, supplier.company_name, bank.iban, text)


def _keep(number: str, stored: StoredFile, chosen: list, by) -> PayoutFile:
    """Write the file's rows, in one transaction; the quotes must still wait, and the bank details be the same."""
    locked = {quote.pk: lock(quote.invoice) for quote, _bank in sorted(chosen, key=lambda pair: pair[0].invoice_id)}
    waiting = set(to_pay().filter(pk__in=locked).values_list("pk", flat=True))
    for quote, bank in chosen:
        invoice = locked[quote.pk]
        if quote.pk not in waiting:
            raise Refused(invoice, _("Les paiements ont changé entre-temps : refaites le fichier."))
        if bank_in_force(invoice.supplier) != bank:
            raise Refused(invoice, _("Un IBAN a changé entre-temps : refaites le fichier."))
    total = sum((quote.net for quote, _bank in chosen), Decimal(0))
    file = PayoutFile.objects.create(number=number, document=stored, total=total, created_by=by)
    Payout.objects.bulk_create([Payout(file=file, quote=quote, bank_account=bank) for quote, bank in chosen])
    record(file, "payouts.made", by=by, data={"number": number, "total": str(total)})
    return file


@transaction.atomic
def execute(*, file: PayoutFile, by) -> PayoutFile:
    """The bank took the file: its invoices are financed. Said twice, it is done once."""
    row = lock(file)
    if not by.has_right(Permission.FACTORING_DECIDE):
        raise NotYours(row)
    if row.executed_at:
        return row
    if row.cancelled_at:
        raise Refused(row, _("Ce fichier a été annulé."))
    row.executed_at, row.executed_by = dates.now(), by
    row.save(update_fields=["executed_at", "executed_by"])
    payouts = row.payouts.select_related("quote__invoice__supplier", "quote__invoice__buyer__owner")
    for payout in payouts.order_by("quote__invoice"):
        _pay(payout.quote, by)
    record(row, "payouts.executed", by=by, data={"number": row.number})
    return row


def _pay(quote: Quote, by) -> None:
    if lock(quote.invoice).status == Status.DISPUTED:
        said = _("La facture %(number)s est en litige : levez le litige, ou annulez ce fichier et refaites-le.")
        raise Refused(quote.invoice, said % {"number": quote.invoice.number})
    invoice = apply(quote.invoice, "pay", by=by)
    lines = [Line(f"{PAYABLE}:{invoice.supplier_id}", debit=quote.net), Line(BANK, credit=quote.net)]
    if quote.net:
        post(key=f"payouts.paid:{quote.pk}", about=invoice, lines=lines, by=by)
    earnings.earn(source=invoice, kind="invoice", agent=invoice.buyer.owner, base=quote.amount, by=by)
    messages.tell_paid(quote)


@transaction.atomic
def cancel(*, file: PayoutFile, reason: str, by) -> PayoutFile:
    """Set a file aside that the bank did not take; its payments wait for another."""
    row = lock(file)
    if not by.has_right(Permission.FACTORING_DECIDE):
        raise NotYours(row)
    if row.executed_at:
        raise Refused(row, _("Ce fichier est exécuté. Il ne peut plus être annulé."))
    if row.cancelled_at is None:
        row.cancelled_at = dates.now()
        row.save(update_fields=["cancelled_at"])
        row.payouts.update(is_live=False)
        record(row, "payouts.cancelled", by=by, reason=reason, data={"number": row.number})
    return row


@transaction.atomic
def repay(*, invoice: FactoredInvoice, amount: Decimal, received_on: date, key: UUID, by) -> Repayment:
    """Take what the buyer repaid: in part, late, or too much. The same form sent twice counts once."""
    row = lock(invoice)
    if not by.has_right(Permission.FACTORING_DECIDE):
        raise NotYours(row)
    known = Repayment.objects.filter(key=key, invoice=row).first()
    if known:
        return known
    if row.status not in (Status.FINANCED, Status.DISPUTED) or row.financed_at is None:
        said = _("Cette facture est « %(status)s » : elle n’attend pas de remboursement.")
        raise Refused(row, said % {"status": row.status_label})
    parts = split(amount, row.left)
    repayment = Repayment.objects.create(
        invoice=row, key=key, received_on=received_on, amount=amount, excess=parts.excess, by=by
    )
    row.repaid += parts.paid
    row.touch()
    row.save()
    lines = [
        Line(BANK, debit=amount),
        Line(f"{RECEIVABLE}:{row.buyer_id}", credit=parts.paid),
        Line(f"{OWED_BACK}:{row.buyer_id}", credit=parts.excess),
    ]
    post(key=f"payouts.repaid:{repayment.pk}", about=row, lines=lines, by=by)
    record(row, "payouts.repaid", by=by, data={"amount": str(amount), "excess": str(parts.excess)})
    if row.left == 0 and row.status == Status.FINANCED:
        apply(row, "settle", by=by)
    return repayment
