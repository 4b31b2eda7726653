"""Seventy days of contracts, played in order by the actions that pages call."""

import heapq
from collections import defaultdict
from datetime import datetime, timedelta

from django.db import transaction

from contracts.demo.printing import Prints, print_all
from contracts.demo.scenario import SENDING, WITHOUT_DOCUMENT, Scenario, Step, key_of
from contracts.demo.scenes import Scene
from contracts.sales.models import Contract, NumberSeries
from contracts.signature import documents
from portal.core.values import dates
from portal.demo.delivery import deliver
from portal.demo.phones import NEVER_ANSWERS

MOST_SCENARIOS = 500
READABLE_MESSAGES = 15  # the last ones, in the demo mailbox
SECONDS_TO_DELIVER = 4


def is_played() -> bool:
    """Whether an earlier run made the contracts; drafts may have been deleted since, sent ones may not."""
    return Contract.objects.filter(creation_key__in=[key_of(rank) for rank in range(MOST_SCENARIOS)]).exists()


def print_documents(scenarios: list[Scenario]) -> Prints:
    """Make every document of the scenarios; raises `RenderingUnavailable`."""
    return print_all(
        [contract for scenario, number in _numbered(scenarios) for contract in _drafts_of(scenario, number)]
    )


def without_documents(scenarios: list[Scenario]) -> list[Scenario]:
    """What can be told where no document can be made: drafts, and contracts whose document is to come."""
    kept = [scenario for scenario in scenarios if not scenario.needs_documents()]
    for scenario in kept:
        scenario.steps = [step for step in scenario.steps if step.scene in WITHOUT_DOCUMENT]
    return kept


def _numbered(scenarios: list[Scenario]) -> list[tuple[Scenario, str]]:
    """The sent scenarios with the number each will get: a guess, as a wrong one only costs a second printing."""
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
    """The contract of a scenario as each of its documents will say it, in memory only."""
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


@transaction.atomic
def play(scenarios: list[Scenario], prints: Prints, office: list) -> int:
    """Play every step of every scenario in the order of time; all of it or nothing. Gives the number of steps."""
    scenes = [Scene(scenario, prints, office[scenario.rank % len(office)]) for scenario in scenarios]
    steps = list(heapq.merge(*(_steps_of(position, scene.scenario) for position, scene in enumerate(scenes))))
    readable_from = _readable_from([step for _at, _position, _order, step in steps])
    for at, position, _order, step in steps:
        _play(scenes[position], at, step, readable=at >= readable_from)
    return len(steps)


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
