"""Buyers keep their address book."""

from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from portal.access.permissions import Permission
from portal.audit.history import record
from portal.audit.transitions import NotYours, Refused, lock
from portal.core.values import dates
from portal.records import actions as records
from portal.undo.commands import keep
from portal.undo.models import Reversal
from subscriptions.shop.addresses import SAME, Address

REMOVAL = "shop.address_removal"
DEFAULTS = ("bills", "delivers")


class AddressExists(Refused):
    """The book has this address already."""


@transaction.atomic
def create(*, values: dict, key: UUID, by) -> Address:
    """Add an address to the book of `by`, once per form; raise `AddressExists` where it is there already."""
    row = Address(owner_id=by.pk, creation_key=key, **values)
    _check_right(row, by)
    lock(by)
    known = Address.objects.visible_to(by).filter(creation_key=key).first()
    if known is not None:
        return known
    _make_room(row)
    row, is_new = records.create(row, by=by)
    if is_new:
        record(row, "shop.address_created", by=by, is_first=True)
    return row


@transaction.atomic
def change(*, address: Address, values: dict, version: int, by) -> Address:
    """Write what was typed; orders keep their copies."""
    lock(by)
    row = lock(address)
    _check_right(row, by)
    if row.version != version and records.differing(row, values):
        raise records.Stale(row)
    _make_room(row, values)
    if records.write(row, values, version=version):
        record(row, "shop.address_changed", by=by)
    return row


@transaction.atomic
def remove(*, address: Address, by) -> Reversal | None:
    """Take an address out of the book; return what undoes it, None where that is no longer possible."""
    row = lock(address)
    _check_right(row, by)
    if row.removed_at:
        raise Refused(row, _("Cette adresse est déjà supprimée."))
    row.removed_at = dates.now()
    row.touch()
    row.save()
    record(row, "shop.address_removed", by=by)
    return keep(row, REMOVAL, by=by)


def undo_removal(row: Address, *, by, before: dict) -> Address:
    """Put an address back into the book; it is no default any more if another became one."""
    taken = Address.objects.visible_to(by)
    if taken.filter(**_same(row)).exists():
        raise AddressExists(row, _("Cette adresse est de nouveau dans votre carnet."))
    for name in DEFAULTS:
        if getattr(row, name) and taken.filter(**{name: True}).exists():
            setattr(row, name, False)
    row.removed_at = None
    row.touch()
    row.save()
    record(row, "shop.address_restored", by=by)
    return row


def finish_removal(row: Address, *, by, after: dict) -> None:
    """Delete an address whose removal can no longer be undone."""
    if row.removed_at:
        row.delete()


def _make_room(row: Address, values: dict | None = None) -> None:
    """Refuse a second copy of an address, and end what was the default before; the caller holds the owner's row."""
    values = values or {name: getattr(row, name) for name in (*SAME, *DEFAULTS)}
    others = Address.objects.filter(owner_id=row.owner_id, removed_at=None).exclude(pk=row.pk)
    if others.filter(**{name: values[name] for name in SAME}).exists():
        raise AddressExists(row, _("Cette adresse est déjà dans votre carnet."))
    for name in DEFAULTS:
        if values[name]:
            others.filter(**{name: True}).update(**{name: False}, version=F("version") + 1)


def _same(row: Address) -> dict:
    return {name: getattr(row, name) for name in SAME}


def _check_right(row: Address, by) -> None:
    if row.owner_id != by.pk or not by.has_right(Permission.SHOP):
        raise NotYours(row)
