"""A buyer asks for an envelope; the back-office decides, changes, suspends and resumes it."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from crm.clients.models import Client
from crm.envelopes import messages
from crm.envelopes.models import Envelope
from crm.envelopes.queries import living_of
from portal.access.permissions import Permission
from portal.audit.history import record
from portal.audit.transitions import NotYours, Refused, apply, lock
from portal.records import actions as records

TERMS = ("amount", "yearly_rate", "fixed_rate", "starts_on", "ends_on")


@transaction.atomic
def ask(*, buyer: Client, values: dict, key: UUID, by) -> Envelope:
    """Ask for an envelope; a buyer has one at a time."""
    lock(buyer)
    known = Envelope.objects.filter(creation_key=key, buyer=buyer).first()
    if known:
        return known
    if living_of(buyer):
        raise Refused(buyer, _("Vous avez déjà une enveloppe : le back-office peut en changer le montant."))
    try:
        envelope, _made = records.create(Envelope(buyer=buyer, owner=by, creation_key=key, **values), by=by)
    except IntegrityError:
        raise Refused(buyer, _("Vous avez déjà une enveloppe : le back-office peut en changer le montant.")) from None
    record(envelope, "envelopes.asked", by=by, data={"amount": str(envelope.asked_amount)})
    messages.tell_asked(envelope, by=by)
    return envelope


@transaction.atomic
def grant(*, envelope: Envelope, terms: dict, reasons: str = "", by) -> Envelope:
    """Grant what was asked for, on these terms."""
    row = apply(envelope, "grant", by=by, reason=reasons, data=_facts(terms), terms=terms | {"reasons": reasons})
    messages.tell_decided(row)
    return row


@transaction.atomic
def refuse(*, envelope: Envelope, reason: str, by) -> Envelope:
    row = apply(envelope, "refuse", by=by, reason=reason, reasons=reason)
    messages.tell_decided(row)
    return row


@transaction.atomic
def change(*, envelope: Envelope, terms: dict, reasons: str, version: int, by) -> Envelope:
    """Change the terms: lowered below what is used, nothing new may be approved and nothing is undone."""
    row = lock(envelope)
    if not by.has_right(Permission.FACTORING_DECIDE):
        raise NotYours(row)
    if row.status not in ("granted", "suspended"):
        raise Refused(row, _("Cette enveloppe n’est pas accordée."))
    if records.write(row, terms, version=version):
        record(row, "envelopes.changed", by=by, reason=reasons, data=_facts(terms))
        messages.tell_decided(row)
    return row


@transaction.atomic
def suspend(*, envelope: Envelope, reason: str, by) -> Envelope:
    row = apply(envelope, "suspend", by=by, reason=reason, reasons=reason)
    messages.tell_decided(row)
    return row


@transaction.atomic
def resume(*, envelope: Envelope, by) -> Envelope:
    row = apply(envelope, "resume", by=by)
    messages.tell_decided(row)
    return row


def _facts(terms: dict) -> dict:
    return {name: str(terms[name]) for name in TERMS}
