"""The buyer approves or rejects; anybody concerned opens a dispute, which the back-office ends (F11)."""

from django.db import transaction
from django.utils.translation import gettext as _

from crm.envelopes.models import Envelope
from crm.envelopes.queries import living_of
from crm.financing import messages
from crm.financing.models import FactoredInvoice
from crm.financing.queries import Room, used_of
from portal.audit.transitions import Refused, apply, lock
from portal.core.values.money import format_euros


def lock_envelope(envelope: Envelope) -> Envelope:
    """Return the envelope's row, locked: whoever adds to what is used waits for whoever was first."""
    return lock(envelope)


@transaction.atomic
def approve(*, invoice: FactoredInvoice, by) -> FactoredInvoice:
    """Approve for good, within the envelope. Raises `Refused` where it is too small, suspended or over."""
    found = living_of(invoice.buyer)
    if found is None:
        raise Refused(invoice, _("Vous n’avez pas d’enveloppe : demandez-en une d’abord."))
    envelope = lock_envelope(found)
    fresh = lock(invoice)
    if fresh.status == "submitted":
        _check_room(fresh, envelope)
    row = apply(fresh, "approve", by=by, data={"amount": str(fresh.payable)}, envelope=envelope)
    messages.tell_approved(row)
    return row


def _check_room(invoice: FactoredInvoice, envelope: Envelope) -> None:
    if envelope.status == "suspended":
        raise Refused(invoice, _("Votre enveloppe est suspendue : aucune facture ne peut être approuvée."))
    if not envelope.is_open:
        raise Refused(invoice, _("Votre enveloppe n’est pas ouverte aujourd’hui. Vérifiez ses dates."))
    room = Room(envelope.amount, used_of(invoice.buyer))
    if invoice.payable > room.free:
        words = {"free": format_euros(room.free), "amount": format_euros(invoice.payable)}
        raise Refused(invoice, _("Il reste %(free)s dans l’enveloppe, cette facture est de %(amount)s.") % words)


@transaction.atomic
def reject(*, invoice: FactoredInvoice, reason: str, by) -> FactoredInvoice:
    row = apply(invoice, "reject", by=by, reason=reason, reason_kept=reason[:500])
    messages.tell_rejected(row)
    return row


@transaction.atomic
def release(*, invoice: FactoredInvoice, reason: str, by) -> FactoredInvoice:
    """Take an approved invoice out of the financing, where nothing has been paid."""
    row = apply(invoice, "release", by=by, reason=reason, reason_kept=reason[:500])
    messages.tell_rejected(row)
    return row


@transaction.atomic
def dispute(*, invoice: FactoredInvoice, reason: str, by=None) -> FactoredInvoice:
    """Block an invoice: no quote, no payment, no reminder until the back-office ends the dispute."""
    row = apply(invoice, "dispute", by=by, reason=reason, reason_kept=reason[:500])
    messages.tell_disputed(row, by=by)
    return row


@transaction.atomic
def resume(*, invoice: FactoredInvoice, reason: str, by) -> FactoredInvoice:
    """End a dispute; what was repaid in full meanwhile is settled."""
    row = apply(invoice, "resume", by=by, reason=reason)
    return apply(row, "settle", by=by) if row.status == "financed" and not row.left else row
