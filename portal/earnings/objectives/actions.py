"""Setting objectives."""

from uuid import UUID

from django.db import transaction

from portal.access.permissions import Permission
from portal.audit.history import record
from portal.audit.transitions import NotYours, lock
from portal.earnings.objectives.models import Objective
from portal.records import actions as records


@transaction.atomic
def create(*, values: dict, key: UUID, by) -> Objective:
    row = Objective(owner=by, creation_key=key, **values)
    if not by.has_right(Permission.OBJECTIVES):
        raise NotYours(row)
    row, created = records.create(row, by=by)
    if created:
        record(row, "earnings.objective_set", by=by, data={"amount": str(row.amount)}, is_first=True)
    return row


@transaction.atomic
def change(*, objective: Objective, values: dict, version: int, by) -> Objective:
    row = lock(objective)
    if not by.has_right(Permission.OBJECTIVES):
        raise NotYours(row)
    if records.write(row, values, version=version):
        record(row, "earnings.objective_set", by=by, data={"amount": str(row.amount)})
    return row
