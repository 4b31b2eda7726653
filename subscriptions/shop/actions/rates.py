"""The back-office sets the shipping rates; orders keep the price they were placed at."""

from contextlib import contextmanager
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from portal.access.permissions import Permission
from portal.audit.history import record
from portal.audit.transitions import NotYours, Refused, lock
from portal.core.values import dates
from portal.core.values.money import format_euros
from portal.records import actions as records
from subscriptions.shop.rates import ShippingRate


class RateExists(Refused):
    """Another rate in force has the same zone and weight."""


@transaction.atomic
def create(*, values: dict, key: UUID, by) -> ShippingRate:
    """Create a rate, once per form; raise `RateExists` where there is one in force."""
    rate = ShippingRate(owner=by, creation_key=key, **values)
    _check_right(rate, by)
    with _once(rate):
        rate, is_new = records.create(rate, by=by)
    if is_new:
        record(rate, "shop.rate_created", by=by, data={"price": format_euros(rate.price)}, is_first=True)
    return rate


@transaction.atomic
def change(*, rate: ShippingRate, values: dict, version: int, by) -> ShippingRate:
    """Write what was typed, for the orders placed from now on."""
    row = lock(rate)
    _check_right(row, by)
    before = {"label": row.label, "price": row.price}
    with _once(row):
        is_changed = records.write(row, values, version=version)
    if is_changed:
        moved = "" if row.label == before["label"] else before["label"]
        data = {"before": format_euros(before["price"]), "price": format_euros(row.price), "moved": moved}
        record(row, "shop.rate_moved" if moved else "shop.rate_changed", by=by, data=data)
    return row


@transaction.atomic
def retire(*, rate: ShippingRate, by) -> ShippingRate:
    """Stop shipping at this rate; its page stays, so that it can be restored."""
    row = lock(rate)
    _check_right(row, by)
    if row.retired_at:
        raise Refused(row, _("Ce tarif est déjà retiré."))
    return _put(row, dates.now(), "shop.rate_retired", by)


@transaction.atomic
def restore(*, rate: ShippingRate, by) -> ShippingRate:
    """Ship at this rate again; raise `RateExists` when another one took its place."""
    row = lock(rate)
    _check_right(row, by)
    if row.retired_at is None:
        raise Refused(row, _("Ce tarif est déjà en vigueur."))
    return _put(row, None, "shop.rate_restored", by)


def _put(row: ShippingRate, retired_at, verb: str, by) -> ShippingRate:
    row.retired_at = retired_at
    row.touch()
    with _once(row):
        row.save()
    record(row, verb, by=by)
    return row


@contextmanager
def _once(row: ShippingRate):
    """Turn the database's refusal of a second rate into a sentence that names the first one."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        first = ShippingRate.objects.in_force().filter(zone=row.zone, up_to=row.up_to).exclude(pk=row.pk).first()
        if first is None:
            raise
        words = {"rate": first.label, "price": format_euros(first.price)}
        raise RateExists(row, _("Un tarif existe déjà : %(rate)s, %(price)s HT. Modifiez-le.") % words) from None


def _check_right(rate: ShippingRate, by) -> None:
    if not by.has_right(Permission.SHOP_MANAGE):
        raise NotYours(rate)
