"""Clients, prospects and their next actions written straight into their tables, for measures.

Nothing here passes through the actions: no event, no message, no provenance.
"""

import random
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

from django.db import transaction

from crm.clients.enums import LifeStage
from crm.models import Client, FollowUp, Task
from crm.prospects.enums import USUAL_PROBABILITY, Progress, Step
from crm.tasks.enums import Kind
from portal.accounts.demo_accounts import DOMAIN
from portal.accounts.models import User
from portal.core.values import dates
from tests.bench.bulk_rows import client_of
from tests.bench.draws import DAY, draw_ages
from tests.bench.settling import analyse

BATCH = 5000
CLIENTS_PER_PROSPECT = 5
DAYS = 900
# Out of a hundred prospects; the board shows them all.
STATES = (Progress.DISCUSSING,) * 60 + (Progress.READY,) * 10 + (Progress.LOST,) * 30


def fill(count: int, say: Callable[[str], None]) -> None:
    """Bring the clients to `count`, then add a prospect with an open action for every five of them.

    Rows belong to the agents of the contracts, which are written first.
    """
    rng = random.Random(count)
    agents = list(User.objects.filter(email__startswith="agent", email__endswith=f"@mesure.{DOMAIN}").order_by("pk"))
    known = Client.objects.count()
    _write(range(known, max(known, count)), LifeStage.CLIENT, agents, rng, say)
    _write(range(10 * count, 10 * count + count // CLIENTS_PER_PROSPECT), LifeStage.PROSPECT, agents, rng, say)
    analyse()


def _write(ranks: range, stage: str, agents: list[User], rng: random.Random, say: Callable[[str], None]) -> None:
    ages = draw_ages(rng, len(ranks), DAYS)
    for done in range(0, len(ranks), BATCH):
        part = ranks[done : done + BATCH]
        moments = [dates.now() - timedelta(seconds=age) for age in ages[done : done + BATCH]]
        rows = [
            client_of(rank, agents[rank % len(agents)], rng, stage=stage, created_at=at, changed_at=at)
            for rank, at in zip(part, moments, strict=True)
        ]
        with transaction.atomic():
            Client.objects.bulk_create(rows)
            if stage == LifeStage.PROSPECT:
                FollowUp.objects.bulk_create(_follow_up(row, rng) for row in rows)
                Task.objects.bulk_create(_task(row, rng) for row in rows)
    say(f"  {stage} : {len(ranks)}\n")


def _follow_up(client: Client, rng: random.Random) -> FollowUp:
    step, status = rng.choice(Step.values), rng.choice(STATES)
    return FollowUp(
        client=client,
        status=status,
        step=step,
        forecast=Decimal(rng.randrange(10, 900) * 100),
        probability=USUAL_PROBABILITY[Step(step)],
        expected_on=dates.today() + timedelta(days=rng.randint(-60, 200)),
        ready_at=client.created_at if status == Progress.READY else None,
        created_at=client.created_at,
        changed_at=client.created_at,
        status_changed_at=client.created_at,
    )


def _task(client: Client, rng: random.Random) -> Task:
    task = Task(
        client=client,
        owner_id=client.owner_id,
        agency_id=client.agency_id,
        kind=rng.choice(Kind.values),
        title=f"Rappeler {client.display_name}"[:160],
        due_at=dates.now() + timedelta(seconds=rng.randint(-20 * DAY, 60 * DAY)),
    )
    task.fill_search()
    return task
