"""Limits of calls to a directory of the State, kept in the database: a few a second for the whole portal, none while
it is down.
"""

import time
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction

from crm.companies.models import DirectoryGate
from portal.core.values import dates

WINDOW = 1.05  # seconds: a little more than one, as clocks of two machines differ
LONGEST_WAIT = 1.0
LONGEST_PAUSE = 300


@dataclass(frozen=True)
class Service:
    """A directory with limits of its own: its row, and the first words of its settings."""

    row: int
    setting: str

    @property
    def per_second(self) -> int:
        return getattr(settings, f"{self.setting}_PER_SECOND")

    @property
    def pause(self) -> int:
        return getattr(settings, f"{self.setting}_PAUSE_SECONDS")


COMPANIES = Service(1, "COMPANY_DIRECTORY")
ADDRESSES = Service(2, "ADDRESS_DIRECTORY")


class Closed(Exception):
    """The directory failed a moment ago or too many people search: no call is made."""


def pass_through(service: Service = COMPANIES) -> None:
    """Take a slot and wait for it. Raises `Closed` without waiting when none comes soon."""
    wait = _reserve(service)
    if wait > 0:
        time.sleep(wait)


@transaction.atomic
def _reserve(service: Service) -> float:
    gate = _locked(service)
    if gate.closed_until > dates.now():
        raise Closed
    now, most = time.time(), service.per_second
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
def close(seconds: int = 0, service: Service = COMPANIES) -> None:
    """Leave the directory alone for a while, after a failure."""
    gate = _locked(service)
    pause = min(seconds or service.pause, LONGEST_PAUSE)
    gate.closed_until = max(gate.closed_until, dates.now() + timedelta(seconds=pause))
    gate.save(update_fields=["closed_until"])


def is_closed(service: Service = COMPANIES) -> bool:
    return DirectoryGate.objects.filter(pk=service.row, closed_until__gt=dates.now()).exists()


def _locked(service: Service) -> DirectoryGate:
    gates = DirectoryGate.objects.select_for_update()
    found = gates.filter(pk=service.row).first()
    if found is None:
        DirectoryGate.objects.get_or_create(pk=service.row)
        found = gates.get(pk=service.row)
    return found
