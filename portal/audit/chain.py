"""Proof that the history is whole: each chain is checked, their heads are anchored outside the database."""

import hashlib
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Max, OuterRef, Subquery

from portal.audit.history import digest_detail, digest_event, subject_key
from portal.audit.models import Anchor, Event
from portal.core import dates

SETTLED = timedelta(minutes=5)  # longer than any transaction


def problems_of(subject) -> list[str]:
    """What is wrong with the history of one subject, each in one sentence; empty when it is whole."""
    kind, key = subject_key(subject)
    return list(_check(kind, key))


def _check(kind: str, key: str):
    previous = ""
    events = Event.objects.filter(subject_type=kind, subject_id=key).select_related("detail").order_by("sequence")
    for position, event in enumerate(events, start=1):
        name = f"{kind} {key}"
        if event.sequence != position:
            yield f"{name}: event {position} is missing (found {event.sequence})"
            return
        if event.previous_hash != previous:
            yield f"{name}: event {position} does not follow the one before it"
        if event.hash != digest_event(event):
            yield f"{name}: event {position} was altered"
        if hasattr(event, "detail") and event.detail_digest != digest_detail(event.detail.salt, event.detail.values):
            yield f"{name}: the detail of event {position} was altered"
        previous = event.hash


def all_problems():
    """The problems of every history in the database, one by one, then of what was anchored last."""
    for kind, key in Event.objects.values_list("subject_type", "subject_id").distinct().order_by():
        yield from _check(kind, key)
    last = Anchor.objects.order_by("-day").first()
    if last is None:
        return
    left = _events_until(last.at)
    if left != last.events:
        yield f"{last.events} events were anchored on {last.day}, {left} are left"
    elif merkle_root(_heads(last.at)) != last.root:
        yield f"the histories are not those that were anchored on {last.day}"


def problems_outside(*, restored: bool = False):
    """Where the anchors in the database are not those of `ANCHOR_FILE`, which who writes to the database cannot mend.

    A `restored` database lacks the anchors of the days since its backup: these are passed over.
    """
    file = Path(settings.ANCHOR_FILE)
    known = {anchor.day.isoformat(): _line(anchor) for anchor in Anchor.objects.all()}
    for line in file.read_text(encoding="utf-8").splitlines() if file.exists() else []:
        day = line.partition(" ")[0]
        if day not in known and restored and day > max(known, default=""):
            continue
        if day not in known:
            yield f"{day} was anchored in {file.name}, the database has no anchor of that day"
        elif known[day] != line:
            yield f"the anchor of {day} is not the one that was written in {file.name}"


def _events_until(moment: datetime) -> int:
    return Event.objects.filter(at__lte=moment).count()


def merkle_root(leaves: list[str]) -> str:
    """The root of a binary Merkle tree over hexadecimal hashes (an odd last leaf goes up alone)."""
    level = leaves or [hashlib.sha256(b"").hexdigest()]
    while len(level) > 1:
        pairs = [level[i : i + 2] for i in range(0, len(level), 2)]
        level = [hashlib.sha256("".join(pair).encode()).hexdigest() if len(pair) == 2 else pair[0] for pair in pairs]
    return level[0]


def _heads(until: datetime) -> list[str]:
    """The hash of the last event of each history at a moment."""
    same = Event.objects.filter(subject_type=OuterRef("subject_type"), subject_id=OuterRef("subject_id"))
    then = same.filter(at__lte=until)
    newest = then.values("subject_type", "subject_id").annotate(last=Max("sequence")).values("last")
    heads = Event.objects.filter(sequence=Subquery(newest)).order_by("subject_type", "subject_id")
    return list(heads.values_list("hash", flat=True))


def _line(anchor: Anchor) -> str:
    return f"{anchor.day.isoformat()} events={anchor.events} heads={anchor.heads} root={anchor.root}"


@transaction.atomic
def anchor() -> Anchor | None:
    """Anchor the day's history once: a row here and the same line in `ANCHOR_FILE`, outside the database.

    What is younger than `SETTLED` waits for the next day: a transaction that is still open may add an event that
    bears an earlier moment. Returns None when the day is anchored already.
    """
    today = dates.today()
    if Anchor.objects.filter(day=today).exists():
        return None
    until = dates.now() - SETTLED
    heads, events = _heads(until), _events_until(until)
    made = Anchor.objects.create(day=today, at=until, events=events, heads=len(heads), root=merkle_root(heads))
    with Path(settings.ANCHOR_FILE).open("a", encoding="utf-8") as file:
        file.write(f"{_line(made)}\n")
    return made
