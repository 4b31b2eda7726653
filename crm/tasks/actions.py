"""What people do with actions. Each is told in the history of the client's file."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from crm.clients.models import Client
from crm.tasks.models import Task
from portal.audit.history import record
from portal.audit.transitions import Refused, lock
from portal.core.values import dates
from portal.records import actions as records
from portal.undo import commands as undo

DONE = "crm.task_done"  # the act that can be undone


@transaction.atomic
def create(*, client: Client, values: dict, key: UUID, by) -> Task:
    """A new action of `by` on a file; the same form sent twice (same `key`) makes one."""
    file = lock(client)
    task = Task(client=file, owner=by, agency_id=file.agency_id, creation_key=key, **values)
    task, made = records.create(task, by=by)
    if made:
        record(file, "crm.task_added", by=by, personal={"title": task.title})
    return task


@transaction.atomic
def change(*, task: Task, values: dict, version: int, by) -> Task:
    """Write what was typed; raises `records.Stale` when the action changed since the form was opened."""
    row = lock(task)
    if row.is_done:
        raise Refused(row, _("Cette action est déjà faite : rouvrez-la pour la modifier."))
    if records.write(row, values, version=version):
        record(lock(row.client), "crm.task_changed", by=by, personal={"title": row.title})
    return row


@transaction.atomic
def complete(*, task: Task, outcome: str, by) -> Task | None:
    """Note what came of an action; `by` can undo it. None when somebody had done so: their outcome stays."""
    row = lock(task)
    if row.is_done:
        return None
    row.done_at, row.outcome = dates.now(), outcome
    row.touch()
    row.save()
    record(lock(row.client), "crm.task_done", by=by, personal={"title": row.title, "reason": outcome})
    undo.keep(row, DONE, by=by)
    return row


def take_back_outcome(row: Task, *, by, before: dict) -> Task:
    """Undo `complete` (see `portal.undo`): nobody was told of it but the history."""
    reopen(task=row, by=by)
    return lock(row)


def nothing_to_tell(row: Task, *, by, after: dict) -> None:
    """Finish an outcome that can no longer be undone: no message waits for it."""


@transaction.atomic
def reopen(*, task: Task, by) -> bool:
    """Take an outcome back. False when the action was open already."""
    row = lock(task)
    if not row.is_done:
        return False
    row.done_at, row.outcome = None, ""
    row.touch()
    row.save()
    record(lock(row.client), "crm.task_reopened", by=by, personal={"title": row.title})
    return True
