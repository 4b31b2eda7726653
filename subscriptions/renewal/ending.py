"""Ending a period that was renewed without a proven notice, free of charge, on any day."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.history import record
from portal.audit.transitions import NotYours, Refused
from portal.core.values import dates
from portal.core.values.money import format_euros
from subscriptions.invoices import actions as invoices
from subscriptions.invoices.rules import Line
from subscriptions.payments import actions as payments
from subscriptions.plans import buying
from subscriptions.plans.models import Subscription
from subscriptions.plans.queries import open_period
from subscriptions.renewal import messages, queries
from subscriptions.renewal.actions import may_decide, turn_off
from subscriptions.renewal.queries import Ending, Part


@transaction.atomic
def end(*, subscription: Subscription, seen: Decimal, last_day: date, by) -> Ending:
    """End this evening what was renewed without a proven notice, as the page showed it: `seen` euros come back.

    Renewal is off, what waits to be paid is closed, the rest of each payment of the term goes back with a credit note:
    the law decides that, not `by`, who therefore needs no right to refund. Once: whoever comes second is refused.
    """
    row = buying.hold(subscription)
    if not may_decide(by, row):
        raise NotYours(row)
    period = open_period(row.account)
    if sentence := queries.why_not_ended(period):
        raise Refused(row, sentence)
    ending = queries.ending_of(period)
    if (ending.amount, ending.last_day) != (seen, last_day):
        raise Refused(row, _("Le montant remboursé a changé : relisez-le avant de confirmer."))
    _close(row, ending, by=by)
    for part in ending.parts:
        if part.amount:
            _give_back(part, ending)
    record(row, "subscriptions.ended_at_will", by=by, data={"amount": format_euros(ending.amount)})
    messages.tell_ended_at_will(row, ending, by=by)
    return ending


def _close(row: Subscription, ending: Ending, *, by) -> None:
    """Leave access until the evening of the last day, and nothing that could be paid, renewed or tried after it."""
    period = ending.period
    period.ends_before, period.kept_until = ending.last_day + dates.ONE_DAY, None
    period.ended_at = dates.now()
    period.save(update_fields=["ends_before", "kept_until", "ended_at"])
    renewal = queries.renewal_of(row)
    if renewal is not None and renewal.is_on:
        turn_off(row, renewal, by=by)
    else:
        row.touch()
        row.save()
    buying.close_asked(row.purchases.all(), by=by)


def _give_back(part: Part, ending: Ending) -> None:
    """Issue the credit note of the days that are not used, and give its amount back to the card that paid."""
    words = {"what": part.purchase, "start": f"{part.starts_on:%d/%m/%Y}", "end": f"{part.purchase.last_day:%d/%m/%Y}"}
    label = _("%(what)s, du %(start)s au %(end)s") % words
    line = Line.with_tax(label, part.amount, part.purchase.vat_rate)
    reason = _("Résiliation sans frais le %(day)s (article L215-1 du code de la consommation)")
    reason %= {"day": f"{ending.last_day:%d/%m/%Y}"}
    note = invoices.credit(part.invoice, lines=[line], reason=reason, key=f"ended:{part.purchase.pk}")
    payments.refund(part.payment, note.gross, reason, key=f"credit-note:{note.number}")
