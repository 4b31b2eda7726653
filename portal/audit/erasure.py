"""Erasing what the history says of people: the events and their chain stay, their personal part goes."""

from portal.audit.history import subject_key
from portal.audit.models import Event, EventDetail


def erase_details(subject) -> int:
    """Forget names, reasons and numbers in the history of `subject`; returns how many events lost their detail."""
    kind, key = subject_key(subject)
    mine = EventDetail.objects.filter(event__subject_type=kind, event__subject_id=key)
    return mine.delete()[0]


def events_since(model, moment, key) -> "Event":
    """The events of a row of `model` since a moment, for an `Exists`; `key` is the row's primary key as text."""
    return Event.objects.filter(subject_type=model._meta.label_lower, subject_id=key, at__gte=moment)
