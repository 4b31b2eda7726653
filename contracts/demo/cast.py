"""Scripts, days and clients of about 140 contracts over the last seventy days."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

from catalog.demo.offers import OFFERS
from contracts.demo import scripts
from contracts.demo.scenario import Scenario
from contracts.sales.enums import Origin
from crm.models import Client
from portal.demo.phones import NEVER_ANSWERS
from portal.demo.working_hours import WorkingHours

# Each script with the working days before today on which its contracts begin.
SCHEDULE: tuple[tuple[scripts.Script, tuple[int, ...]], ...] = (
    (scripts.draft, (1, 1, 2, 2, 3, 5, 8, 12)),
    (scripts.waiting_now, (0,)),
    (scripts.waiting, (1, 1, 2, 3, 4, 6, 9, 13, 17)),
    (scripts.waiting_for_a_good_number, (2,)),
    (scripts.locked, (1,)),
    (scripts.queued, (1, 1, 1, 2, 2, 3, 4, 5)),
    (scripts.queued_missed, (7,)),
    (scripts.validated, (2, 2, 3, 3, 3, *(day for day in range(4, 49) for _twice in range(1 + day % 2)))),
    (scripts.withdrawn, (9, 14, 22, 31, 40)),
    (scripts.withdrawn_early, (6, 19, 33)),
    (scripts.withdrawn_by_letter, (15, 27, 42)),
    (scripts.expired, (26, 29, 33, 38, 44)),
    (scripts.unreachable, (9, 13, 20, 28, 36, 45)),
    (scripts.reopened, (18, 30)),
    (scripts.unpaid, (26, 31, 34, 39, 43, 47)),
    (scripts.paid_at_last, (41,)),
    (scripts.unlocked, (23,)),
)
# Contracts of the account `client@`.
OWN = ((scripts.waiting_now, 0), (scripts.queued, 2), (scripts.validated, 37))
# Relative frequencies.
ORIGINS = [Origin.APPOINTMENT] * 4 + [Origin.REFERRAL, Origin.COLD_CALL] * 3 + [Origin.INBOUND] * 2 + [Origin.OTHER]


def scenarios(clients: list[Client], products: dict, rng: random.Random, now: datetime) -> list[Scenario]:
    """Return every scenario of the demonstration, in the order their contracts were begun.

    `clients` start with the file of the account `client@`; the others follow, agent after agent.
    """
    hours = WorkingHours(rng, now)
    told = []
    for rank, (script, days, client) in enumerate(_roles(clients, rng)):
        scenario = _scenario(rank, script, client, products, hours, days)
        script(scenario, hours, days)
        told.append(scenario)
    return sorted(told, key=lambda scenario: scenario.steps[0].at)


def _roles(clients: list[Client], rng: random.Random) -> Iterator[tuple[scripts.Script, int, Client]]:
    """Return each script with its day and client: the two demo agents get every script first."""
    holder, *others = clients
    yield from ((script, days, holder) for script, days in OWN)
    by_agent: dict[int, list[Client]] = {}
    for client in others:
        by_agent.setdefault(client.owner_id, []).append(client)
    agents = list(by_agent.values())
    for script, moments in SCHEDULE:
        if script is scripts.waiting_now:
            continue
        for position, days in enumerate(moments):
            mine = agents[position % len(agents)]
            yield script, days, mine.pop(rng.randrange(len(mine)))


def _scenario(
    rank: int, script: scripts.Script, client: Client, products: dict, hours: WorkingHours, days: int
) -> Scenario:
    rng, audience = hours.rng, "for_companies" if client.is_company else "for_people"
    fitting = [offer for offer in OFFERS if offer.on_sale and getattr(offer, audience)]
    begun = hours.back(days) if days else hours.now.date()
    return Scenario(
        rank=rank,
        client=client,
        product=products[rng.choice(fitting).reference],
        origin=rng.choice(ORIGINS),
        starts_on=begun + timedelta(days=rng.choice((7, 10, 14, 15, 21, 30))),
        phone=NEVER_ANSWERS if script is scripts.waiting_for_a_good_number else client.phone,
    )
