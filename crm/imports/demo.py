"""Demonstration: a contact list that was imported, and one that waits for its confirmation."""

import random

from crm.clients.models import Client
from crm.imports.enums import Content
from crm.imports.kind import KIND
from portal.demo import names
from portal.demo.phones import fictional_mobile
from portal.exchange.imports import actions, reading
from portal.exchange.imports.layout import Understanding
from portal.exchange.imports.running import run_import
from portal.exchange.models import ImportBatch

HEAD = "Nom;Prénom;E-mail;Portable;Code postal;Ville;Notes"
DONE, WAITING = "carnet-salon.csv", "contacts-agence.csv"
FIRST_MOBILE = 8600
LINES = 9


def make_imports(by, known: list[Client], dice: random.Random) -> int:
    """Make what is missing; return how many imports were made."""
    if ImportBatch.objects.filter(kind=KIND.name).exists():
        return 0
    done = _opened(DONE, _people(dice, 0), by)
    actions.confirm(batch=done, by=by)
    run_import(job_id=done.pk)
    _opened(WAITING, [*_people(dice, LINES), *_known(known), f";;sans.nom@contact.example;{_mobile(99)};;;"], by)
    return 2


def _people(dice: random.Random, start: int) -> list[str]:
    return [
        ";".join(
            (
                dice.choice(names.SURNAMES),
                dice.choice([*names.WOMEN, *names.MEN]),
                f"contact{number}@contact.example",
                _mobile(number),
                "69003",
                "Lyon",
                "Rencontre au salon",
            )
        )
        for number in range(start, start + LINES)
    ]


def _known(clients: list[Client]) -> list[str]:
    """Return lines about files that exist: one is recognised, one only looks alike."""
    people = [client for client in clients if not client.is_company and client.email][:2]
    return [
        f"{client.last_name if number else names.SURNAMES[0]};{client.first_name};{client.email};;;;"
        for number, client in enumerate(people)
    ]


def _mobile(number: int) -> str:
    return fictional_mobile(FIRST_MOBILE + number)


def _opened(name: str, lines: list[str], by) -> ImportBatch:
    """Open and simulate a list, as its pages do."""
    content = "\n".join([HEAD, *lines]).encode()
    batch = actions.open_import(
        kind=KIND,
        source=Content.PEOPLE,
        source_name=str(Content.PEOPLE.label),
        content=content,
        name=name,
        by=by,
    )
    table = reading.read(content)
    understood = Understanding(**batch.understood)
    actions.simulate(batch=batch, understood=understood, mapping=batch.mapping, columns=table.columns, by=by)
    run_import(job_id=batch.pk)
    batch.refresh_from_db()
    return batch


def add_imports(demo) -> None:
    by = demo.team.agents[0]
    mine = [client for client in demo.clients if client.owner_id == by.pk]
    demo.say(f"  imports de contacts ({make_imports(by, mine, demo.dice(11))} nouveaux)")


STEPS = ((60, add_imports),)
