"""Seventy days of contracts, told in the order they happened and by the actions that make them happen."""

import heapq
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from contracts.sales.models import Contract, NumberSeries
from contracts.signature import documents
from portal.core.values import dates
from portal.demo.phones import NEVER_ANSWERS
from portal.demo.post import deliver
from portal.demo.printing import Prints, print_all
from portal.demo.scenes import Scene
from portal.demo.tale import SENDING, WITHOUT_DOCUMENT, Step, Tale, key_of
from portal.messaging.notices import mark_all_read

MOST_TALES = 500
READABLE_MESSAGES = 15  # the last ones, in the demo mailbox
SECONDS_TO_DELIVER = 4
UNREAD = timedelta(days=3)


def is_told() -> bool:
    """Whether an earlier run made the contracts; drafts may have been deleted since, sent ones may not."""
    return Contract.objects.filter(creation_key__in=[key_of(rank) for rank in range(MOST_TALES)]).exists()


def print_documents(tales: list[Tale]) -> Prints:
    """Make every document of the tales; raises `RenderingUnavailable`."""
    return print_all([contract for tale, number in _numbered(tales) for contract in _drafts_of(tale, number)])


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


@transaction.atomic
def tell(tales: list[Tale], prints: Prints, office: list) -> int:
    """Play every step of every tale in the order of time; all of it or nothing. Gives the number of steps."""
    scenes = [Scene(tale, prints, office[tale.rank % len(office)]) for tale in tales]
    steps = list(heapq.merge(*(_steps_of(position, scene.tale) for position, scene in enumerate(scenes))))
    readable_from = _readable_from([step for _at, _position, _order, step in steps])
    for at, position, _order, step in steps:
        _play(scenes[position], at, step, readable=at >= readable_from)
    return len(steps)


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
