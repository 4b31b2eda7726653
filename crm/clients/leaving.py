"""A file leaves use: to the bin, or to the archives where the law keeps it; and comes back."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from crm.clients.keeping import Kept, kept_of
from crm.clients.models import Client
from portal.audit import transitions
from portal.audit.history import record
from portal.audit.transitions import Refused
from portal.core.values import dates


@dataclass(frozen=True)
class Left:
    """Where a file went, and why it was kept."""

    client: Client
    kept: list[Kept]

    @property
    def archived(self) -> bool:
        return bool(self.kept)


@transaction.atomic
def remove(*, client: Client, reason: str = "", by) -> Left:
    """Take a file out of use: archived while the law keeps it, else put in the bin until it is erased."""
    row = transitions.lock(client)
    if row.removed_at or row.archived_at:
        raise Refused(row, _("Cette fiche est déjà supprimée ou archivée."))
    kept, now = kept_of(row), dates.now()
    if kept:
        row.archived_at, row.erase_on = now, max(each.until for each in kept)
    else:
        row.removed_at, row.erase_on = now, dates.today() + timedelta(days=settings.KEEP_REMOVED_CLIENTS_DAYS)
    row.touch()
    row.save()
    verb = "crm.archived" if kept else "crm.removed"
    record(row, verb, by=by, reason=reason, data={"erase_on": row.erase_on.isoformat()})
    return Left(row, kept)


@transaction.atomic
def restore(*, client: Client, by) -> Client:
    """Bring a file back into use; the same again changes nothing."""
    row = transitions.lock(client)
    if row.merged_into_id:
        raise Refused(row, _("Cette fiche a été fusionnée avec une autre : elle ne peut plus être rouverte."))
    if not (row.removed_at or row.archived_at):
        return row
    row.removed_at = row.archived_at = row.erase_on = None
    row.touch()
    row.save()
    record(row, "crm.restored", by=by)
    return row
