"""Which client or node a page is about: 404 out of scope, 403 without the right."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from crm.clients.models import Client
from crm.drive.models import Node
from crm.drive.queries import with_parents
from portal.access.permissions import Permission


def client_of(request, pk: int) -> Client:
    return get_object_or_404(Client.objects.visible_to(request.user), pk=pk)


def node_of(request, pk: int, *, in_bin: bool = False) -> Node:
    """Return a node of the reader's scope, with the folders above it."""
    rows = Node.objects.visible_to(request.user)
    rows = rows.binned() if in_bin else rows.kept()
    return get_object_or_404(with_parents(rows, "stored", "changed_by"), pk=pk)


def node_to_change(request, pk: int, *, in_bin: bool = False) -> Node:
    """The same, for what is not sealed."""
    node = node_of(request, pk, in_bin=in_bin)
    if node.sealed:
        raise PermissionDenied
    return node


def may_change(request, client: Client) -> bool:
    return request.user.has_right(Permission.CLIENTS_EDIT) and not client.archived_at


def folder_in(request, client: Client, given: str | None) -> Node | None:
    """Return the folder that an address or a form names; the top without one."""
    if not given or not given.isascii() or not given.isdecimal() or len(given) > 18:
        return None
    rows = Node.objects.visible_to(request.user).kept().filter(client=client, kind="dir")
    return get_object_or_404(with_parents(rows), pk=given)
