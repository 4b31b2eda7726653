"""Demonstration: published questionnaires, and results for some clients."""

import random

from django.db import transaction

from crm.clients.models import Client
from crm.questionnaires import actions, rules
from crm.questionnaires.enums import Mode, Slug
from crm.questionnaires.models import Response
from crm.questionnaires.queries import version_in_force
from portal.core.values import dates
from portal.demo.working_hours import WorkingHours

ANSWERED = 12


def make_questionnaires(clients: list[Client], dice: random.Random) -> int:
    """Make what is missing; return how many responses were made. A second run makes none."""
    actions.install_examples()
    if Response.objects.exists():
        return 0
    people = [client for client in clients if not client.is_company][:ANSWERED]
    hours = WorkingHours(dice, dates.now())
    return sum(_respond(client, slug, dice, hours) for client in people for slug in (Slug.QCF, Slug.QPR))


@transaction.atomic
def _respond(client: Client, slug: str, dice: random.Random, hours: WorkingHours) -> bool:
    """Answer as a client who leans towards one kind of answers, some weeks ago."""
    version, lean = version_in_force(slug), dice.random()
    with dates.pretending(hours.moment(dice.randrange(2, 40))):
        response = Response.objects.create(
            client=client, version=version, slug=slug, mode=Mode.WITH_CLIENT, by=client.owner, created_at=dates.now()
        )
        for question in rules.questions_of(version.definition):
            options = question["options"]
            chosen = options[min(int(lean * len(options)), len(options) - 1)]["id"]
            actions.answer(response=response, question=question["id"], chosen=[chosen], seen=0)
        actions.finish(response=response, comment="Répondu en rendez-vous.", by=client.owner)
    return True


def add_questionnaires(demo) -> None:
    demo.say(f"  questionnaires ({make_questionnaires(demo.clients, demo.dice(8))} nouveaux)")


STEPS = ((46, add_questionnaires),)
