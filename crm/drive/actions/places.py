"""Reading a drive under the lock of its client: places, names, and what refuses them."""

from django.utils.translation import gettext as _

from crm.clients.models import Client
from crm.drive import rules
from crm.drive.models import Node
from crm.drive.queries import found
from portal.audit import transitions
from portal.audit.transitions import Gone, Refused


def open_drive(client: Client) -> Client:
    """Lock the client's file. Raises `Refused` once it is out of use."""
    row = transitions.lock(client)
    if row.removed_at or row.archived_at:
        raise Refused(row, _("Cette fiche est archivée ou supprimée. Son drive n’est plus modifiable."))
    return row


def current(node: Node) -> Node:
    """Return a node as it is now. Raises `Gone` when it went to the bin."""
    row = Node.objects.kept().filter(pk=node.pk).first()
    if row is None:
        raise Gone(node, _("« %(name)s » a été supprimé entre-temps.") % {"name": node.name})
    return row


def folder_now(client: Client, folder: Node | None) -> Node | None:
    """Return the folder to put something into, as it is now; None is the top."""
    if folder is None:
        return None
    row = current(folder)
    if not row.is_folder or row.client_id != client.pk:
        raise Refused(folder, _("Choisissez un dossier de ce client."))
    return row


def refuse_sealed(node: Node) -> None:
    if node.sealed:
        raise Refused(node, _("« %(name)s » vient du portail. Il n’est pas modifiable.") % {"name": node.name})


def refuse_taken(client: Client, folder: Node | None, name: str, *, but: Node | None = None) -> None:
    taken = found(client, folder, name)
    if taken and (but is None or taken.pk != but.pk):
        raise Refused(taken, _("« %(name)s » existe déjà dans ce dossier.") % {"name": taken.name})


def depth_in(folder: Node | None, height: int = 1) -> int:
    """Return the depth of what is put into `folder`. Raises `Refused` when `height` levels do not fit there."""
    depth = folder.depth + 1 if folder else 1
    if depth + height - 1 > rules.MAX_DEPTH:
        raise Refused(folder, _("Un drive a dix niveaux de dossiers au plus : choisissez un dossier moins profond."))
    return depth


def shift(levels: list[list[int]], depth: int) -> None:
    """Write the depth of each level below a node that is now at `depth`."""
    for below, keys in enumerate(levels, start=1):
        Node.objects.filter(pk__in=keys).update(depth=depth + below)
