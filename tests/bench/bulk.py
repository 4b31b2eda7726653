"""A database as large as one likes, for measures: contracts written straight into their table.

Nothing here passes through the actions: no event, no code, no message, and one document shared by all.
"""

import random
from collections.abc import Callable, Iterator

from django.contrib.auth.hashers import make_password
from django.db import transaction

from catalog.demo.products import make_products
from contracts.sales.models import Contract, NumberSeries
from contracts.signature import documents
from crm.models import Client
from portal.access.roles import Role
from portal.accounts.demo_accounts import DOMAIN, PASSWORD
from portal.accounts.models import Organisation, User
from portal.core.values import dates
from portal.documents import files
from tests.bench.bulk_rows import SPREAD, ContractRows, client_of
from tests.bench.draws import draw_statuses
from tests.bench.settling import analyse

BATCH = 5000
CONTRACTS_PER_AGENT = 100
FEWEST_AGENTS, MOST_AGENTS = 10, 1000
AGENTS_PER_AGENCY = 25
CONTRACTS_PER_CLIENT = 4


def fill(count: int, say: Callable[[str], None]) -> None:
    """Add `count` contracts: 10 agents up to 1,000 contracts, one more per 100, 1,000 at most.

    Each run adds as many again, with agents of its own. Raises `RenderingUnavailable` without Pango.
    """
    rng = random.Random(count)
    products, _new = make_products()
    agents = _agents(count)
    clients = _clients(agents, max(1, count // CONTRACTS_PER_CLIENT), rng)
    numbers = _reserve_numbers(count)
    rows = ContractRows(list(products.values()), rng, dates.now())
    rows.document = _shared_document(rows, clients[0])
    all_fates = draw_statuses(rng, count, SPREAD)
    for done in range(0, count, BATCH):
        part = min(BATCH, count - done)
        with transaction.atomic():
            Contract.objects.bulk_create(
                rows.contract(clients[rng.randrange(len(clients))], next(numbers), fate)
                for fate in all_fates[done : done + part]
            )
        if (done + part) % (BATCH * 10) == 0 or done + part == count:
            say(f"  contrats : {done + part} sur {count}")
    analyse()


def _agents(count: int) -> list[User]:
    """Agents of agencies of 25, numbered after those of earlier runs."""
    wanted = min(MOST_AGENTS, max(FEWEST_AGENTS, count // CONTRACTS_PER_AGENT))
    first = User.objects.filter(email__endswith=f"@mesure.{DOMAIN}").count()
    password = make_password(PASSWORD)
    agencies = [
        Organisation.objects.get_or_create(code=f"mesure-{rank}", defaults={"name": f"Agence de mesure {rank}"})[0]
        for rank in range(first // AGENTS_PER_AGENCY, (first + wanted - 1) // AGENTS_PER_AGENCY + 1)
    ]
    return User.objects.bulk_create(
        User(
            email=f"agent{rank}@mesure.{DOMAIN}",
            first_name="Agent",
            last_name=f"Numéro {rank}",
            role=Role.AGENT,
            organisation=agencies[rank // AGENTS_PER_AGENCY - first // AGENTS_PER_AGENCY],
            password=password,
            search_text=f"agent numero {rank}",
        )
        for rank in range(first, first + wanted)
    )


def _clients(agents: list[User], count: int, rng: random.Random) -> list[Client]:
    made = []
    for done in range(0, count, BATCH):
        part = [client_of(rank, agents[rank % len(agents)], rng) for rank in range(done, min(count, done + BATCH))]
        made += Client.objects.bulk_create(part)
    return made


@transaction.atomic
def _reserve_numbers(count: int) -> Iterator[str]:
    """The next `count` numbers of this year's series, taken at once."""
    year = dates.today().year
    NumberSeries.objects.get_or_create(year=year)
    series = NumberSeries.objects.select_for_update().get(year=year)
    first, series.last = series.last + 1, series.last + count
    series.save(update_fields=["last"])
    return (f"CT-{year}-{number:06d}" for number in range(first, first + count))


def _shared_document(rows: ContractRows, client: Client):
    """The one PDF that every contract of the measure points to."""
    specimen = rows.specimen(client)
    pdf = documents.render(specimen)
    with transaction.atomic():
        return files.store(pdf, name="mesure.pdf", kind=documents.KIND, sealed=True)
