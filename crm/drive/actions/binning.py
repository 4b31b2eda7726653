"""The bin: delete, restore with every version, and forget after some days."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from crm.clients.models import Client
from crm.drive import queries
from crm.drive.actions import places
from crm.drive.actions.filing import KIND
from crm.drive.enums import Kind
from crm.drive.models import FileVersion, Node
from crm.drive.queries import path_of
from portal.audit import transitions
from portal.audit.history import record
from portal.audit.transitions import Gone, Refused
from portal.core.values import dates
from portal.documents import files
from portal.documents.models import StoredFile
from portal.links.models import SecureLink

PURPOSE = "crm.drive_share"
BATCH = 200


@transaction.atomic
def delete(*, node: Node, by) -> Node:
    """Put a file, or a folder with all it holds, into the bin. Links to its files end."""
    client = places.open_drive(node.client)
    row = places.current(node)
    places.refuse_sealed(row)
    keys = [row.pk, *(key for level in queries.levels_of(row) for key in level)]
    inside = Node.objects.filter(pk__in=keys)
    if inside.filter(sealed=True).exists():
        raise Refused(row, _("Ce dossier contient des documents du portail : il ne peut pas être supprimé."))
    Node.objects.filter(pk__in=keys).update(bin_root=row)
    origin = [folder.name for folder in path_of(row)[:-1]]
    Node.objects.filter(pk=row.pk).update(binned_at=dates.now(), binned_by=by, origin=origin)
    _end_links(keys)
    count = inside.files().count()
    record(client, "drive.binned", by=by, data={"node": row.pk, "count": count}, personal={"file": row.name})
    row.refresh_from_db()
    return row


def _end_links(keys: list[int]) -> None:
    links = SecureLink.objects.filter(about_type=Node._meta.label_lower, purpose=PURPOSE)
    links.filter(about_id__in=[str(key) for key in keys]).alive().update(revoked_at=dates.now())


@transaction.atomic
def restore(*, node: Node, by) -> Node:
    """Put a node back where it was, with all it held, making the folders anew that are gone.

    A name that is taken meanwhile gets a number.
    """
    client = places.open_drive(node.client)
    row = _in_bin(node)
    levels = list(_binned_levels(row))
    place = _place_of(client, row, height=1 + len(levels), by=by)
    Node.objects.filter(bin_root=row).exclude(pk=row.pk).update(bin_root=None)
    row.name = queries.free_name(client, place, row.name, is_folder=row.is_folder)
    row.parent, row.depth = place, places.depth_in(place, height=1 + len(levels))
    row.bin_root = row.binned_at = row.binned_by = None
    row.origin, row.changed_at, row.changed_by = [], dates.now(), by
    row.save()
    places.shift(levels, row.depth)
    data = {"node": row.pk}
    folder = place.name if place else "Drive"
    record(client, "drive.restored", by=by, data=data, personal={"file": row.name, "folder": folder})
    return row


def _in_bin(node: Node) -> Node:
    row = Node.objects.binned().filter(pk=node.pk, binned_at__gt=forgotten_before()).first()
    if row is None:
        raise Gone(node, _("« %(name)s » n’est plus dans la corbeille.") % {"name": node.name})
    return row


def forgotten_before():
    """Return the moment of deletion from which the bin forgets."""
    return dates.now() - timedelta(days=settings.DRIVE_BIN_DAYS)


def _binned_levels(row: Node):
    keys = [row.pk]
    while keys := list(Node.objects.filter(bin_root=row, parent__in=keys).values_list("pk", flat=True)):
        yield keys


def _place_of(client: Client, row: Node, *, height: int, by) -> Node | None:
    """Return the folder that `row` came from, made anew as far as it is gone; the top when it is too deep."""
    if row.parent_id and (there := Node.objects.kept().filter(pk=row.parent_id).first()):
        place = there
    else:
        place = None
        for name in row.origin:
            found = queries.found(client, place, name)
            if found and not found.is_folder:
                break
            place = found or Node.objects.create(
                client=client,
                parent=place,
                kind=Kind.FOLDER,
                name=name,
                depth=places.depth_in(place),
                changed_by=by,
            )
    try:
        places.depth_in(place, height=height)
    except Refused:
        return None
    return place


@transaction.atomic
def forget(*, node: Node, by) -> None:
    """Delete for good: the bin hides it at once, a worker erases it."""
    client = places.open_drive(node.client)
    row = _in_bin(node)
    Node.objects.filter(pk=row.pk).update(binned_at=forgotten_before())
    record(client, "drive.forgotten", by=by, data={"node": row.pk}, personal={"file": row.name})


# --- what a worker does -----------------------------------------------------------------------------------------


def due() -> QuerySet:
    return Node.objects.binned().filter(binned_at__lte=forgotten_before()).order_by("binned_at", "pk")


def purge_due() -> int:
    """Erase what the bin has forgotten, some files at a time; return how many files went."""
    return sum(_purge(root) for root in due().select_related("client")[:BATCH]) + _sweep()


def _purge(root: Node) -> int:
    inside, gone = Node.objects.filter(bin_root=root), 0
    while keys := list(inside.files().exclude(pk=root.pk).values_list("pk", flat=True)[:BATCH]):
        gone += _erase(root, keys)
    return gone + _erase(root, list(inside.values_list("pk", flat=True)))


@transaction.atomic
def _erase(root: Node, keys: list[int]) -> int:
    transitions.lock(root.client)
    if not due().filter(pk=root.pk).exists():
        return 0
    Node.objects.filter(parent__in=keys).exclude(bin_root=root).update(parent=None)
    stored = list(StoredFile.objects.filter(drive_versions__node__in=keys, kind=KIND).distinct())
    FileVersion.objects.filter(node__in=keys).delete()
    count = Node.objects.filter(pk__in=keys).files().count()
    Node.objects.filter(pk__in=keys).delete()
    _remove_unused(stored)
    return count


def _remove_unused(stored: list[StoredFile]) -> None:
    used = set(FileVersion.objects.filter(stored__in=stored).values_list("stored", flat=True))
    for each in stored:
        if each.pk not in used:
            files.remove(each)


def _sweep() -> int:
    """Erase the files of clients who were erased."""
    yesterday = dates.now() - timedelta(days=1)
    left = StoredFile.objects.filter(kind=KIND, drive_versions=None, untaken_since=None, created_at__lt=yesterday)
    found = list(left[:BATCH])
    for each in found:
        files.remove(each)
    return len(found)
