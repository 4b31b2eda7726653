"""Share a file with the client by secure link; ask the client for files."""

from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from crm.clients.models import Client
from crm.drive.actions import places
from crm.drive.actions.binning import PURPOSE as SHARE
from crm.drive.actions.filing import add_file
from crm.drive.enums import Source
from crm.drive.models import FileRequest, Node
from portal.audit import transitions
from portal.audit.history import CLIENT, record
from portal.audit.transitions import Refused
from portal.core.values import dates, masking
from portal.documents.uploads import Upload
from portal.links import making
from portal.links.models import SecureLink
from portal.messaging import notices
from portal.messaging.outbox import cancel, queue
from portal.messaging.states import Channel

REQUEST = "crm.drive_request"
SHARE_TEMPLATE, REQUEST_TEMPLATE = "crm/messages/drive_share", "crm/messages/drive_request"
RECEIVED = "crm.drive_received"
MOST_RECEIVED = 50


@transaction.atomic
def share(*, node: Node, by=None) -> SecureLink:
    """Mail the client a link to one file; an earlier link ends. The link always opens the latest version."""
    client = places.open_drive(node.client)
    row = places.current(node)
    if row.is_folder:
        raise Refused(row, _("Un dossier ne peut pas être envoyé. Choisissez un fichier."))
    cancel(about=row, template=SHARE_TEMPLATE)
    making.revoke(row, SHARE)
    link = _mail(client, row, SHARE, SHARE_TEMPLATE, {"file": row.name}, by=by)
    record(client, "drive.shared", by=by, data={"node": row.pk}, personal={"file": row.name})
    return link


def _mail(client: Client, about, purpose: str, template: str, context: dict, *, by) -> SecureLink:
    if not client.email:
        raise Refused(about, _("Ce client n’a pas d’adresse e-mail : ajoutez-la dans ses données."))
    link, token = making.make(
        purpose=purpose,
        about=about,
        days=settings.DRIVE_LINK_DAYS,
        by=by,
        recipient_hint=masking.email_for_strangers(client.email),
    )
    shown = {"name": client.person_name, "url": making.url_for(token), "days": settings.DRIVE_LINK_DAYS}
    queue(
        channel=Channel.EMAIL,
        to=client.email,
        template=template,
        context={**context, **shown},
        dedupe=f"{purpose}:{link.pk}",
        about=about,
        sensitive=True,
        expires_at=link.expires_at,
    )
    return link


@transaction.atomic
def unshare(*, node: Node, by) -> None:
    """End the link to a file at once."""
    client = places.open_drive(node.client)
    cancel(about=node, template=SHARE_TEMPLATE)
    if making.revoke(node, SHARE):
        record(client, "drive.unshared", by=by, data={"node": node.pk}, personal={"file": node.name})


def shared_link(node: Node) -> SecureLink | None:
    """Return the link to a file that the client can open now."""
    return SecureLink.objects.about(node).filter(purpose=SHARE).alive().order_by("-pk").first()


# --- what the client is asked for -------------------------------------------------------------------------------


@transaction.atomic
def ask(*, client: Client, folder: Node | None, what: str, key: UUID, by) -> FileRequest:
    """Ask the client for files by link; the same form sent twice asks once."""
    row = places.open_drive(client)
    place = places.folder_now(row, folder)
    try:
        with transaction.atomic():
            asked = FileRequest.objects.create(client=row, folder=place, what=what, creation_key=key, by=by)
    except IntegrityError:
        return FileRequest.objects.get(creation_key=key, client=row)
    _mail(row, asked, REQUEST, REQUEST_TEMPLATE, {"what": what}, by=by)
    record(row, "drive.asked", by=by, personal={"what": what})
    return asked


@transaction.atomic
def ask_again(*, request: FileRequest, by=None) -> None:
    """Mail a new link to the same request."""
    client = places.open_drive(request.client)
    row = _waiting(request)
    cancel(about=row, template=REQUEST_TEMPLATE)
    making.revoke(row, REQUEST)
    _mail(client, row, REQUEST, REQUEST_TEMPLATE, {"what": row.what}, by=by)
    record(client, "drive.asked", by=by, personal={"what": row.what})


def _waiting(request: FileRequest) -> FileRequest:
    row = transitions.lock(request)
    if not row.is_waiting:
        raise Refused(row, _("Cette demande est déjà terminée."))
    return row


@transaction.atomic
def cancel_request(*, request: FileRequest, by) -> None:
    """The files are not needed any more: the link ends."""
    client = places.open_drive(request.client)
    row = _waiting(request)
    row.cancelled_at = dates.now()
    row.save(update_fields=["cancelled_at"])
    cancel(about=row, template=REQUEST_TEMPLATE)
    making.revoke(row, REQUEST)
    record(client, "drive.request_cancelled", by=by, personal={"what": row.what})


def receive(*, request: FileRequest, upload: Upload) -> Node:
    """Keep a file that the client sends. Raises `Refused` at fifty files."""
    if request.received >= MOST_RECEIVED:
        raise Refused(request, _("Vous avez envoyé le nombre maximal de fichiers."))
    folder = Node.objects.kept().filter(pk=request.folder_id, client=request.client_id).first()
    node = add_file(client=request.client, folder=folder, upload=upload, source=Source.CLIENT)
    with transaction.atomic():
        row = transitions.lock(request)
        row.received += 1
        row.save(update_fields=["received"])
    return node


@transaction.atomic
def finish_request(*, request: FileRequest) -> bool:
    """The client has sent everything: tell whoever asked. False without any file."""
    client = transitions.lock(request.client)
    row = transitions.lock(request)
    if not row.received:
        return False
    if row.is_waiting:
        row.done_at = dates.now()
        row.save(update_fields=["done_at"])
        making.complete_all(row, REQUEST)
        record(client, "drive.received", as_=CLIENT, data={"count": row.received}, personal={"what": row.what})
        notices.notify(
            [row.by or client.owner],
            RECEIVED,
            about=client,
            template="crm/notices/drive_received",
            context={"client": client, "what": row.what, "count": row.received},
            url=reverse("crm:client_drive", args=[client.pk]),
            dedupe=f"{RECEIVED}:{row.pk}",
        )
    return True
