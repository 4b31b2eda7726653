"""Create, change, schedule, retire and delete sheets of the offer. Each version is kept."""

from datetime import date

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from catalog.offer.models import Revision, RevisionState, Sheet
from catalog.offer.renumbering import renumber
from catalog.offer.sheets import Kind
from portal.audit.history import record
from portal.audit.transitions import Refused, lock
from portal.core.values import dates
from portal.records import actions as records
from portal.records.actions import Stale


@transaction.atomic
def create(*, kind: Kind, row: Sheet, parts: dict[str, list], by) -> Sheet:
    """Insert a new sheet with its first version; the same form sent twice makes one."""
    row, is_new = records.create(row, by=by)
    if is_new:
        kind.write_parts(row, parts)
        _keep(kind, row, by=by)
        record(row, "offer.created", by=by, data={"name": str(row)})
    return row


@transaction.atomic
def change(*, kind: Kind, row: Sheet, values: dict, parts: dict[str, list], version: int, on: date, by) -> Sheet:
    """Publish new values today, or schedule them for a later day. Raises `Stale`."""
    locked = lock(row)
    if locked.version != version:
        if _same(kind, locked, values, parts):
            return locked
        raise Stale(locked)
    if on > dates.today():
        return _schedule(kind, locked, values, parts, on=on, by=by)
    return _publish(kind, locked, values, parts, by=by)


def _same(kind: Kind, row: Sheet, values: dict, parts: dict[str, list]) -> bool:
    return not records.differing(row, values) and parts == kind.parts_of(row)


def _publish(kind: Kind, row: Sheet, values: dict, parts: dict[str, list], *, by) -> Sheet:
    before = kind.values_of(row)
    also = parts != kind.parts_of(row)
    if records.write(row, values, also=also):
        kind.write_parts(row, parts)
        renumber(row, before)
        _keep(kind, row, by=by)
        record(row, "offer.changed", by=by, data={"fields": differing(before, kind.values_of(row))})
    return row


def _schedule(kind: Kind, row: Sheet, values: dict, parts: dict[str, list], *, on: date, by) -> Sheet:
    """Keep values for a later day; a version already scheduled is replaced."""
    kept = kind.columns_of(type(row)(**values)) | parts
    scheduled = Revision.objects.filter(sheet=kind.slug, key=row.pk, state=RevisionState.SCHEDULED)
    scheduled.update(state=RevisionState.CANCELLED)
    Revision.objects.create(
        sheet=kind.slug, key=row.pk, values=kept, state=RevisionState.SCHEDULED, effective_on=on, by=by
    )
    row.touch()
    row.save()
    record(row, "offer.scheduled", by=by, data={"day": on.isoformat()})
    return row


@transaction.atomic
def cancel_schedule(*, kind: Kind, row: Sheet, by) -> bool:
    """Cancel the scheduled version of a sheet; return whether there was one."""
    locked = lock(row)
    scheduled = Revision.objects.filter(sheet=kind.slug, key=locked.pk, state=RevisionState.SCHEDULED)
    if not scheduled.update(state=RevisionState.CANCELLED):
        return False
    record(locked, "offer.unscheduled", by=by)
    return True


def publish_due(kinds: dict[str, Kind]) -> int:
    """Publish the versions whose day has come in Paris; return how many."""
    due = Revision.objects.filter(state=RevisionState.SCHEDULED, effective_on__lte=dates.today())
    return sum(_publish_revision(kinds[each.sheet], each.pk) for each in due.order_by("effective_on", "pk")[:100])


@transaction.atomic
def _publish_revision(kind: Kind, pk: int) -> int:
    revision = Revision.objects.select_for_update().get(pk=pk)
    row = kind.model.objects.select_for_update().filter(pk=revision.key).first()
    if revision.state != RevisionState.SCHEDULED or row is None:
        return 0
    before = kind.values_of(row)
    records.write(row, kind.typed(revision.values), also=True)
    kind.write_parts(row, revision.values)
    renumber(row, before)
    revision.state, revision.published_at = RevisionState.PUBLISHED, dates.now()
    revision.save(update_fields=["state", "published_at"])
    record(row, "offer.published", data={"fields": differing(before, kind.values_of(row))})
    return 1


@transaction.atomic
def set_active(*, row: Sheet, active: bool, by) -> Sheet:
    """Retire a sheet, or put it back on sale. What was sold stays as it was."""
    locked = lock(row)
    if locked.is_active != active:
        locked.is_active = active
        locked.touch()
        locked.save()
        record(locked, "offer.restored" if active else "offer.retired", by=by)
    return locked


@transaction.atomic
def delete(*, kind: Kind, row: Sheet, by) -> None:
    """Delete a sheet that nothing refers to. Raises `Refused` for one that was used: it retires."""
    locked = lock(row)
    try:
        with transaction.atomic():
            record(locked, "offer.deleted", by=by, data={"name": str(locked)})
            locked.delete()
    except ProtectedError:
        raise Refused(locked, _("Cette fiche est déjà utilisée. Retirez-la de la vente.")) from None
    Revision.objects.filter(sheet=kind.slug, key=row.pk).delete()


def differing(before: dict, after: dict) -> list[str]:
    """Return the names of the values that changed."""
    return [name for name in after if before.get(name) != after[name]]


def _keep(kind: Kind, row: Sheet, *, by) -> None:
    now = dates.now()
    Revision.objects.create(
        sheet=kind.slug, key=row.pk, values=kind.values_of(row), effective_on=dates.today(), published_at=now, by=by
    )
