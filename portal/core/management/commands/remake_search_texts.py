from itertools import islice

from django.apps import apps
from django.core.management.base import BaseCommand
from django.db.models import Model

BATCH = 500
COLUMNS = {"search_text", "sort_name"}


class Command(BaseCommand):
    help = "Refait le texte de recherche de chaque fiche : après une version qui lit autrement lettres et signes."

    def handle(self, *args, **options):
        for model in apps.get_models():
            columns = sorted(COLUMNS & {field.name for field in model._meta.concrete_fields})
            if "search_text" in columns:
                self.stdout.write(f"  {model._meta.label} : {remake(model, columns)}")


def remake(model: type[Model], columns: list[str]) -> int:
    """Write anew what a search of `model` looks through; returns how many rows it changed."""
    changed = 0
    every = model._base_manager.order_by("pk").iterator(chunk_size=BATCH)
    while rows := list(islice(every, BATCH)):
        before = [[getattr(row, name) for name in columns] for row in rows]
        for row in rows:
            row.fill_search()
        different = [row for row, kept in zip(rows, before, strict=True) if kept != _values(row, columns)]
        model._base_manager.bulk_update(different, columns)
        changed += len(different)
    return changed


def _values(row: Model, columns: list[str]) -> list[str]:
    return [getattr(row, name) for name in columns]
