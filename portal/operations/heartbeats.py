"""Signs of life, and leases on a role that only one process may play at a time."""

import os
import secrets
import socket
import time
from datetime import timedelta

from django.db.models import Q
from django.db.models.functions import Now

from portal.core.values import dates
from portal.operations.models import Heartbeat

LEASE = timedelta(seconds=20)
RENEW_SECONDS = 5  # a quarter of the lease: a pause of the machine or the database loses the role to nobody


def this_process() -> str:
    """A name no other process has: machine, number, and a random part (numbers are used again)."""
    return f"{socket.gethostname()[:100]}:{os.getpid()}:{secrets.token_hex(4)}"


def beat(name: str, holder: str = "") -> None:
    """Note that whoever plays `name` lives."""
    _row(name)
    Heartbeat.objects.filter(name=name).update(at=Now(), holder=holder)


def last(name: str) -> Heartbeat | None:
    return Heartbeat.objects.filter(name=name).first()


def _row(name: str) -> None:
    Heartbeat.objects.get_or_create(name=name, defaults={"at": dates.now(), "lease_until": dates.now() - LEASE})


class Lease:
    """The right of one holder to play a role, renewed while it asks and lost `LEASE` after it died."""

    def __init__(self, name: str, holder: str):
        self.name, self.holder = name, holder
        self._renew_at = 0.0

    def keep(self) -> bool:
        """Whether the role is this holder's now. One query at most each `RENEW_SECONDS`.

        Raises `DatabaseError` when nobody can know.
        """
        moment = time.monotonic()
        if moment < self._renew_at:
            return True
        self._renew_at = 0.0
        if not (self._take() or self._take_first()):
            return False
        self._renew_at = moment + RENEW_SECONDS
        return True

    def release(self) -> None:
        """Leave the role to the next one at once."""
        self._renew_at = 0.0
        Heartbeat.objects.filter(name=self.name, holder=self.holder).update(lease_until=Now() - LEASE)

    def _take(self) -> bool:
        ours_or_free = Q(holder=self.holder) | Q(lease_until__lt=Now())
        taken = Heartbeat.objects.filter(ours_or_free, name=self.name)
        return bool(taken.update(holder=self.holder, at=Now(), lease_until=Now() + LEASE))

    def _take_first(self) -> bool:
        if Heartbeat.objects.filter(name=self.name).exists():
            return False
        _row(self.name)
        return self._take()
