"""The demonstration as a whole: a company, its offer, its clients."""

import random
from collections.abc import Callable

from django.db import transaction

from crm.models import Client
from portal.accounts.demo_accounts import DOMAIN, PASSWORD
from portal.demo.clients import make_clients
from portal.demo.products import make_products
from portal.demo.team import PEOPLE, Team, make_team

SEED = 20260101  # the same company on every machine


def make_company(say: Callable[[str], None]) -> Team:
    """Make what is missing of the demonstration and tell it line by line; a second run changes nothing."""
    with transaction.atomic():
        team = make_team(random.Random(SEED))
        products, new_products = make_products()
        clients = make_clients(team.agents, random.Random(SEED + 1))
    say(f"  comptes : {len(team.people)} ({team.made} nouveaux)")
    say(f"  produits : {len(products)} ({new_products} nouveaux)")
    say(f"  clients : {Client.objects.count()} ({len(clients)} nouveaux)")
    return team


def accounts_table(team: Team) -> list[str]:
    """Who may log in, one line each."""
    rows = [
        (f"{person.login}@{DOMAIN}", str(team.of(person.login).get_role_display()), str(team.of(person.login)))
        for person in PEOPLE
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    return [f"  {line.rstrip()}" for line in lines] + ["", f"  Mot de passe de tous : {PASSWORD}"]
