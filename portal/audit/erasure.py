"""Erasure of personal data in the history: events and their chain stay."""

from django.db.models import Max

from portal.audit.history import ERASED, record, subject_key
from portal.audit.models import Event, EventDetail


def erase_details(subject) -> int:
    """Forget names, reasons and numbers in the history of `subject`; returns how many events lost their detail.

    The caller holds the row's lock. An event says up to where details were erased: one missing beyond it shows.
    """
    kind, key = subject_key(subject)
    mine = EventDetail.objects.filter(event__subject_type=kind, event__subject_id=key)
    last = mine.aggregate(last=Max("event__sequence"))["last"]
    if last is None:
        return 0
    gone = mine.delete()[0]
    record(subject, ERASED, data={"until": last})
    return gone


def events_since(model, moment, key) -> "Event":
    """Return the events of a row of `model` since a moment, for an `Exists`; `key` is its primary key as text."""
    return Event.objects.filter(subject_type=model._meta.label_lower, subject_id=key, at__gte=moment)
