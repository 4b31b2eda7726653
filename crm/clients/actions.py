"""A client's file is opened, and follows what their contracts say."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from crm.clients.doubles import Doubles, doubles_of, hold
from crm.clients.enums import Kind, LifeStage
from crm.clients.identity import Identity
from crm.clients.models import Client
from portal.audit import transitions
from portal.audit.history import record
from portal.audit.transitions import NotYours
from portal.records import actions as records


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
    if changed and seen is not None and row.version != seen:
        raise StaleClient(row, changed)
    if row.stage != LifeStage.CLIENT:
        row = transitions.apply(row, "become_client", data={"number": number})
    if not changed:
        return row
    before = {name: str(getattr(row, name) or "") for name in changed}
    for name in changed:
        setattr(row, name, values[name])
    row.touch()
    row.save()
    after = {name: str(values[name] or "") for name in changed}
    details = {"before": before, "after": after}
    record(row, "crm.updated", by=by, data={"number": number, "fields": changed}, personal=details)
    return row


class MayBeKnown(Exception):
    """Other files may be the same party, and the person has not been shown these."""

    def __init__(self, doubles: Doubles):
        super().__init__("the same party may have a file")
        self.doubles = doubles


@transaction.atomic
def create(*, values: dict, key: UUID, seen: str, by) -> Client:
    """A new file of `by` without a contract; the same form sent twice (same `key`) makes one.

    Raises `MayBeKnown` unless `seen` names the files found under lock: of two people who create the same party at the
    same moment, the second is told.
    """
    if not by.organisation_id:
        raise NotYours(Client(owner=by))
    hold(values)
    known = Client.objects.filter(creation_key=key, owner=by).first()
    if known is not None:
        return known
    _check_doubles(by, values, seen)
    client, made = records.create(Client(owner=by, agency_id=by.organisation_id, creation_key=key, **values), by=by)
    if made:
        record(client, "crm.created", by=by, is_first=True)
    return client


@transaction.atomic
def change(*, client: Client, values: dict, version: int, seen: str | None, by) -> Client:
    """Write what was typed; `seen` is None where nothing that tells a party from another has changed.

    Raises `records.Stale` when the file changed since the form was opened, `MayBeKnown` as `create` does.
    """
    hold(values)
    row = transitions.lock(client)
    _check_open(row)
    if seen is not None:
        _check_doubles(by, values, seen, besides=row)
    before = {name: str(getattr(row, name) or "") for name in differing(row, values)}
    if records.write(row, values, version=version):
        after = {name: str(values[name] or "") for name in before}
        labels = ", ".join(str(Client._meta.get_field(name).verbose_name) for name in before)
        personal = {"before": before, "after": after, "labels": labels}
        record(row, "crm.changed", by=by, data={"fields": list(before)}, personal=personal)
    return row


def _check_doubles(by, values: dict, seen: str, besides: Client | None = None) -> None:
    doubles = doubles_of(by, values, besides=besides)
    if doubles and doubles.seen != seen:
        raise MayBeKnown(doubles)


def _check_open(row: Client) -> None:
    if row.removed_at or row.archived_at:
        raise transitions.Refused(row, _("Cette fiche est archivée : rouvrez-la avant de la modifier."))


def differing(client: Client, values: dict) -> list[str]:
    """The fields of the file that say something else."""
    return [name for name, value in values.items() if getattr(client, name) != value]


def _stays(client: Client, name: str, values: dict) -> bool:
    """A household signs through one of its people, and remains a household."""
    return name == "kind" and client.kind == Kind.HOUSEHOLD and values[name] == Kind.PERSON
