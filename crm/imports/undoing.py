"""Put files back as they were before an import of contacts; those that changed since are left, and told."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from crm.clients.models import Client
from crm.contacts.models import Contact
from crm.imports.writing import WRITTEN
from crm.notes.models import Note
from crm.prospects.models import Attribution, FollowUp
from portal.audit.history import record_many
from portal.documents.models import StoredFile
from portal.exchange.imports.kinds import Run
from portal.exchange.models import ImportLine


def undo(run: Run, lines: list[ImportLine]) -> dict[int, str]:
    """Take back a chunk of lines, last line first."""
    found = Client.objects.filter(pk__in=[line.target for line in lines]).select_for_update(of=("self",))
    clients = {client.pk: client for client in found}
    made = {line.target: line for line in lines if line.before.get("created")}
    used = _used(made, lines)
    left, removed, restored, gone = {}, set(), {}, {"notes": [], "contacts": []}
    for line in lines:
        client = clients.get(line.target)
        if client is None:
            left[line.pk] = _("Cette fiche n’existe plus.")
        elif client.version != line.before["version"] or client.removed_at:
            left[line.pk] = _("Cette fiche a changé depuis l’import.")
        elif client.pk in used:
            left[line.pk] = _("Cette fiche a servi depuis l’import (contrat, action, note…).")
        elif line.before.get("created"):
            removed.add(client.pk)
        else:
            _put_back(client, line, gone)
            restored[client.pk] = client
    _write(run, clients, removed, restored, gone)
    return left


def _put_back(client: Client, line: ImportLine, gone: dict) -> None:
    before = line.before
    for name, value in before["columns"].items():
        setattr(client, name, Client._meta.get_field(name).to_python(value) if value else _empty(name))
    client.version -= 1
    client.changed_at = datetime.fromisoformat(before["changed_at"])
    client.fill_search()
    gone["notes"] += filter(None, [before.get("note")])
    gone["contacts"] += filter(None, [before.get("contact")])
    if changed := before.get("contact_before"):
        Contact.objects.filter(pk=changed[0]).update(**changed[1])


def _empty(name: str):
    return None if name == "birth_date" else ""


def _write(run: Run, clients: dict, removed: set[int], restored: dict, gone: dict) -> None:
    Note.objects.filter(pk__in=gone["notes"]).delete()
    Contact.objects.filter(pk__in=gone["contacts"]).delete()
    kept = [client for pk, client in restored.items() if pk not in removed]
    Client.objects.bulk_update(kept, WRITTEN)
    record_many(kept, "crm.import_undone", by=run.by)
    record_many([clients[pk] for pk in removed], "crm.import_undone", by=run.by)
    Client.objects.filter(pk__in=removed).delete()


def _used(made: dict[int, ImportLine], lines: list[ImportLine]) -> set[int]:
    """Return the files that something else refers to now; one query per kind of record."""
    used: set[int] = set()
    if not made:
        return used
    notes = {line.before.get("note") for line in lines}
    contacts = {line.before.get("contact") for line in lines}
    for relation in _relations():
        rows: QuerySet = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": made})
        if relation.related_model is Note:
            rows = rows.exclude(pk__in=notes - {None})
        elif relation.related_model is Contact:
            rows = rows.exclude(pk__in=contacts - {None})
        elif relation.related_model is FollowUp:
            rows = rows.exclude(version=1)
        elif relation.related_model is Attribution:
            continue
        used.update(rows.values_list(relation.field.attname, flat=True))
    files = StoredFile.objects.filter(about_type=Client._meta.label_lower, about_id__in=[str(pk) for pk in made])
    return used | {int(key) for key in files.values_list("about_id", flat=True)}


def _relations() -> list:
    """Return the relations of other records to a file, hidden ones included."""
    fields = Client._meta.get_fields(include_hidden=True)
    return [field for field in fields if field.auto_created and (field.one_to_many or field.one_to_one)]
