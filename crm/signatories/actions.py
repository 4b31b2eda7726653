"""Signatories are added step by step, verified, and removed. The history of the client's file tells each."""

from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from crm.clients.models import Client
from crm.signatories import messages
from crm.signatories.models import Signatory
from crm.signatories.rules import WARNED_BEFORE
from portal.audit.history import record
from portal.audit.transitions import Refused, lock
from portal.core.values import dates
from portal.links import making as links
from portal.records import actions as records

PURPOSE = "crm.signatory"
BATCH = 100


@transaction.atomic
def add(*, client: Client, values: dict, key: UUID, by) -> Signatory:
    """The first step of a new signatory; the same form sent twice (same `key`) makes one."""
    file = lock(client)
    signatory, made = records.create(Signatory(client=file, owner=by, creation_key=key, **values), by=by)
    if made:
        record(file, "crm.signatory_added", by=by, personal={"name": signatory.full_name})
    return signatory


@transaction.atomic
def fill(*, signatory: Signatory, values: dict, version: int, by) -> Signatory:
    """Save one step. A changed address is to be verified again, a changed mobile reviewed again."""
    row = lock(signatory)
    readdressed = "email" in values and values["email"] != row.email
    renumbered = "phone" in values and values["phone"] != row.phone
    also = {"email_verified_at": None} if readdressed else {}
    also |= {"phone_reviewed_at": None} if renumbered else {}
    if records.write(row, {**values, **also}, version=version):
        record(lock(row.client), "crm.signatory_changed", by=by, personal={"name": row.full_name})
        if readdressed:
            links.revoke(row, PURPOSE)
            if row.email:
                _send_link(row, by)
    return row


@transaction.atomic
def send_again(*, signatory: Signatory, by) -> None:
    """A new link to verify the address; the former one dies."""
    row = lock(signatory)
    if row.email_verified_at:
        raise Refused(row, _("Cette adresse est déjà vérifiée."))
    if not row.email:
        raise Refused(row, _("Indiquez d’abord l’e-mail du signataire."))
    links.revoke(row, PURPOSE)
    _send_link(row, by)


def _send_link(row: Signatory, by) -> None:
    link, token = links.make(purpose=PURPOSE, about=row, days=settings.SIGNATORY_LINK_DAYS, by=by)
    messages.send_verification(row, link=link, token=token)


@transaction.atomic
def verify_email(*, signatory: Signatory, link) -> bool:
    """The person behind the link confirms the address; False when that was done already."""
    row = lock(signatory)
    if not links.complete(link) or row.email_verified_at:
        return False
    row.email_verified_at = dates.now()
    row.touch()
    row.save()
    record(lock(row.client), "crm.signatory_verified", personal={"name": row.full_name})
    return True


@transaction.atomic
def review_phone(*, signatory: Signatory, by) -> None:
    """The back-office looked at a mobile that many clients share."""
    row = lock(signatory)
    if row.phone_reviewed_at is None:
        row.phone_reviewed_at = dates.now()
        row.touch()
        row.save()
        record(lock(row.client), "crm.signatory_phone_reviewed", by=by, personal={"name": row.full_name})


@transaction.atomic
def remove(*, signatory: Signatory, by) -> None:
    row = lock(signatory)
    links.revoke(row, PURPOSE)
    record(lock(row.client), "crm.signatory_removed", by=by, personal={"name": row.full_name})
    row.delete()


def warn_of_documents() -> int:
    """Warn, once for each document, of those that end within sixty days; returns how many were told."""
    today = dates.today()
    ending = Signatory.objects.filter(
        document_until__gte=today, document_until__lte=today + WARNED_BEFORE, client__removed_at=None, warned_for=None
    )
    return sum(map(_warn, ending.order_by("document_until", "pk").values_list("pk", flat=True)[:BATCH]))


@transaction.atomic
def _warn(pk: int) -> int:
    row = Signatory.objects.select_for_update(of=("self",)).filter(pk=pk, warned_for=None).first()
    if row is None:
        return 0
    row.warned_for = row.document_until
    row.save(update_fields=["warned_for"])
    messages.warn_of_document(row)
    return 1
