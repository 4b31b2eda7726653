"""Proof that the history is whole: each chain is checked, their heads are anchored outside the database."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import groupby, islice
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, Max, Min, OuterRef, QuerySet

from portal.audit import merkle
from portal.audit.history import digest_detail, digest_event, subject_key
from portal.audit.models import Anchor, Event
from portal.core import dates

SETTLED = timedelta(minutes=5)  # longer than any transaction


def problems_of(subject) -> list[str]:
    """What is wrong with the history of one subject, each in one sentence; empty when it is whole."""
    kind, key = subject_key(subject)
    events = Event.objects.filter(subject_type=kind, subject_id=key).select_related("detail").order_by("sequence")
    return list(_check(f"{kind} {key}", events))


def _check(name: str, events: Iterable[Event]) -> Iterator[str]:
    previous = ""
    for position, event in enumerate(events, start=1):
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


def all_problems() -> Iterator[str]:
    """The problems of every history in the database, read in one go, then of what was anchored last."""
    events = Event.objects.select_related("detail").order_by("subject_type", "subject_id", "sequence")
    subjects = groupby(events.iterator(), key=lambda event: f"{event.subject_type} {event.subject_id}")
    for name, chain in subjects:
        yield from _check(name, chain)
    last = Anchor.objects.defer("blocks").order_by("-day").first()
    if last is None:
        return
    left = Event.objects.filter(pk__lte=last.last_event).count()
    if left != last.events:
        yield f"{last.events} events were anchored on {last.day}, {left} are left"
    elif merkle.root_of(heads_until(last.last_event).values_list("hash", flat=True).iterator())[0] != last.root:
        yield f"the histories are not those that were anchored on {last.day}"


def problems_outside(*, restored: bool = False):
    """Where the anchors in the database are not those of `ANCHOR_FILE`, which who writes to the database cannot mend.

    A `restored` database lacks the anchors of the days since its backup: these are passed over.
    """
    file = Path(settings.ANCHOR_FILE)
    known = {anchor.day.isoformat(): _line(anchor) for anchor in Anchor.objects.defer("blocks")}
    for line in file.read_text(encoding="utf-8").splitlines() if file.exists() else []:
        day = line.partition(" ")[0]
        if day not in known and restored and day > max(known, default=""):
            continue
        if day not in known:
            yield f"{day} was anchored in {file.name}, the database has no anchor of that day"
        elif known[day] != line:
            yield f"the anchor of {day} is not the one that was written in {file.name}"


def heads_until(last_event: int) -> QuerySet:
    """The last event of each history, among the events up to `last_event`: the leaves of an anchor, in their order."""
    then = Event.objects.filter(pk__lte=last_event)
    same = then.filter(subject_type=OuterRef("subject_type"), subject_id=OuterRef("subject_id"))
    heads = then.filter(~Exists(same.filter(sequence=OuterRef("sequence") + 1)))
    return heads.order_by("subject_type", "subject_id", "sequence")


def _blocks(last_event: int) -> Iterator[tuple[int, str, int]]:
    """Of each block of leaves: the key of its first event, its root, how many there are."""
    leaves = heads_until(last_event).values_list("pk", "hash").iterator()
    while block := list(islice(leaves, merkle.BLOCK)):
        yield block[0][0], *merkle.root_of(hash_ for _key, hash_ in block)


def _line(anchor: Anchor) -> str:
    counts = f"last={anchor.last_event} events={anchor.events} heads={anchor.heads}"
    return f"{anchor.day.isoformat()} {counts} root={anchor.root}"


def _settled() -> int:
    """The last event that no open transaction can come before any more.

    Found by the order in which events were numbered, not by their moments: a clock that was put right, or a tale told
    in the past, gives a new event an old moment. The first event younger than `SETTLED` ends what is settled.
    """
    anchored = Anchor.objects.aggregate(last=Max("last_event"))["last"] or 0
    later = Event.objects.filter(pk__gt=anchored)
    young = later.filter(at__gt=dates.now() - SETTLED).aggregate(first=Min("pk"))["first"]
    known = later.filter(pk__lt=young) if young else later
    return known.aggregate(last=Max("pk"))["last"] or anchored


def anchor() -> Anchor | None:
    """Anchor the day's history once: a row here and the same line in `ANCHOR_FILE`, outside the database.

    What is younger than `SETTLED` waits for the next day: a transaction that is still open may add an event that
    was numbered before it. Returns None when the day is anchored already.
    """
    today = dates.today()
    if Anchor.objects.filter(day=today).exists():
        return None
    last = _settled()
    blocks = list(_blocks(last))
    root, _count = merkle.root_of(root for _start, root, _leaves in blocks)
    return _write(
        today,
        {
            "last_event": last,
            "events": Event.objects.filter(pk__lte=last).count(),
            "heads": sum(leaves for _start, _root, leaves in blocks),
            "root": root,
            "blocks": [[start, root] for start, root, _leaves in blocks],
        },
    )


@transaction.atomic
def _write(day, values: dict) -> Anchor | None:
    """The row and the line, both or neither; None when another process was faster."""
    made, created = Anchor.objects.get_or_create(day=day, defaults=values)
    if not created:
        return None
    with Path(settings.ANCHOR_FILE).open("a", encoding="utf-8") as file:
        file.write(f"{_line(made)}\n")
    return made
