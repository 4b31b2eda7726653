"""Proof that one history is in an anchor: the hashes from its head to the anchored root."""

from dataclasses import dataclass

from django.db.models import Max, Q

from portal.audit import merkle
from portal.audit.chain import heads_until
from portal.audit.history import subject_key
from portal.audit.models import Anchor, Event


@dataclass(frozen=True)
class Proof:
    """`path` leads from the hash of the event `sequence`, the last that `anchor` covers, to the root of `anchor`."""

    anchor: Anchor
    sequence: int
    path: list[tuple[str, str]]


def proof_of(subject) -> Proof | None:
    """The first anchor of as much of the history of `subject` as any anchor covers; None when none does yet.

    A few queries, however many histories there are: of the tree, one block is read and the roots of the others.
    """
    last = Anchor.objects.aggregate(last=Max("last_event"))["last"]
    kind, key = subject_key(subject)
    own = Event.objects.filter(subject_type=kind, subject_id=key)
    head = own.filter(pk__lte=last).order_by("-sequence").first() if last else None
    if head is None:
        return None
    anchor = Anchor.objects.filter(last_event__gte=head.pk).order_by("pk").first()
    return Proof(anchor, head.sequence, _path(anchor, head))


def _path(anchor: Anchor, head: Event) -> list[tuple[str, str]]:
    """Empty where the history is not the one that was anchored: it leads to another root."""
    starts, roots = [start for start, _root in anchor.blocks], [root for _start, root in anchor.blocks]
    before = Q(subject_type__lt=head.subject_type) | Q(subject_type=head.subject_type, subject_id__lte=head.subject_id)
    # The database compares, as it did when it sorted the leaves: languages sort text each in its own way.
    block = max(Event.objects.filter(before, pk__in=starts).count() - 1, 0)
    rows = Event.objects.in_bulk(starts[block : block + 2])
    first, following = (rows.get(start) for start in [*starts, None, None][block : block + 2])
    if first is None:
        return []
    found = heads_until(anchor.last_event).filter(_between(first, following))
    leaves = list(found.values_list("hash", flat=True))
    if head.hash not in leaves:
        return []
    return merkle.path_of(leaves, leaves.index(head.hash)) + merkle.path_of(roots, block)


def _between(first: Event, following: Event | None) -> Q:
    """Return the histories from that of `first` up to that of `following`, excluded; an index answers the range."""
    kind = first.subject_type
    here = Q(subject_type=kind, subject_id__gte=first.subject_id)
    if following is None:
        return here | Q(subject_type__gt=kind)
    if following.subject_type == kind:
        return here & Q(subject_id__lt=following.subject_id)
    beyond = following.subject_type
    start = Q(subject_type=beyond, subject_id__lt=following.subject_id)
    return here | Q(subject_type__gt=kind, subject_type__lt=beyond) | start
