"""Verification of the history: each chain is checked, and their heads are anchored outside the database."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import groupby, islice
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, Max, Min, OuterRef, QuerySet

from portal.audit import merkle
from portal.audit.history import ERASED, digest_detail, digest_event, subject_key
from portal.audit.models import Anchor, Event
from portal.core.plugs import Socket
from portal.core.values import dates

SETTLED = timedelta(minutes=5)  # longer than any transaction
URGENT = Socket(
    "anchored_at_once",
    str,
    "The verb of an event whose first occurrence in the database is anchored at once, not within the hour.",
    key=str,
)


def problems_of(subject) -> list[str]:
    """Return each problem in the history of one subject, in a sentence; empty when it is intact."""
    kind, key = subject_key(subject)
    events = Event.objects.filter(subject_type=kind, subject_id=key).select_related("detail").order_by("sequence")
    return list(_check(f"{kind} {key}", events))


def _check(name: str, events: Iterable[Event]) -> Iterator[str]:
    previous, without_detail = "", []
    for position, event in enumerate(events, start=1):
        if event.sequence != position:
            yield f"{name}: event {position} is missing (found {event.sequence})"
            return
        if event.previous_hash != previous:
            yield f"{name}: event {position} does not follow the one before it"
        if event.hash != digest_event(event):
            yield f"{name}: event {position} was altered"
        if not hasattr(event, "detail"):
            without_detail += [position] if event.detail_digest else []
        elif event.detail_digest != digest_detail(event.detail.salt, event.detail.values):
            yield f"{name}: the detail of event {position} was altered"
        if event.verb == ERASED:
            without_detail = [gone for gone in without_detail if gone > event.data.get("until", 0)]
        previous = event.hash
    for position in without_detail:
        yield f"{name}: the detail of event {position} is missing, and no erasure was recorded"


def all_problems() -> Iterator[str]:
    """Return the problems of every history, read in one pass, then of the last anchor."""
    events = Event.objects.select_related("detail").order_by("subject_type", "subject_id", "sequence")
    subjects = groupby(events.iterator(), key=lambda event: f"{event.subject_type} {event.subject_id}")
    for name, chain in subjects:
        yield from _check(name, chain)
    last = Anchor.objects.defer("blocks").order_by("-pk").first()
    if last is None:
        return
    left = Event.objects.filter(pk__lte=last.last_event).count()
    if left != last.events:
        yield f"{last.events} events were anchored on {last.slot}, {left} are left"
    elif merkle.root_of(heads_until(last.last_event).values_list("hash", flat=True).iterator())[0] != last.root:
        yield f"the histories are not those that were anchored on {last.slot}"


def problems_outside(*, restored: bool = False):
    """Where the anchors in the database are not those of `ANCHOR_FILE`, which who writes to the database cannot mend.

    A `restored` database lacks the anchors since its backup: these are passed over.
    """
    file = Path(settings.ANCHOR_FILE)
    known = {anchor.slot: _line(anchor) for anchor in Anchor.objects.defer("blocks")}
    for line in file.read_text(encoding="utf-8").splitlines() if file.exists() else []:
        slot = line.partition(" ")[0]
        if slot not in known and restored and slot > max(known, default=""):
            continue
        if slot not in known:
            yield f"{slot} was anchored in {file.name}, the database has no anchor of that day"
        elif known[slot] != line:
            yield f"the anchor of {slot} is not the one that was written in {file.name}"


def heads_until(last_event: int) -> QuerySet:
    """Return the last event of each history up to `last_event`: the leaves of an anchor, in order."""
    then = Event.objects.filter(pk__lte=last_event)
    same = then.filter(subject_type=OuterRef("subject_type"), subject_id=OuterRef("subject_id"))
    heads = then.filter(~Exists(same.filter(sequence=OuterRef("sequence") + 1)))
    return heads.order_by("subject_type", "subject_id", "sequence")


def _blocks(last_event: int) -> Iterator[tuple[int, str, int]]:
    """Return of each block of leaves: the key of its first event, its root, its size."""
    leaves = heads_until(last_event).values_list("pk", "hash").iterator()
    while block := list(islice(leaves, merkle.BLOCK)):
        yield block[0][0], *merkle.root_of(hash_ for _key, hash_ in block)


def _line(anchor: Anchor) -> str:
    counts = f"last={anchor.last_event} events={anchor.events} heads={anchor.heads}"
    return f"{anchor.slot} {counts} root={anchor.root}"


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
    """Anchor the history once an hour: a row here and the same line in `ANCHOR_FILE`, outside the database.

    The first event of an urgent verb (the first signature of a fresh install) does not wait for the hour. What is
    younger than `SETTLED` waits: a transaction that is still open may add an event that was numbered before it.
    Returns None when the hour is anchored already, or nothing happened since the last anchor of the day.
    """
    latest = Anchor.objects.defer("blocks").order_by("-pk").first()
    last = _settled()
    slot = _slot(latest, last)
    if slot is None:
        return None
    blocks = list(_blocks(last))
    root, _count = merkle.root_of(root for _start, root, _leaves in blocks)
    return _write(
        slot,
        {
            "day": dates.today(),
            "last_event": last,
            "events": Event.objects.filter(pk__lte=last).count(),
            "heads": sum(leaves for _start, _root, leaves in blocks),
            "root": root,
            "blocks": [[start, root] for start, root, _leaves in blocks],
        },
    )


def _slot(latest: Anchor | None, last: int) -> str | None:
    """Return the name of the anchor that is due, after `latest`, for events up to `last`; None when none is."""
    now = dates.now().astimezone(dates.PARIS)
    if latest is None or latest.day != now.date():
        return now.date().isoformat()
    if last <= latest.last_event:
        return None
    if latest.at.astimezone(dates.PARIS).hour != now.hour:
        return now.strftime("%Y-%m-%dT%H")
    return now.strftime("%Y-%m-%dT%H:%M") if _is_urgent(latest.last_event, last) else None


def _is_urgent(anchored: int, last: int) -> bool:
    """Return whether an urgent verb happened for the first time after the event `anchored`."""
    of_these = Event.objects.filter(verb__in=URGENT.held, pk__lte=last)
    fresh = set(of_these.filter(pk__gt=anchored).values_list("verb", flat=True))
    return any(not of_these.filter(pk__lte=anchored, verb=verb).exists() for verb in fresh)


@transaction.atomic
def _write(slot: str, values: dict) -> Anchor | None:
    """Write the row and the line, both or neither; None when another process was faster."""
    made, created = Anchor.objects.get_or_create(slot=slot, defaults=values)
    if not created:
        return None
    with Path(settings.ANCHOR_FILE).open("a", encoding="utf-8") as file:
        file.write(f"{_line(made)}\n")
    return made
