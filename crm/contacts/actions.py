"""Add, change and remove contacts, under the lock of their company; exactly one is the favourite at the end of each."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from crm.clients.models import Client
from crm.contacts.models import Contact
from crm.onboarding.actions import links
from portal.audit import transitions
from portal.audit.history import record
from portal.audit.transitions import Gone, Refused
from portal.records import actions as records

MOST = 50


@transaction.atomic
def add(*, client: Client, values: dict, key: UUID, by) -> Contact:
    """A new contact; the first one of a company is its favourite. The same form sent twice makes one."""
    company = transitions.lock(client)
    known = Contact.objects.filter(creation_key=key).first()
    if known is not None:
        if known.client_id != company.pk:
            raise Refused(company, _("Ce formulaire a déjà été envoyé."))
        return known
    others = Contact.objects.filter(client=company)
    if others.count() >= MOST:
        raise Refused(company, _("50 contacts au plus par dossier. Supprimez-en un."))
    contact = Contact(client=company, creation_key=key, **values)
    wanted = contact.is_favourite or not others.filter(is_favourite=True).exists()
    contact.is_favourite = False
    contact.save(force_insert=True)
    record(company, "crm.contact_added", by=by, personal={"contact": contact.display_name})
    if wanted:
        _make_favourite(company, contact, by=by)
    return contact


@transaction.atomic
def change(*, contact: Contact, values: dict, version: int, by) -> Contact:
    """Write what was typed. Raises `Stale` when it changed since the form was opened."""
    company = transitions.lock(contact.client)
    row = _row(contact)
    wanted = values.pop("is_favourite", row.is_favourite)
    former_email = row.email
    if records.write(row, values, version=version):
        if row.is_favourite and row.email != former_email:
            links.revoke(company, by=by)
        record(company, "crm.contact_changed", by=by, personal={"contact": row.display_name})
    if wanted and not row.is_favourite:
        _make_favourite(company, row, by=by)
    return row


@transaction.atomic
def make_favourite(*, contact: Contact, by) -> Contact:
    """The contact who receives the link; a link sent to the former favourite dies."""
    company = transitions.lock(contact.client)
    row = _row(contact)
    if not row.is_favourite:
        _make_favourite(company, row, by=by)
    return row


@transaction.atomic
def remove(*, contact: Contact, heir: Contact | None = None, by) -> None:
    """Delete a contact. The favourite goes only with an `heir`, as long as there are other contacts."""
    company = transitions.lock(contact.client)
    row = _row(contact)
    if row.is_favourite:
        others = Contact.objects.filter(client=company).exclude(pk=row.pk)
        chosen = others.filter(pk=heir.pk).first() if heir else None
        if chosen is None and others.exists():
            raise Refused(company, _("Choisissez d’abord un autre contact favori."))
        links.revoke(company, by=by)
        if chosen is not None:
            _make_favourite(company, chosen, by=by)
    record(company, "crm.contact_removed", by=by, personal={"contact": row.display_name})
    row.delete()


def _row(contact: Contact) -> Contact:
    row = Contact.objects.select_for_update(of=("self",)).filter(pk=contact.pk).first()
    if row is None:
        raise Gone(contact, _("Ce contact a été supprimé entre-temps."))
    return row


def _make_favourite(company: Client, contact: Contact, *, by) -> None:
    former = Contact.objects.filter(client=company, is_favourite=True).exclude(pk=contact.pk)
    if former.update(is_favourite=False):
        links.revoke(company, by=by)
    contact.is_favourite = True
    contact.save(update_fields=["is_favourite"])
    record(company, "crm.contact_favourite", by=by, personal={"contact": contact.display_name})
