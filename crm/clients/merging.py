"""Two files of one party become one: everything of the second goes to the first, nothing typed there is overwritten."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import CASCADE
from django.utils.translation import gettext as _

from crm.clients.models import Client
from portal.audit import transitions
from portal.audit.history import record
from portal.audit.transitions import Refused
from portal.core.values import dates

FILLED = [name for name in Client.IDENTITY_FIELDS if name != "kind"]


@dataclass(frozen=True)
class Moved:
    """How many records of one kind go from a file to the other."""

    label: str
    count: int


@dataclass(frozen=True)
class Field:
    """What both files say of one thing; `filled` when the kept file takes it from the other."""

    label: str
    kept: str
    other: str
    filled: bool


def preview_fields(kept: Client, other: Client) -> list[Field]:
    """The identity of both, where they differ."""
    return [_field(kept, other, name) for name in FILLED if getattr(other, name) and _differ(kept, other, name)]


def _differ(kept: Client, other: Client, name: str) -> bool:
    return getattr(kept, name) != getattr(other, name)


def _field(kept: Client, other: Client, name: str) -> Field:
    field = Client._meta.get_field(name)
    return Field(str(field.verbose_name), _shown(kept, name), _shown(other, name), not getattr(kept, name))


def _shown(client: Client, name: str) -> str:
    display = getattr(client, f"get_{name}_display", None)
    value = display() if display else getattr(client, name)
    return dates.long_date(value) if name == "birth_date" and value else str(value or "")


def preview_moves(other: Client) -> list[Moved]:
    """What belongs to the file that goes, by kind."""
    counts = [(rows, rows.count()) for rows in _belongings(other)]
    return [Moved(str(rows.model._meta.verbose_name_plural), count) for rows, count in counts if count]


def _belongings(client: Client) -> list:
    """The rows of every model that refer to `client`."""
    relations = [each for each in Client._meta.related_objects if each.name != "merged"]
    return [
        each.related_model._base_manager.filter(**{each.field.name: client})
        for each in relations
        if each.related_model._meta.managed
    ]


@transaction.atomic
def merge(*, kept: Client, other: Client, by) -> Client:
    """Everything of `other` goes to `kept`, which stays; `other` leads there until it is erased."""
    if kept.pk == other.pk:
        raise Refused(kept, _("Choisissez deux fiches différentes."))
    first, second = sorted((kept, other), key=lambda client: client.pk)
    rows = {row.pk: row for row in (transitions.lock(first), transitions.lock(second))}
    row, gone = rows[kept.pk], rows[other.pk]
    for each in (row, gone):
        if each.removed_at or each.archived_at:
            raise Refused(each, _("Une des deux fiches n’est plus en service : rien n’a été fusionné."))
    if gone.account_id and row.account_id:
        raise Refused(row, _("Les deux fiches ont un compte client : le back-office doit d’abord en fermer un."))
    account, gone.account = gone.account, None
    gone.merged_into, gone.removed_at = row, dates.now()
    gone.erase_on = dates.today() + timedelta(days=settings.KEEP_REMOVED_CLIENTS_DAYS)
    gone.touch()
    gone.save()
    _move(gone, row)
    row.account = row.account or account
    for name in FILLED:
        if not getattr(row, name):
            setattr(row, name, getattr(gone, name))
    row.touch()
    row.save()
    record(row, "crm.merged", by=by, personal={"name": gone.display_name})
    record(gone, "crm.merged_away", by=by, personal={"name": row.display_name})
    return row


def _move(gone: Client, row: Client) -> None:
    """Point every row that refers to `gone` to `row`; what there may be only one of stays where one is already."""
    for relation in Client._meta.related_objects:
        if relation.name == "merged":
            continue
        name = relation.field.name
        mine = relation.related_model._base_manager.filter(**{name: gone})
        try:
            with transaction.atomic():
                mine.update(**{name: row})
        except IntegrityError:
            for each in mine.values_list("pk", flat=True):
                _move_one(relation, each, row)


def _move_one(relation, pk, row: Client) -> None:
    try:
        with transaction.atomic():
            relation.related_model._base_manager.filter(pk=pk).update(**{relation.field.name: row})
    except IntegrityError:
        if relation.on_delete is not CASCADE:
            raise
