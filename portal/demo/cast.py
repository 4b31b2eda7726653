"""Who lives which plot, and when: about 140 contracts over the last seventy days."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

from contracts.sales.enums import Origin
from crm.models import Client
from portal.demo import plots
from portal.demo.diary import Diary
from portal.demo.offers import OFFERS
from portal.demo.phones import NEVER_ANSWERS
from portal.demo.tale import Tale

# Each plot with the working days before today on which its contracts begin.
SCHEDULE: tuple[tuple[plots.Plot, tuple[int, ...]], ...] = (
    (plots.draft, (1, 1, 2, 2, 3, 5, 8, 12)),
    (plots.waiting_now, (0,)),
    (plots.waiting, (1, 1, 2, 3, 4, 6, 9, 13, 17)),
    (plots.waiting_for_a_good_number, (2,)),
    (plots.locked, (1,)),
    (plots.queued, (1, 1, 1, 2, 2, 3, 4, 5)),
    (plots.queued_missed, (7,)),
    (plots.validated, (2, 2, 3, 3, 3, *(day for day in range(4, 49) for _twice in range(1 + day % 2)))),
    (plots.withdrawn, (9, 14, 22, 31, 40)),
    (plots.withdrawn_early, (6, 19, 33)),
    (plots.withdrawn_by_letter, (15, 27, 42)),
    (plots.expired, (26, 29, 33, 38, 44)),
    (plots.unreachable, (9, 13, 20, 28, 36, 45)),
    (plots.reopened, (18, 30)),
    (plots.unpaid, (26, 31, 34, 39, 43, 47)),
    (plots.paid_at_last, (41,)),
    (plots.unlocked, (23,)),
)
# What the account `client@` finds in its own space.
OWN = ((plots.waiting_now, 0), (plots.queued, 2), (plots.validated, 37))
# As often as they come up.
ORIGINS = [Origin.APPOINTMENT] * 4 + [Origin.REFERRAL, Origin.COLD_CALL] * 3 + [Origin.INBOUND] * 2 + [Origin.OTHER]


def tales(clients: list[Client], products: dict, rng: random.Random, now: datetime) -> list[Tale]:
    """Every tale of the demonstration, in the order their contracts were begun.

    `clients` begin with the file of the account `client@`; the others follow, agent after agent.
    """
    diary = Diary(rng, now)
    told = []
    for rank, (plot, days, client) in enumerate(_roles(clients, rng)):
        tale = _tale(rank, plot, client, products, diary, days)
        plot(tale, diary, days)
        told.append(tale)
    return sorted(told, key=lambda tale: tale.steps[0].at)


def _roles(clients: list[Client], rng: random.Random) -> Iterator[tuple[plots.Plot, int, Client]]:
    """Each plot, its day and its client: the two demo agents live through every plot first."""
    holder, *others = clients
    yield from ((plot, days, holder) for plot, days in OWN)
    by_agent: dict[int, list[Client]] = {}
    for client in others:
        by_agent.setdefault(client.owner_id, []).append(client)
    agents = list(by_agent.values())
    for plot, moments in SCHEDULE:
        if plot is plots.waiting_now:
            continue
        for position, days in enumerate(moments):
            mine = agents[position % len(agents)]
            yield plot, days, mine.pop(rng.randrange(len(mine)))


def _tale(rank: int, plot: plots.Plot, client: Client, products: dict, diary: Diary, days: int) -> Tale:
    rng, audience = diary.rng, "for_companies" if client.is_company else "for_people"
    fitting = [offer for offer in OFFERS if offer.on_sale and getattr(offer, audience)]
    begun = diary.back(days) if days else diary.now.date()
    return Tale(
        rank=rank,
        client=client,
        product=products[rng.choice(fitting).reference],
        origin=rng.choice(ORIGINS),
        starts_on=begun + timedelta(days=rng.choice((7, 10, 14, 15, 21, 30))),
        phone=NEVER_ANSWERS if plot is plots.waiting_for_a_good_number else client.phone,
    )
