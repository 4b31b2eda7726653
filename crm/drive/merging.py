"""Drives of two files that become one: folders of one name are put together, files of one name get a number."""

from crm.clients.mergers import Merger
from crm.clients.models import Client
from crm.drive import queries
from crm.drive.models import Node


def merge(kept: Client, other: Client, by) -> None:
    """Move every node of `other`; both files are locked."""
    Node.objects.filter(client=other).exclude(bin_root=None).update(client=kept)
    for node in Node.objects.filter(client=other, parent=None).kept():
        _take(kept, node, None)


def _take(client: Client, node: Node, place: Node | None) -> None:
    there = queries.found(client, place, node.name)
    if there and there.is_folder and node.is_folder:
        if node.sealed and not there.sealed:
            Node.objects.filter(pk=there.pk).update(sealed=True)
        for child in node.children.kept():
            _take(client, child, there)
        Node.objects.filter(parent=node).update(parent=there)  # what lies in the bin
        node.delete()
        return
    node.name = queries.free_name(client, place, node.name, is_folder=node.is_folder)
    inside = [key for level in queries.levels_of(node) for key in level]
    node.client, node.parent = client, place
    node.save()
    Node.objects.filter(pk__in=inside).update(client=client)


MERGER = Merger("drive", merge, relations=("nodes",))
