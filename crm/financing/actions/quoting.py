"""The supplier chooses a payment date, is shown a quote that holds, and accepts it (F11)."""

from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from crm.financing import messages, rules
from crm.financing.enums import Status
from crm.financing.models import FactoredInvoice, Quote
from crm.financing.queries import accepted_of
from portal.access.permissions import Permission
from portal.audit.history import record
from portal.audit.transitions import NotYours, Refused, lock
from portal.core.values import dates
from portal.ledger.actions import Line, post

RECEIVABLE, PAYABLE, COMMISSIONS = "acheteur", "fournisseur", "commissions"


def days_for(invoice: FactoredInvoice) -> list[date]:
    """Return the days that may be chosen now."""
    return rules.payment_days(dates.now(), invoice.due_on, settings.FACTORING_CUTOFF_HOUR)


def offer_for(invoice: FactoredInvoice, payment_on: date) -> rules.Offer:
    """Return what a payment on that day costs, at the rates of the envelope in which the invoice was approved."""
    return rules.offer(
        amount=invoice.payable,
        due_on=invoice.due_on,
        payment_on=payment_on,
        fixed_rate=invoice.envelope.fixed_rate,
        yearly_rate=invoice.envelope.yearly_rate,
    )


@transaction.atomic
def quote(*, invoice: FactoredInvoice, payment_on: date, by) -> Quote:
    """Keep the figures that the supplier is shown for this day. Raises `Refused` for a day that cannot be chosen."""
    row = _waiting_for_a_date(invoice, by)
    days = days_for(row)
    if not days:
        raise Refused(row, _("Il est trop tard pour payer cette facture avant son échéance."))
    if payment_on not in days:
        words = {"first": dates.long_date(days[0]), "last": dates.long_date(days[-1])}
        raise Refused(row, _("Choisissez un jour ouvré entre le %(first)s et le %(last)s.") % words)
    made, offered = dates.now(), offer_for(row, payment_on)
    return Quote.objects.create(
        invoice=row,
        payment_on=payment_on,
        amount=offered.amount,
        days=offered.days,
        yearly_rate=row.envelope.yearly_rate,
        fixed_rate=row.envelope.fixed_rate,
        commission=offered.commission,
        net=offered.net,
        made_at=made,
        expires_at=rules.expiry(
            made, payment_on, hours=settings.FACTORING_QUOTE_HOURS, cutoff_hour=settings.FACTORING_CUTOFF_HOUR
        ),
    )


@transaction.atomic
def accept(*, quote: Quote, by) -> Quote:
    """Accept what was shown, to the cent. Raises `Refused` once it has expired, or the amount is another."""
    row = _waiting_for_a_date(quote.invoice, by, accepting=quote)
    fresh = lock(quote)
    if fresh.accepted_at:
        return fresh
    if fresh.has_expired:
        said = _("Cette proposition a expiré le %(when)s : choisissez à nouveau une date.")
        raise Refused(row, said % {"when": dates.at_time(fresh.expires_at)})
    if fresh.amount != row.payable:
        raise Refused(row, _("Le montant de la facture a changé depuis : choisissez à nouveau une date."))
    fresh.accepted_at = dates.now()
    fresh.save(update_fields=["accepted_at"])
    facts = {"day": fresh.payment_on.isoformat()}
    record(row, "financing.date_chosen", by=by, data=facts)
    lines = [
        Line(f"{RECEIVABLE}:{row.buyer_id}", debit=fresh.amount),
        Line(f"{PAYABLE}:{row.supplier_id}", credit=fresh.net),
        Line(COMMISSIONS, credit=fresh.commission),
    ]
    post(key=f"financing.accepted:{fresh.pk}", about=row, lines=lines, by=by)
    messages.tell_date_chosen(fresh)
    return fresh


def _waiting_for_a_date(invoice: FactoredInvoice, by, accepting: Quote | None = None) -> FactoredInvoice:
    row = lock(invoice)
    if not (by.has_right(Permission.FACTORING_SUPPLY) and row.supplier.account_id == by.pk):
        raise NotYours(row)
    if row.status != Status.VALIDATED:
        said = _("Cette facture est « %(status)s ». Sa date de paiement ne peut pas être choisie.")
        raise Refused(row, said % {"status": row.status_label})
    accepted = accepted_of(row)
    if accepted and accepted != accepting:
        said = _("La date de paiement est déjà choisie : le %(day)s.") % {"day": dates.long_date(accepted.payment_on)}
        raise Refused(row, said)
    return row
