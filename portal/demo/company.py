"""The demonstration as a whole: a company, its offer, its clients, and ten weeks of its contracts."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from catalog.models import Document
from contracts.sales.models import Contract
from crm.demo import make_daily_work
from crm.models import Client
from crm.prospects.demo import make_prospects
from portal.accounts.demo_accounts import DOMAIN, PASSWORD
from portal.core.plumbing import filling
from portal.core.values import dates
from portal.demo import cast, story
from portal.demo.clients import make_clients
from portal.demo.library import make_library
from portal.demo.news import make_news
from portal.demo.presales import make_presales
from portal.demo.printing import Prints
from portal.demo.products import make_products
from portal.demo.team import PEOPLE, Team, make_team
from portal.documents.rendering import INSTALL_PANGO, RenderingUnavailable
from portal.news.models import News
from presales.models import Opportunity, PresalesRequest

SEED = 20260101  # the same company on every machine
Say = Callable[[str], None]


def dice(part: int) -> random.Random:
    """The draws of one part of the demonstration, the same on every machine."""
    return random.Random(SEED + part)


def begin_company(say: Say) -> tuple[Team, dict, list[Client]]:
    """Make the accounts, the offer and the clients: enough to log in."""
    with transaction.atomic():
        team = make_team(dice(0))
        products, new_products = make_products()
        clients, new_clients = make_clients(team.agents, team.of("client"), dice(1))
        new_prospects = make_prospects(team.agents, dice(5))
    say(f"  prospects : {new_prospects} nouveaux")
    say(f"  comptes : {len(team.people)} ({team.made} nouveaux)")
    say(f"  produits : {len(products)} ({new_products} nouveaux)")
    say(f"  clients : {Client.objects.count()} ({new_clients} nouveaux)")
    return team, products, clients


def make_company(say: Say) -> Team:
    """Make what is missing of the demonstration and tell it line by line; a second run changes nothing.

    What an interrupted run had begun is taken up: the story is told from the moment that `filling` has kept.
    """
    team, products, clients = begin_company(say)
    begun = filling.current()
    since = begun.moment if begun else None
    made = 0 if story.is_told() and not since else _make_contracts(team, products, clients, since or dates.now(), say)
    say(f"  contrats : {Contract.objects.count()} ({made} nouveaux)")
    say(f"  actions, notes, signataires : {make_daily_work(clients, dice(6))} nouveaux")
    new_documents = make_library(team, products, dice(3))
    say(f"  documents : {Document.objects.count()} ({new_documents} nouveaux)")
    affairs, asked = make_presales(team, products)
    if asked:
        story.read_old_notices(team.people.values())
    say(f"  opportunités : {Opportunity.objects.count()} ({affairs} nouvelles)")
    say(f"  demandes avant-vente : {PresalesRequest.objects.count()} ({asked} nouvelles)")
    new_news = make_news(team)
    say(f"  actualités : {News.objects.count()} ({new_news} nouvelles)")
    return team


class Progress:
    """The contracts made so far, for the pages that say it."""

    def __init__(self, done: int, total: int):
        self.done, self.total = done, total
        self.add(0)

    def add(self, count: int) -> None:
        self.done += count
        filling.note(self.done, self.total)


def _make_contracts(team: Team, products: dict, clients: list[Client], since: datetime, say: Say) -> int:
    every = cast.tales(clients, products, dice(2), since)
    tales = story.untold(every)
    progress = Progress(len(every) - len(tales), len(every))
    try:
        prints = story.begin_to_print_documents(tales)
    except RenderingUnavailable:
        say(f"  sans Pango, aucun document : seuls des contrats non signés sont créés. Installez-le : {INSTALL_PANGO}")
        tales, prints = story.without_documents(tales), Prints()
    story.tell(tales, prints, team.office, progress.add)
    story.read_old_notices(team.people.values())
    return len(tales)


def accounts_table(team: Team) -> list[str]:
    """Who may log in, one line each."""
    rows = [
        (f"{person.login}@{DOMAIN}", str(team.of(person.login).get_role_display()), str(team.of(person.login)))
        for person in PEOPLE
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    return [f"  {line.rstrip()}" for line in lines] + ["", f"  Mot de passe de tous : {PASSWORD}"]
