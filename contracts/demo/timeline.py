"""Seventy days of contracts, played in order by the actions that pages call."""

import heapq
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from django.db import transaction

from contracts.demo.printing import Prints, begin_to_print
from contracts.demo.scenario import SENDING, WITHOUT_DOCUMENT, Scenario, Step, key_of
from contracts.demo.scenes import Scene
from contracts.sales.models import Contract, NumberSeries
from contracts.signature import documents
from portal.core.values import dates
from portal.demo.delivery import deliver
from portal.demo.phones import NEVER_ANSWERS

MOST_SCENARIOS = 500
# Work of the workers after a step, unless a scenario does it.
MADE_BY_WORKERS = {"submit": "freeze", "change_mobile": "freeze", "sign": "seal"}
READABLE_MESSAGES = 15  # the last ones, in the demo mailbox
SECONDS_TO_DELIVER = 4


def is_played() -> bool:
    """Return whether an earlier run made the contracts; drafts may have been deleted since, sent ones may not."""
    return Contract.objects.filter(creation_key__in=[key_of(rank) for rank in range(MOST_SCENARIOS)]).exists()


def print_documents(scenarios: list[Scenario]) -> Prints:
    """Make every document of the scenarios; raises `RenderingUnavailable`."""
    return begin_to_print_documents(scenarios).wait_for()


def begin_to_print_documents(scenarios: list[Scenario]) -> Prints:
    """Start making every document of the scenarios in other processes; raises `RenderingUnavailable`."""
    return begin_to_print(
        [contract for scenario, number in _numbered(scenarios) for contract in _drafts_of(scenario, number)]
    )


def unplayed(scenarios: list[Scenario]) -> list[Scenario]:
    """Return the scenarios without a contract after an interrupted run; the others keep their state."""
    known = set(Contract.objects.values_list("creation_key", flat=True))
    return [scenario for scenario in scenarios if scenario.key not in known]


def without_documents(scenarios: list[Scenario]) -> list[Scenario]:
    """Return the scenarios without documents: drafts, and contracts whose document is still to be made."""
    kept = [scenario for scenario in scenarios if not scenario.needs_documents()]
    for scenario in kept:
        scenario.steps = [step for step in scenario.steps if step.scene in WITHOUT_DOCUMENT]
    return kept


def _numbered(scenarios: list[Scenario]) -> list[tuple[Scenario, str]]:
    """Return the sent scenarios with their expected number; a wrong guess only costs a second printing."""
    last = defaultdict(int, NumberSeries.objects.values_list("year", "last"))
    found = []
    for scenario in sorted(
        (scenario for scenario in scenarios if scenario.submitted_at), key=lambda scenario: scenario.submitted_at
    ):
        year = scenario.submitted_at.astimezone(dates.PARIS).year
        last[year] += 1
        found.append((scenario, f"CT-{year}-{last[year]:06d}"))
    return found


def _drafts_of(scenario: Scenario, number: str) -> list[Contract]:
    """Return the contract of a scenario as each of its documents will print it, in memory only."""
    found = []
    for printing in scenario.printings():
        contract = Contract(
            number=number,
            owner=scenario.agent,
            agency=scenario.agent.organisation,
            product=scenario.product,
            product_snapshot=documents.snapshot_of(scenario.product),
            net_price=scenario.product.net_price,
            vat_rate=scenario.product.vat_rate,
            duration_months=scenario.product.duration_months,
            start_date=scenario.starts_on,
            origin=scenario.origin,
            submitted_at=printing.submitted_at,
            signed_at=printing.signed_at,
        )
        contract.take_identity(scenario.client)
        contract.phone = printing.phone
        found.append(contract)
    return found


def play(scenarios: list[Scenario], prints: Prints, office: list, tick: Callable[[int], object] = id) -> int:
    """Play every step of every scenario in chronological order, chunk by chunk; return the number of steps.

    Chunks are short, so that others can read and write meanwhile, and none leaves a contract to the workers, which
    would make its document and send its code at another time. `tick` gets the number of contracts begun in a chunk.
    """
    scenes = [Scene(scenario, prints, office[scenario.rank % len(office)]) for scenario in scenarios]
    steps = list(heapq.merge(*(_steps_of(position, scene.scenario) for position, scene in enumerate(scenes))))
    readable_from = _readable_from([step for _at, _position, _order, step in steps])
    upto = _prints_upto(scenarios)
    for passage in _passages(steps, scenes):
        prints.wait_for(max((upto.get(scenes[position].scenario.rank, 0) for _at, position, *_rest in passage)))
        with transaction.atomic():
            for at, position, _order, step in passage:
                _play(scenes[position], at, step, readable=at >= readable_from)
        tick(sum(order == 0 for _at, _position, order, _step in passage))
    return len(steps)


def _passages(steps: list[tuple], scenes: list[Scene]) -> Iterator[list[tuple]]:
    """Return the steps cut where no contract waits for its document or its seal."""
    passage, waiting = [], Counter()
    for _at, position, order, step in steps:
        passage.append((_at, position, order, step))
        to_come = {later.scene for later in scenes[position].scenario.steps[order + 1 :]}
        if MADE_BY_WORKERS.get(step.scene) in to_come:
            waiting[position, MADE_BY_WORKERS[step.scene]] = 1
        waiting.pop((position, step.scene), None)
        if not waiting:
            yield passage
            passage = []
    if passage:
        yield passage


def _prints_upto(scenarios: list[Scenario]) -> dict[int, int]:
    """Return for each scenario, by rank, how many documents are made when the last of its own is."""
    found, count = {}, 0
    for scenario, _number in _numbered(scenarios):
        count += len(scenario.printings())
        found[scenario.rank] = count
    return found


def _steps_of(position: int, scenario: Scenario) -> list[tuple[datetime, int, int, Step]]:
    return [(step.at, position, order, step) for order, step in enumerate(scenario.steps)]


def _readable_from(steps: list[Step]) -> datetime:
    sending = [step.at for step in steps if step.scene in SENDING]
    return sending[-READABLE_MESSAGES:][0] if sending else dates.now()


def _play(scene: Scene, at: datetime, step: Step, *, readable: bool) -> None:
    with dates.pretending(at):
        scene.play(step.scene, step.values)
    with dates.pretending(at + timedelta(seconds=SECONDS_TO_DELIVER)):
        deliver(scene.contract, readable=readable or scene.scenario.phone == NEVER_ANSWERS)
