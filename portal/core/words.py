"""`gettext` and the labels of choices, remembered: for what a list repeats on each of its rows, and what templates say.

French being the language of the source, it has no catalogue: Django looks for each word in that of every application
before it gives it back.
"""

from functools import lru_cache

from django.db.models import Model
from django.utils import translation


def gettext(message: str) -> str:
    """As Django's, which is asked once for each language."""
    return _said(message, translation.get_language())


@lru_cache(maxsize=4000)
def _said(message: str, language: str | None) -> str:
    return translation.gettext(message)


def label_of(record: Model, field: str) -> str:
    """In words, what `record` has in a field of choices; Django's own `get_…_display` is slow for a list."""
    return _label(type(record), field, getattr(record, field), translation.get_language())


@lru_cache(maxsize=500)
def _label(model: type[Model], field: str, value: str, language: str | None) -> str:
    return str(dict(model._meta.get_field(field).flatchoices).get(value, value))
