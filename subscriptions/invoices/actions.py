"""Issuing invoices and credit notes. Nothing of them is changed afterwards."""

from collections.abc import Sequence
from decimal import Decimal
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from portal.access.permissions import Permission
from portal.audit.history import record
from portal.audit.transitions import NotYours, Refused, lock
from portal.celery import wake
from portal.core.values import dates
from portal.core.values.money import format_euros, format_percent, to_cents
from subscriptions.invoices import parties
from subscriptions.invoices.enums import SERIES, Document
from subscriptions.invoices.models import Invoice, InvoiceCounter, InvoiceLine
from subscriptions.invoices.parties import Party
from subscriptions.invoices.rules import Line, Totals, totals_of
from subscriptions.payments import actions as payments

WIDTH = 5  # digits of a number at least
PRINT = "invoices.print"


@transaction.atomic
def issue(
    *,
    account,
    lines: Sequence[Line],
    kind: str,
    payment=None,
    client=None,
    billing: Party | None = None,
    delivery: Party | None = None,
    by=None,
    key: str = "",
) -> Invoice:
    """Issue the invoice of what `account` bought, once per payment (or `key`); the same again gives it back.

    `kind` begins with the category of operation: `S` services, `B` goods, `M` both (`S1`, `B1`, `M1` are taken). It is
    addressed to `billing`, by default the holder of the account. Its number follows the last one of the year.
    """
    key = key or f"payment:{payment.pk}"
    known = Invoice.objects.filter(key=key).first()
    if known:
        return known
    totals = totals_of(lines)
    if payment is not None and payment.amount != totals.gross:
        words = {"asked": format_euros(payment.amount), "total": format_euros(totals.gross)}
        raise Refused(payment, _("Le paiement (%(asked)s) n’est pas le total de la facture (%(total)s).") % words)
    invoice = Invoice(
        key=key,
        account=account,
        organisation_id=account.organisation_id,
        client=client,
        payment=payment,
        operation=kind[:1],
        customer=(billing or parties.party_of_account(account)).kept(),
        delivery=delivery.kept() if delivery else None,
        paid=totals.gross if payment is not None and payment.is_settled else Decimal(0),
    )
    return _number_and_keep(invoice, lines, totals, by=by)


@transaction.atomic
def credit(
    invoice: Invoice,
    *,
    reason: str,
    lines: Sequence[Line] = (),
    share: Decimal | None = None,
    by=None,
    key: str = "",
) -> Invoice:
    """Issue a credit note over `lines`, or a `share` of the invoice (1 is all), once per `key`.

    Raises `Refused` when more than what was invoiced would be credited.
    """
    row = lock(invoice)
    if by is not None and not by.has_right(Permission.PAYMENTS_REFUND):
        raise NotYours(row)
    if row.is_credit_note:
        raise Refused(row, _("Un avoir ne peut pas être corrigé par un autre avoir."))
    if not reason.strip():
        raise Refused(row, _("Indiquez le motif : il figure sur l’avoir."))
    key = key or f"credit:{row.pk}:{row.credit_notes.count() + 1}"
    known = Invoice.objects.filter(key=key).first()
    if known:
        return known
    lines = lines or _share_of(row, Decimal(1) if share is None else share)
    totals, left = totals_of(lines), left_to_credit(row)
    if not 0 < totals.gross <= left:
        raise Refused(row, _("Cet avoir dépasse ce qui reste de la facture : %(left)s.") % {"left": format_euros(left)})
    note = Invoice(
        document=Document.CREDIT_NOTE,
        key=key,
        account_id=row.account_id,
        organisation_id=row.organisation_id,
        client_id=row.client_id,
        payment_id=row.payment_id,
        corrects=row,
        reason=reason.strip()[:500],
        operation=row.operation,
        customer=row.customer,
        delivery=row.delivery,
        paid=totals.gross if row.is_paid else Decimal(0),
    )
    return _number_and_keep(note, lines, totals, by=by)


def left_to_credit(invoice: Invoice) -> Decimal:
    """Return what of an invoice was not credited yet."""
    return invoice.gross - sum(invoice.credit_notes.values_list("gross", flat=True), Decimal(0))


def _share_of(invoice: Invoice, share: Decimal) -> list[Line]:
    if share == 1:
        return [line.as_line() for line in invoice.lines.all()]
    words = {"share": format_percent(share * 100), "number": invoice.number}
    label = "{share} de la facture {number}".format(**words)
    return [Line.with_tax(label, to_cents((tax.net + tax.vat) * share), tax.rate) for tax in invoice.totals_by_rate]


def _number_and_keep(invoice: Invoice, lines: Sequence[Line], totals: Totals, *, by) -> Invoice:
    """Take the next number under the lock of its counter, which holds until the caller's transaction ends."""
    series = SERIES[Document(invoice.document)]
    year = dates.today().year
    InvoiceCounter.objects.get_or_create(series=series, year=year)
    counter = InvoiceCounter.objects.select_for_update().get(series=series, year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    invoice.year, invoice.sequence = year, counter.last
    invoice.number = f"{series}-{year}-{counter.last:0{WIDTH}d}"
    invoice.issued_on = dates.today()
    invoice.seller = parties.seller()
    invoice.customer_name, invoice.customer_siren = invoice.customer["name"][:200], invoice.customer["siren"]
    invoice.net, invoice.vat, invoice.gross = totals.net, totals.vat, totals.gross
    invoice.taxes = [{"rate": str(t.rate), "net": str(t.net), "vat": str(t.vat)} for t in totals.taxes]
    invoice.save(force_insert=True)
    InvoiceLine.objects.bulk_create(
        InvoiceLine(
            invoice=invoice,
            position=rank,
            label=line.label[:200],
            quantity=line.quantity,
            unit_net=line.unit_net,
            vat_rate=line.vat_rate,
            net=line.net,
            gross=line.gross,
        )
        for rank, line in enumerate(lines, start=1)
    )
    verb = "invoices.credited" if invoice.is_credit_note else "invoices.issued"
    record(invoice, verb, by=by, data={"number": invoice.number}, reason=invoice.reason, is_first=True)
    transaction.on_commit(partial(wake, PRINT), robust=True)
    return invoice


@transaction.atomic
def credit_and_refund(*, invoice: Invoice, share: int, reason: str, refund: bool, by) -> Invoice:
    """Issue a credit note over `share` per cent and, with `refund`, give its amount back to the card that paid."""
    note = credit(invoice, share=Decimal(share) / 100, reason=reason, by=by)
    if refund and note.payment_id:
        payments.refund(note.payment, note.gross, reason, by, key=f"credit-note:{note.number}")
    return note
