"""A client's file is opened, and follows what their contracts say."""

from django.db import transaction

from crm.clients.enums import Kind
from crm.clients.identity import Identity
from crm.clients.models import Client
from portal.audit import transitions
from portal.audit.history import record


class StaleClient(Exception):
    """The file was changed by another contract or a colleague since it was read: these fields say something else."""

    def __init__(self, client: Client, fields: list[str]):
        super().__init__(f"client {client.pk} changed meanwhile")
        self.client = client
        self.fields = fields


@transaction.atomic
def open_file(*, identity: Identity, owner, agency, by, number: str) -> Client:
    """A new file for whom the contract `number` is sold to, in the hands of its seller, whoever sends it."""
    client = Client(owner=owner, agency=agency)
    client.take_identity(identity)
    client.save()
    record(client, "crm.opened", by=by, data={"number": number})
    return client


@transaction.atomic
def update(*, client: Client, values: dict, seen: int | None = None, by, number: str) -> Client:
    """Bring the file up to date from what the contract `number` says; the same again changes nothing.

    Raises `StaleClient` when the file says something else than `values` and is not in the version that was `seen`
    any more. Without `seen`, the values are a correction that was just asked for.
    """
    row = transitions.lock(client)
    changed = [name for name in differing(row, values) if not _stays(row, name, values)]
    if not changed:
        return row
    if seen is not None and row.version != seen:
        raise StaleClient(row, changed)
    before = {name: str(getattr(row, name) or "") for name in changed}
    for name in changed:
        setattr(row, name, values[name])
    row.version += 1
    row.save()
    after = {name: str(values[name] or "") for name in changed}
    details = {"before": before, "after": after}
    record(row, "crm.updated", by=by, data={"number": number, "fields": changed}, personal=details)
    return row


def differing(client: Client, values: dict) -> list[str]:
    """The fields of the file that say something else."""
    return [name for name, value in values.items() if getattr(client, name) != value]


def _stays(client: Client, name: str, values: dict) -> bool:
    """A household signs through one of its people, and remains a household."""
    return name == "kind" and client.kind == Kind.HOUSEHOLD and values[name] == Kind.PERSON
