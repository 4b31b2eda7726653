"""Seventy days of contracts, told in the order they happened and by the actions that make them happen."""

import heapq
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta

from django.db import transaction

from contracts.sales.models import Contract, NumberSeries
from contracts.signature import documents
from portal.core.values import dates
from portal.demo.phones import NEVER_ANSWERS
from portal.demo.post import deliver
from portal.demo.printing import Prints, begin_to_print
from portal.demo.scenes import Scene
from portal.demo.tale import SENDING, WITHOUT_DOCUMENT, Step, Tale, key_of
from portal.messaging.notices import mark_all_read

MOST_TALES = 500
# What workers do after a step, unless the story does it.
MADE_BY_WORKERS = {"submit": "freeze", "change_mobile": "freeze", "sign": "seal"}
READABLE_MESSAGES = 15  # the last ones, in the demo mailbox
SECONDS_TO_DELIVER = 4
UNREAD = timedelta(days=3)


def is_told() -> bool:
    """Whether an earlier run made the contracts; drafts may have been deleted since, sent ones may not."""
    return Contract.objects.filter(creation_key__in=[key_of(rank) for rank in range(MOST_TALES)]).exists()


def print_documents(tales: list[Tale]) -> Prints:
    """Make every document of the tales; raises `RenderingUnavailable`."""
    return begin_to_print_documents(tales).wait_for()


def begin_to_print_documents(tales: list[Tale]) -> Prints:
    """Have every document of the tales made by other processes; raises `RenderingUnavailable`."""
    return begin_to_print([contract for tale, number in _numbered(tales) for contract in _drafts_of(tale, number)])


def untold(tales: list[Tale]) -> list[Tale]:
    """Those whose contract is not there, when an earlier run was interrupted; the others stay where they stood."""
    known = set(Contract.objects.values_list("creation_key", flat=True))
    return [tale for tale in tales if tale.key not in known]


def without_documents(tales: list[Tale]) -> list[Tale]:
    """What can be told where no document can be made: drafts, and contracts whose document is to come."""
    kept = [tale for tale in tales if not tale.needs_documents()]
    for tale in kept:
        tale.steps = [step for step in tale.steps if step.scene in WITHOUT_DOCUMENT]
    return kept


def _numbered(tales: list[Tale]) -> list[tuple[Tale, str]]:
    """The sent tales with the number each will get: a guess, as a wrong one only costs a second printing."""
    last = defaultdict(int, NumberSeries.objects.values_list("year", "last"))
    found = []
    for tale in sorted((tale for tale in tales if tale.submitted_at), key=lambda tale: tale.submitted_at):
        year = tale.submitted_at.astimezone(dates.PARIS).year
        last[year] += 1
        found.append((tale, f"CT-{year}-{last[year]:06d}"))
    return found


def _drafts_of(tale: Tale, number: str) -> list[Contract]:
    """The contract of a tale as each of its documents will say it, in memory only."""
    found = []
    for printing in tale.printings():
        contract = Contract(
            number=number,
            owner=tale.agent,
            agency=tale.agent.organisation,
            product=tale.product,
            product_snapshot=documents.snapshot_of(tale.product),
            net_price=tale.product.net_price,
            vat_rate=tale.product.vat_rate,
            duration_months=tale.product.duration_months,
            start_date=tale.starts_on,
            origin=tale.origin,
            submitted_at=printing.submitted_at,
            signed_at=printing.signed_at,
        )
        contract.take_identity(tale.client)
        contract.phone = printing.phone
        found.append(contract)
    return found


def tell(tales: list[Tale], prints: Prints, office: list, tick: Callable[[int], object] = id) -> int:
    """Play every step of every tale in the order of time, passage by passage. Gives the number of steps.

    Somebody may read and write meanwhile: no passage lasts, none leaves a contract to the workers, which would make
    its document and send its code at another hour. `tick` is told how many contracts a passage has begun.
    """
    scenes = [Scene(tale, prints, office[tale.rank % len(office)]) for tale in tales]
    steps = list(heapq.merge(*(_steps_of(position, scene.tale) for position, scene in enumerate(scenes))))
    readable_from = _readable_from([step for _at, _position, _order, step in steps])
    upto = _prints_upto(tales)
    for passage in _passages(steps, scenes):
        prints.wait_for(max((upto.get(scenes[position].tale.rank, 0) for _at, position, *_rest in passage)))
        with transaction.atomic():
            for at, position, _order, step in passage:
                _play(scenes[position], at, step, readable=at >= readable_from)
        tick(sum(order == 0 for _at, _position, order, _step in passage))
    return len(steps)


def _passages(steps: list[tuple], scenes: list[Scene]) -> Iterator[list[tuple]]:
    """The steps cut where no contract waits for its document or its seal."""
    passage, waiting = [], Counter()
    for _at, position, order, step in steps:
        passage.append((_at, position, order, step))
        to_come = {later.scene for later in scenes[position].tale.steps[order + 1 :]}
        if MADE_BY_WORKERS.get(step.scene) in to_come:
            waiting[position, MADE_BY_WORKERS[step.scene]] = 1
        waiting.pop((position, step.scene), None)
        if not waiting:
            yield passage
            passage = []
    if passage:
        yield passage


def _prints_upto(tales: list[Tale]) -> dict[int, int]:
    """For each tale, by its rank, how many documents are made when the last of its own is."""
    found, count = {}, 0
    for tale, _number in _numbered(tales):
        count += len(tale.printings())
        found[tale.rank] = count
    return found


def read_old_notices(people: Iterable) -> None:
    """Everybody has read what the portal told them, save in the last days."""
    with dates.pretending(dates.now() - UNREAD):
        for person in people:
            mark_all_read(by=person, before=dates.now())


def _steps_of(position: int, tale: Tale) -> list[tuple[datetime, int, int, Step]]:
    return [(step.at, position, order, step) for order, step in enumerate(tale.steps)]


def _readable_from(steps: list[Step]) -> datetime:
    sending = [step.at for step in steps if step.scene in SENDING]
    return sending[-READABLE_MESSAGES:][0] if sending else dates.now()


def _play(scene: Scene, at: datetime, step: Step, *, readable: bool) -> None:
    with dates.pretending(at):
        scene.play(step.scene, step.values)
    with dates.pretending(at + timedelta(seconds=SECONDS_TO_DELIVER)):
        deliver(scene.contract, readable=readable or scene.tale.phone == NEVER_ANSWERS)
