"""Formatting of record values in lists, by their path and column."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import DateField, Model
from django.utils.functional import Promise

from portal.core.reading import Value, last_field, reader
from portal.ui.components.formats import short_date


@dataclass(frozen=True)
class Shown:
    """The value at `path`, written by `show`."""

    path: Value
    show: Callable


@dataclass(frozen=True)
class Day:
    """The day at `path` in a sentence, which names it `%(day)s`."""

    path: Value
    text: str | Promise


Part = Value | Shown | Day


def path_of(part: Part) -> Value:
    """Return what of a record `part` shows."""
    return part.path if isinstance(part, Shown | Day) else part


def writer(model: type[Model], part: Part) -> Callable:
    """Return a function that writes `part` of a record: days as days, choices in words, nothing for no value."""
    if isinstance(part, Day):
        read, text = reader(model, part.path), part.text
        return lambda record: text % {"day": short_date(read(record))}
    if isinstance(part, Shown):
        return _written(reader(model, part.path), part.show)
    if callable(part):
        return part
    return _written(reader(model, part), _usual(model, part))


def _written(read: Callable, show: Callable) -> Callable:
    def write(record):
        value = read(record)
        return "" if value is None else show(value)

    return write


def _usual(model: type[Model], path: str) -> Callable:
    """Return how the column at `path` is written unless a list says otherwise."""
    field = last_field(model, path)
    if isinstance(field, DateField):
        return short_date
    if field is not None and field.flatchoices:
        labels = dict(field.flatchoices)
        return lambda value: str(labels.get(value, value))
    return _as_it_is


def _as_it_is(value):
    return value
