"""Files that belong to nothing: their process died between the store and the transaction that was to take them."""

import logging
from datetime import timedelta

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef
from django.db.models.functions import Cast

from portal.core import dates
from portal.documents import files
from portal.documents.models import StoredFile

log = logging.getLogger("comptoir.documents")
OLD = timedelta(days=1)  # older than any open transaction


def sweep_unowned() -> int:
    """Remove the files that nothing refers to since they were stored, a day ago or more; returns how many.

    A sealed file is evidence, and stays: it was sealed by the transaction that took it.
    """
    found = _that_no_row_refers_to()
    named = _named_in_json([str(stored.pk) for stored in found])
    unowned = [stored for stored in found if str(stored.pk) not in named]
    for stored in unowned:
        log.warning("stored file %s (%s) belongs to nothing, and goes", stored.pk, stored.kind)
        files.remove(stored)
    return len(unowned)


def _that_no_row_refers_to() -> list[StoredFile]:
    rows = StoredFile.objects.filter(sealed_at=None, created_at__lt=dates.now() - OLD)
    for relation in relations():
        rows = rows.exclude(Exists(relation.model._base_manager.filter(**{relation.name: OuterRef("pk")})))
    return list(rows)


def relations() -> list[models.Field]:
    """Every field of a model, of whichever app, that refers to a stored file; most of them have no name backwards."""
    hidden = StoredFile._meta.get_fields(include_hidden=True)
    return [relation.field for relation in hidden if relation.auto_created and not relation.concrete]


def json_fields() -> list[models.Field]:
    """Where files may be named without a relation, as messages name what is attached to them."""
    fields = [field for model in apps.get_models() for field in model._meta.local_concrete_fields]
    return [field for field in fields if isinstance(field, models.JSONField)]


def _named_in_json(ids: list[str]) -> set[str]:
    """Which of `ids` some JSON names. It reads whole tables, but only when there is a file to be removed."""
    if not ids:
        return set()
    named: set[str] = set()
    for field in json_fields():
        texts = field.model._base_manager.annotate(as_text=Cast(field.name, models.TextField()))
        for text in texts.filter(as_text__regex="|".join(ids)).values_list("as_text", flat=True).iterator():
            named.update(each for each in ids if each in text)
    return named
