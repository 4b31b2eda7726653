"""Limits of calls to the directory, kept in the database: five a second for the whole portal, none while it is down."""

import time
from datetime import timedelta

from django.conf import settings
from django.db import transaction

from crm.companies.models import DirectoryGate
from portal.core.values import dates

WINDOW = 1.05  # seconds: a little more than one, as clocks of two machines differ
LONGEST_WAIT = 1.0
LONGEST_PAUSE = 300


class Closed(Exception):
    """The directory failed a moment ago or too many people search: no call is made."""


def pass_through() -> None:
    """Take a slot and wait for it. Raises `Closed` without waiting when none comes soon."""
    wait = _reserve()
    if wait > 0:
        time.sleep(wait)


@transaction.atomic
def _reserve() -> float:
    gate = _locked()
    if gate.closed_until > dates.now():
        raise Closed
    now, most = time.time(), settings.COMPANY_DIRECTORY_PER_SECOND
    latest = sorted(gate.calls)[-most:]
    at = max(now, latest[0] + WINDOW) if len(latest) == most else now
    if at - now > LONGEST_WAIT + WINDOW:  # a clock that went backwards
        latest, at = [], now
    if at - now > LONGEST_WAIT:
        raise Closed
    gate.calls = [*latest, at][-most:]
    gate.save(update_fields=["calls"])
    return at - now


@transaction.atomic
def close(seconds: int = 0) -> None:
    """Leave the directory alone for a while, after a failure."""
    gate = _locked()
    pause = min(seconds or settings.COMPANY_DIRECTORY_PAUSE_SECONDS, LONGEST_PAUSE)
    gate.closed_until = max(gate.closed_until, dates.now() + timedelta(seconds=pause))
    gate.save(update_fields=["closed_until"])


def is_closed() -> bool:
    return DirectoryGate.objects.filter(pk=1, closed_until__gt=dates.now()).exists()


def _locked() -> DirectoryGate:
    gates = DirectoryGate.objects.select_for_update()
    found = gates.filter(pk=1).first()
    if found is None:
        DirectoryGate.objects.get_or_create(pk=1)
        found = gates.get(pk=1)
    return found
