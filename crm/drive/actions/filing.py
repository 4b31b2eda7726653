"""Put folders and files into a drive."""

from django.db import transaction
from django.utils.translation import gettext as _

from crm.clients.models import Client
from crm.drive import queries, rules
from crm.drive.actions import places
from crm.drive.enums import Kind, Source
from crm.drive.models import FileVersion, Node
from portal.audit import transitions
from portal.audit.history import CLIENT, SYSTEM, record
from portal.audit.transitions import Refused
from portal.core.values import dates
from portal.documents import files
from portal.documents.models import StoredFile
from portal.documents.uploads import Upload

KIND = "drive"
# Folders of what the portal files, the same in every language.
CONTRACTS, QUESTIONNAIRES = "Contrats", "Questionnaires"


@transaction.atomic
def add_folder(*, client: Client, parent: Node | None, name: str, by) -> Node:
    """Make a folder; the one of that name when it is there already."""
    row = places.open_drive(client)
    parent = places.folder_now(row, parent)
    name = rules.folder_name(name)
    if not name:
        raise Refused(row, _("Indiquez le nom du dossier."))
    there = queries.found(row, parent, name)
    if there and there.is_folder:
        return there
    places.refuse_taken(row, parent, name)
    folder = _new_folder(row, parent, name, by)
    record(row, "drive.folder_added", by=by, data={"node": folder.pk}, personal={"file": name})
    return folder


def _new_folder(client: Client, parent: Node | None, name: str, by=None, *, sealed: bool = False) -> Node:
    return Node.objects.create(
        client=client,
        parent=parent,
        kind=Kind.FOLDER,
        name=name,
        depth=places.depth_in(parent),
        sealed=sealed,
        changed_by=by,
    )


def add_file(
    *, client: Client, folder: Node | None, upload: Upload, by=None, source: str = Source.TEAM, into: Node | None = None
) -> Node:
    """Keep a file, or a new version of the one that has its name there. Raises `Refused`, and then keeps no bytes.

    `into` is the file whose next version this is, whatever the name of what was sent.
    """
    filed: list[Node] = []

    def take(stored: StoredFile) -> bool:
        row = places.open_drive(client)
        if into is not None:
            node = places.current(into)
            name = rules.file_name(node.name, like=stored.name)
            filed.append(_file(row, node.parent, name, stored, by=by, source=source, node=node))
        else:
            name = rules.file_name(stored.name, like=stored.name)
            filed.append(_file(row, places.folder_now(row, folder), name, stored, by=by, source=source))
        return True

    files.store_for(take, upload.content, name=upload.name, kind=KIND, about=client, by=by)
    return filed[0]


def _file(client: Client, folder, name: str, stored: StoredFile, *, by, source: str, node: Node | None = None) -> Node:
    there = queries.found(client, folder, name)
    if node is None and there:
        node = there
    elif node is not None and there and there.pk != node.pk:
        raise Refused(there, _("« %(name)s » existe déjà dans ce dossier.") % {"name": there.name})
    if node is not None and node.is_folder:
        raise Refused(node, _("Un dossier s’appelle déjà « %(name)s ».") % {"name": name})
    if node is not None:
        places.refuse_sealed(node)
    node = node or Node(client=client, parent=folder, kind=Kind.FILE, name=name, depth=places.depth_in(folder))
    node.name = name if node.number else node.name
    return _add_version(client, node, stored, by=by, source=source)


def _add_version(client: Client, node: Node, stored: StoredFile, *, by, source: str) -> Node:
    node.number += 1
    node.stored, node.size = stored, stored.size
    node.changed_at, node.changed_by = dates.now(), by
    node.save()
    FileVersion.objects.create(node=node, number=node.number, stored=stored, source=source, by=by)
    verb = "drive.added" if node.number == 1 else "drive.version_added"
    record(
        client,
        "drive.filed" if source == Source.PORTAL else verb,
        by=by,
        as_=CLIENT if source == Source.CLIENT else SYSTEM,
        data={"node": node.pk, "version": node.number},
        personal={"file": node.name},
    )
    return node


@transaction.atomic
def file_sealed(*, client: Client, document: StoredFile, name: str, folder: str, by=None) -> Node:
    """File what the portal produced for a client, read-only, in the folder of that name on top; once per document.

    What was filed of a client whose file is merged into another goes to that one.
    """
    row = transitions.lock(client)
    if row.merged_into_id:
        row = transitions.lock(row.merged_into)
    known = Node.objects.filter(client=row, versions__stored=document).first()
    if known:
        return known
    place = _sealed_folder(row, folder)
    name = rules.file_name(name, like=document.name) or rules.file_name(document.name, like=document.name)
    node = Node(
        client=row,
        parent=place,
        kind=Kind.FILE,
        name=queries.free_name(row, place, name, is_folder=False),
        depth=places.depth_in(place),
        sealed=True,
    )
    return _add_version(row, node, document, by=by, source=Source.PORTAL)


def _sealed_folder(client: Client, name: str) -> Node:
    """Return the portal's folder of that name; one that people made becomes the portal's."""
    there = queries.found(client, None, name)
    if there is None or not there.is_folder:
        name = queries.free_name(client, None, name, is_folder=True)
        return queries.found(client, None, name) or _new_folder(client, None, name, sealed=True)
    if not there.sealed:
        Node.objects.filter(pk=there.pk).update(sealed=True)
    return there
