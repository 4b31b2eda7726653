"""Two files of one party become one: everything of the second goes to the first, nothing typed there is overwritten."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Count, OuterRef, Subquery
from django.utils.translation import gettext as _

from crm.clients.enums import LifeStage
from crm.clients.mergers import MERGERS, decided
from crm.clients.models import Client
from portal.audit import transitions
from portal.audit.history import record
from portal.audit.transitions import Refused
from portal.core.values import dates
from portal.documents.models import StoredFile

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


def preview_moves(kept: Client, other: Client) -> list[Moved]:
    """What goes from `other` to `kept`, by kind."""
    return _preview(kept, other, stays=False)


def preview_stays(kept: Client, other: Client) -> list[Moved]:
    """What there may be only one of, and `kept` has already."""
    return _preview(kept, other, stays=True)


def _preview(kept: Client, other: Client, *, stays: bool) -> list[Moved]:
    relations = [each for each in Client._meta.related_objects if each.name != "merged"]
    counted = {f"count_{each.name}": _count(each) for each in relations}
    found = Client._base_manager.filter(pk__in=[kept.pk, other.pk]).annotate(**counted).values("pk", *counted)
    counts = {row["pk"]: row for row in found}
    return [
        Moved(str(each.related_model._meta.verbose_name_plural), count)
        for each in relations
        if (count := counts[other.pk][f"count_{each.name}"])
        and stays == bool(each.one_to_one and counts[kept.pk][f"count_{each.name}"])
    ]


def _count(relation) -> Subquery:
    name = relation.field.name
    rows = relation.related_model._base_manager.filter(**{name: OuterRef("pk")}).order_by().values(name)
    return Subquery(rows.annotate(count=Count("*")).values("count"))


def _rows(relation, client: Client):
    return relation.related_model._base_manager.filter(**{relation.field.name: client})


def _stays(relation, kept: Client) -> bool:
    """Whether rows of `relation` stay with the file that goes: only one is possible, and the kept file has it."""
    return relation.one_to_one and _rows(relation, kept).exists()


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
            raise Refused(each, _("Une des deux fiches est archivée ou supprimée. Rien n’a été fusionné."))
    if gone.account_id and row.account_id:
        raise Refused(row, _("Les deux fiches ont un compte client : le back-office doit d’abord en fermer un."))
    _check_households(row, gone)
    if gone.stage == LifeStage.CLIENT != row.stage:
        row = transitions.apply(row, "become_client")
    account, gone.account = gone.account, None
    row.household, gone.household = _household_of(row, gone), None
    gone.merged_into, gone.removed_at = row, dates.now()
    gone.erase_on = dates.today() + timedelta(days=settings.KEEP_REMOVED_CLIENTS_DAYS)
    gone.touch()
    gone.save()
    row.account = row.account or account
    for name in FILLED:
        if not getattr(row, name):
            setattr(row, name, getattr(gone, name))
    row.version = max(row.version, gone.version)  # what was read of either file before is stale
    row.touch()
    row.save()
    _move(gone, row, by=by)
    record(row, "crm.merged", by=by, personal={"name": gone.display_name})
    record(gone, "crm.merged_away", by=by, personal={"name": row.display_name})
    return row


def _check_households(kept: Client, other: Client) -> None:
    """The people of a household go to a household only."""
    if other.is_household and not kept.is_household and other.members.exclude(pk=kept.pk).exists():
        raise Refused(kept, _("Un foyer qui a des membres ne se fusionne qu’avec un autre foyer."))


def _household_of(kept: Client, other: Client) -> Client | None:
    """The kept file's household, else the other's; neither of the two files themselves."""
    found = [each.household for each in (kept, other) if each.household_id not in (None, kept.pk, other.pk)]
    return None if kept.is_household or not found else found[0]


def _move(gone: Client, row: Client, *, by) -> None:
    """Point every row that refers to `gone` to `row`; what there may be only one of stays where `row` has it already.
    Rooms decide about their own, and about what no relation shows.
    """
    for relation in Client._meta.related_objects:
        if relation.name not in decided() and not _stays(relation, row):
            _rows(relation, gone).update(**{relation.field.name: row})
    StoredFile.objects.about(gone).update(about_id=str(row.pk))
    for merger in MERGERS.in_order():
        merger.merge(row, gone, by)
