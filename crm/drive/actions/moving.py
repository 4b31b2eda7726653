"""Rename and move; the lock of the client keeps two crossed moves from making a circle."""

from django.db import transaction
from django.utils.translation import gettext as _

from crm.drive import queries, rules
from crm.drive.actions import places
from crm.drive.models import Node
from portal.audit.history import record
from portal.audit.transitions import Refused
from portal.core.values import dates


@transaction.atomic
def rename(*, node: Node, name: str, by) -> Node:
    """Give another name; a file keeps the extension of its type."""
    client = places.open_drive(node.client)
    row = places.current(node)
    places.refuse_sealed(row)
    name = rules.folder_name(name) if row.is_folder else rules.file_name(name, like=row.name)
    if not name:
        raise Refused(row, _("Indiquez un nom."))
    if name == row.name:
        return row
    places.refuse_taken(client, row.parent, name, but=row)
    before, row.name = row.name, name
    _note_changed(row, by)
    record(client, "drive.renamed", by=by, data={"node": row.pk}, personal={"file": name, "before": before})
    return row


@transaction.atomic
def move(*, node: Node, to: Node | None, by) -> Node:
    """Put a node into another folder (None: on top). Raises `Refused` where it cannot be."""
    client = places.open_drive(node.client)
    row, place = places.current(node), places.folder_now(client, to)
    places.refuse_sealed(row)
    if row.parent_id == (place.pk if place else None):
        return row
    levels = queries.levels_of(row)
    if place and place.pk in {row.pk, *(key for level in levels for key in level)}:
        raise Refused(row, _("Un dossier ne peut pas être déplacé dans lui-même."))
    places.refuse_taken(client, place, row.name)
    row.depth, row.parent = places.depth_in(place, height=1 + len(levels)), place
    _note_changed(row, by)
    places.shift(levels, row.depth)
    data = {"node": row.pk}
    record(
        client, "drive.moved", by=by, data=data, personal={"file": row.name, "folder": place.name if place else "Drive"}
    )
    return row


def _note_changed(row: Node, by) -> None:
    row.changed_at, row.changed_by = dates.now(), by
    row.save()
