"""A pre-sales team as busy as one likes, for measures: opportunities and requests written straight into their tables.

Nothing here passes through the actions: no event, no message. Keys are given rather than drawn, as a request names
the date it chose, and its number, which people search for, is made of its key.
"""

import random
from collections.abc import Callable
from datetime import timedelta
from itertools import count

from django.contrib.auth.hashers import make_password
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Max

from catalog.demo.products import make_products
from portal.access.permissions import Permission
from portal.access.roles import Role
from portal.accounts.demo_accounts import DOMAIN, PASSWORD
from portal.accounts.models import Organisation, User
from portal.core.values import dates
from presales.models import Opportunity, PresalesRequest, Slot
from tests.bench.bulk_requests import SPREAD, RequestRows, opportunity_of
from tests.bench.draws import draw_ages, draw_statuses
from tests.bench.settling import analyse

BATCH = 5000
REQUESTS_PER_PARTNER = 100
FEWEST_PARTNERS, MOST_PARTNERS = 10, 1000
PARTNERS_PER_ORGANISATION = 25
REQUESTS_PER_EXPERT = 2000
FEWEST_EXPERTS = 5
DAYS = 1100
TABLES = (Opportunity, PresalesRequest, Slot)


def fill(wanted: int, say: Callable[[str], None]) -> None:
    """Add `wanted` opportunities with one request each; partners and experts grow with them.

    Each run adds as many again, with people of its own.
    """
    rng = random.Random(wanted)
    products, _new = make_products()
    partners, experts = _partners(wanted), _experts(wanted)
    keys = {model: count((model.objects.aggregate(last=Max("pk"))["last"] or 0) + 1) for model in TABLES}
    rows = RequestRows(experts, rng, dates.now(), slot_keys=keys[Slot])
    affair_ages, request_fates = draw_ages(rng, wanted, DAYS), draw_statuses(rng, wanted, SPREAD)
    sold = list(products.values())
    for done in range(0, wanted, BATCH):
        part = min(BATCH, wanted - done)
        affairs = [
            opportunity_of(next(keys[Opportunity]), rng.choice(partners), rng, sold, rows.now - timedelta(seconds=age))
            for age in affair_ages[done : done + part]
        ]
        asked = [
            rows.request(next(keys[PresalesRequest]), affair, fate)
            for affair, fate in zip(affairs, request_fates[done : done + part], strict=True)
        ]
        with transaction.atomic():
            Opportunity.objects.bulk_create(affairs)
            PresalesRequest.objects.bulk_create(asked)
            Slot.objects.bulk_create(rows.slots_made())
        if (done + part) % (BATCH * 10) == 0 or done + part == wanted:
            say(f"  demandes avant-vente : {done + part} sur {wanted}")
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), TABLES):
            cursor.execute(statement)
    analyse()


def _partners(wanted: int) -> list[User]:
    """Partners by organisations of 25, numbered after those of earlier runs."""
    number = min(MOST_PARTNERS, max(FEWEST_PARTNERS, wanted // REQUESTS_PER_PARTNER))
    first = Organisation.objects.filter(code__startswith="mesure-partenaire-").count()
    organisations = Organisation.objects.bulk_create(
        Organisation(
            code=f"mesure-partenaire-{rank}",
            name=f"Partenaire de mesure {rank}",
            kind=Organisation.Kind.PARTNER,
        )
        for rank in range(first, first + -(-number // PARTNERS_PER_ORGANISATION))
    )
    return _people(
        number,
        "partenaire",
        Role.PARTNER,
        lambda rank: {
            "organisation": organisations[rank // PARTNERS_PER_ORGANISATION],
            "extra_rights": [Permission.OPPORTUNITIES.value],
        },
    )


def _experts(wanted: int) -> list[User]:
    number = max(FEWEST_EXPERTS, wanted // REQUESTS_PER_EXPERT)
    return _people(number, "expert", Role.PRESALES, lambda rank: {})


def _people(number: int, word: str, role: str, more: Callable[[int], dict]) -> list[User]:
    known = User.objects.filter(email__startswith=word, email__endswith=f"@mesure.{DOMAIN}").count()
    password = make_password(PASSWORD)
    return User.objects.bulk_create(
        User(
            email=f"{word}{known + rank}@mesure.{DOMAIN}",
            first_name=word.capitalize(),
            last_name=f"Numéro {known + rank}",
            role=role,
            password=password,
            search_text=f"{word} numero {known + rank}",
            **more(rank),
        )
        for rank in range(number)
    )
