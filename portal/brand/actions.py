"""Changing the brand."""

from uuid import UUID

from django.db import transaction

from portal.access.permissions import Permission
from portal.audit.history import record
from portal.audit.transitions import NotYours, lock
from portal.brand import current
from portal.brand.models import Brand
from portal.records import actions as records


@transaction.atomic
def change(*, values: dict, version: int, key: UUID, by) -> Brand:
    """Write the colour and the logo. Raises `Stale` when somebody else did since the form was opened."""
    row = Brand.objects.first()
    if not by.has_right(Permission.BRAND_EDIT):
        raise NotYours(row or Brand())
    if row is None:
        row, is_new = records.create(Brand(owner=by, creation_key=key, **values), by=by)
        if is_new:
            record(row, "brand.changed", by=by, is_first=True)
    else:
        row = lock(row)
        if records.write(row, values, version=version):
            record(row, "brand.changed", by=by)
    current.forget()
    transaction.on_commit(current.forget)
    return row
