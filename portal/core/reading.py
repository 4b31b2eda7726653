"""Values of a record by their path, such as `product.name`, and the columns that they read."""

from collections.abc import Callable
from operator import attrgetter

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, Model

Value = str | Callable


def reads(*paths: str) -> Callable:
    """Mark a property, method or function of a record with all that it reads, so that lists load nothing else.

    On a property it stands below `@property`. A path may name a column, another marked property, or go through a
    relation: `@reads("status", "chosen.start")`.
    """

    def mark(function):
        function.reads = paths
        return function

    return mark


def columns_read(model: type[Model], *values: Value) -> set[str]:
    """Return the columns of `model` that `values` read, as `only` takes them.

    Raises `ValueError` for a function or property that does not say what it reads.
    """
    return {column for value in values if value for column in _columns_read(model, value)}


def _columns_read(model: type[Model], value: Value) -> set[str]:
    if callable(value):
        return _marked(model, value, getattr(value, "__name__", repr(value)))
    name, _dot, rest = value.partition(".")
    field = field_of(model, name)
    if name == "pk":
        return {name}
    if field is None:
        attribute = getattr(model, name)
        if isinstance(attribute, str):  # a constant of the class that names a column
            return _columns_read(model, attribute)
        return _marked(model, getattr(attribute, "fget", attribute), f"{model.__name__}.{name}")
    if not rest:
        return {name}
    return {f"{name}__{column}" for column in _columns_read(field.related_model, rest)}


def _marked(model: type[Model], function, name: str) -> set[str]:
    paths = getattr(function, "reads", None)
    if paths is None:
        raise ValueError(f"{name} does not say what it reads: mark it with @reads(…)")
    return columns_read(model, *paths)


def relations_read(model: type[Model], value: Value) -> set[str]:
    """Return the relations that a path goes through; those of a function that says nothing are unknown."""
    if callable(value) and not hasattr(value, "reads"):
        return set()
    if callable(value):
        return {relation for path in value.reads for relation in relations_read(model, path)}
    name, _dot, rest = value.partition(".")
    field = field_of(model, name)
    if field is None:
        function = getattr(getattr(model, name), "fget", None)
        return relations_read(model, function) if function else set()
    if not rest:
        return set()
    return {name, *(f"{name}__{relation}" for relation in relations_read(field.related_model, rest))}


def field_of(model: type[Model], name: str) -> Field | None:
    """Return the column or relation called `name`, None for a property or method."""
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        return None


def last_field(model: type[Model], path: str) -> Field | None:
    """Return the column a path ends at, None where it ends at a property or method."""
    name, _dot, rest = path.partition(".")
    field = field_of(model, name)
    return last_field(field.related_model, rest) if field is not None and rest else field


def reader(model: type[Model], value: Value) -> Callable:
    """Return a function that gives `value` of a record; None where a relation on the way leads nowhere."""
    if callable(value):
        return value
    if "." not in value and field_of(model, value) is not None:
        return attrgetter(value)
    names = value.split(".")

    def read(record):
        for name in names:
            record = getattr(record, name)
            if record is None:
                return None
        return record() if callable(record) else record

    return read
