"""The back-office keeps the articles."""

from uuid import UUID

from django.db import transaction

from portal.access.permissions import Permission
from portal.audit.history import record
from portal.audit.transitions import NotYours, lock
from portal.documents import files
from portal.documents.uploads import Upload
from portal.records import actions as records
from subscriptions.shop.models import Item

KIND = "shop"


@transaction.atomic
def create(*, values: dict, key: UUID, by) -> Item:
    """Create an article, once per form."""
    item = Item(owner=by, creation_key=key, **values)
    if not by.has_right(Permission.SHOP_MANAGE):
        raise NotYours(item)
    item, is_new = records.create(item, by=by)
    if is_new:
        record(item, "shop.item_created", by=by)
    return item


@transaction.atomic
def change(*, item: Item, values: dict, version: int, by) -> Item:
    """Write what was typed; orders keep the price they were placed at."""
    row = lock(item)
    if not by.has_right(Permission.SHOP_MANAGE):
        raise NotYours(row)
    if records.write(row, values, version=version):
        record(row, "shop.item_changed", by=by)
    return row


def give_picture(*, item: Item, upload: Upload, by) -> None:
    """Show `upload` with the article."""

    def attach(stored) -> bool:
        Item.objects.filter(pk=item.pk).update(picture=stored)
        return True

    files.store_for(attach, upload.content, name=upload.name, kind=KIND, about=item, by=by)
