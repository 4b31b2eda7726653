"""Files attached to a prospect (F8)."""

from django.db import transaction
from django.utils.translation import gettext as _

from crm.clients.models import Client
from portal.audit import transitions
from portal.audit.history import record
from portal.audit.transitions import Refused
from portal.documents import files
from portal.documents.models import StoredFile
from portal.documents.uploads import Upload

KIND = "prospect"
MOST = 50


def attach(*, client: Client, upload: Upload, by) -> None:
    """Keep a file with the prospect; stored before the transaction that takes it. Raises `Refused` at fifty files."""

    def take(stored: StoredFile) -> bool:
        row = transitions.lock(client)
        if attached_to(row).count() > MOST:
            raise Refused(row, _("50 fichiers au plus par dossier. Supprimez-en un."))
        record(row, "crm.file_attached", by=by, personal={"file": stored.name})
        return True

    files.store_for(take, upload.content, name=upload.name, kind=KIND, about=client, by=by)


def remove(*, client: Client, stored: StoredFile, by) -> None:
    """Delete an attached file."""
    with transaction.atomic():
        row = transitions.lock(client)
        record(row, "crm.file_removed", by=by, personal={"file": stored.name})
        files.remove(stored)


def attached_to(client: Client):
    return StoredFile.objects.about(client).filter(kind=KIND)
