"""Reading a drive: a folder's content, the way to it, what was searched, the bin."""

from collections.abc import Iterator

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from crm.clients.models import Client
from crm.drive import rules
from crm.drive.enums import Kind
from crm.drive.models import FileRequest, Node
from portal.audit.history import Line, line_of, subject_key
from portal.audit.models import Event
from portal.core.values.text import normalise

HISTORY = 50


def content_of(client: Client, folder: Node | None, words: str = "") -> QuerySet:
    """Return what a folder holds, or what the whole drive has under these words; folders come first by `sort_name`."""
    rows = Node.objects.filter(client=client).kept().select_related("stored", "changed_by")
    if words:
        for word in normalise(words).split():
            rows = rows.filter(sort_name__contains=word)
    else:
        rows = rows.filter(parent=folder)
    held = Node.objects.filter(parent=OuterRef("pk")).kept().order_by().values("parent")
    counted = Subquery(held.annotate(count=Count("*")).values("count"))
    return rows.annotate(held=Coalesce(counted, 0))


def totals_of(client: Client) -> dict:
    """Return how many files and bytes a drive holds, and what is in its bin."""
    return Node.objects.filter(client=client).aggregate(
        files=Count("pk", filter=Q(kind=Kind.FILE, bin_root=None)),
        bytes=Coalesce(Sum("size", filter=Q(bin_root=None)), 0),
        binned=Count("pk", filter=Q(binned_at__isnull=False)),
    )


def path_of(node: Node | None) -> list[Node]:
    """Return the folders from the top to `node`, itself included."""
    path: list[Node] = []
    while node is not None:
        path.insert(0, node)
        node = node.parent
    return path


def with_parents(rows: QuerySet, *more: str) -> QuerySet:
    """Select the nine folders a node may lie in, in the query that reads it."""
    return rows.select_related("client", "parent" + "__parent" * 8, *more)


def descendants_of(nodes: list[int], *, rows: QuerySet | None = None) -> Iterator[list[int]]:
    """Give the keys of what lies in `nodes`, level by level."""
    rows = Node.objects.kept() if rows is None else rows
    for _level in range(rules.MAX_DEPTH):
        nodes = list(rows.filter(parent__in=nodes).values_list("pk", flat=True))
        if not nodes:
            return
        yield nodes


def files_below(client: Client, folder: Node | None) -> list[tuple[str, Node]]:
    """Return every file under a folder with its path in it, by path."""
    kept = Node.objects.filter(client=client).kept()
    rows = {node.pk: node for node in kept.select_related("stored")}
    found = []
    for node in rows.values():
        path, above = [node.name], node.parent_id
        while above in rows and above != (folder.pk if folder else None):
            path.insert(0, rows[above].name)
            above = rows[above].parent_id
        if node.kind == Kind.FILE and above == (folder.pk if folder else None):
            found.append(("/".join(path), node))
    return sorted(found, key=lambda pair: pair[0])


def folders_of(client: Client) -> list[tuple[Node, str]]:
    """Return every folder of a drive with its path, by path: where something may be moved to."""
    rows = {node.pk: node for node in Node.objects.filter(client=client, kind=Kind.FOLDER).kept()}

    def path(node: Node) -> str:
        above = rows.get(node.parent_id)
        return f"{path(above)} / {node.name}" if above else node.name

    return sorted(((node, path(node)) for node in rows.values()), key=lambda pair: pair[1].casefold())


def bin_of(client: Client) -> QuerySet:
    """Return what was deleted, the latest first."""
    held = Node.objects.filter(bin_root=OuterRef("pk"), kind=Kind.FILE).order_by().values("bin_root")
    count = Subquery(held.annotate(count=Count("*")).values("count"))
    rows = Node.objects.filter(client=client).binned().select_related("binned_by")
    return rows.annotate(held=Coalesce(count, 0)).order_by("-binned_at", "-pk")


def requests_of(client: Client) -> QuerySet:
    return FileRequest.objects.filter(client=client).waiting().select_related("by", "folder")


def history_of(client: Client, node: Node | None = None) -> list[Line]:
    """Return who did what in a drive, or with one of its files, the latest first."""
    kind, key = subject_key(client)
    events = Event.objects.filter(subject_type=kind, subject_id=key, verb__startswith="drive.")
    if node is not None:
        events = events.filter(data__node=node.pk)
    return [line_of(event) for event in events.select_related("detail").order_by("-sequence")[:HISTORY]]


def found(client: Client, folder: Node | None, name: str) -> Node | None:
    """Return what bears this name in a folder."""
    return Node.objects.kept().filter(client=client, parent=folder, key=rules.key_of(name)).first()


def free_name(client: Client, folder: Node | None, name: str, *, is_folder: bool) -> str:
    """Return `name`, or one with a number that nothing bears there yet."""
    candidate, number = name, 2
    while found(client, folder, candidate):
        candidate, number = rules.numbered(name, number, is_folder=is_folder), number + 1
    return candidate


def levels_of(node: Node) -> list[list[int]]:
    """Return the keys of what lies in `node`, level by level."""
    return list(descendants_of([node.pk])) if node.kind == Kind.FOLDER else []
