"""Sixty prospects of the demonstration, at every stage, from the fictional directory."""

import random
from datetime import timedelta
from decimal import Decimal

from django.db import transaction

from crm.clients.enums import Civility, Kind, LifeStage
from crm.clients.models import Client
from crm.companies import fiction
from crm.companies.actions import found_values
from crm.companies.enums import CheckState
from crm.companies.models import CompanyRecord
from crm.companies.reading import Company, read_answer
from crm.contacts.models import Contact
from crm.prospects.actions import starting
from crm.prospects.enums import USUAL_PROBABILITY, Progress, Step
from crm.prospects.models import Attribution, FollowUp, Recommendation
from crm.tasks.enums import Kind as TaskKind
from crm.tasks.models import Task
from portal.audit.history import record_many
from portal.core.values import dates
from portal.demo.working_hours import WorkingHours

PROSPECTS = 60
READY = 5
LOST = 8
AGREEMENT = "Convention partenaires 2026"
JOBS = ("Gérante", "Directeur", "Directrice financière", "Comptable", "Responsable des achats", "Associé")
FIRST_NAMES = ("Claire", "Antoine", "Nadia", "Julien", "Sophie", "Marc", "Élodie", "Yann", "Fatou", "Benoît")
LAST_NAMES = ("Perrin", "Lemoine", "Haddad", "Caron", "Vidal", "Roche", "Meunier", "Le Gall", "Traoré", "Blanc")
COMMENTS = (
    "Rencontré au salon. Veut comparer avec sa banque avant de décider.",
    "Recommandé par son expert-comptable. Décide avec son associé.",
    "Trésorerie tendue de mars à juin, cherche une solution souple.",
    "",
)
TITLES = {
    TaskKind.MEETING: ("Présenter la solution", "Rencontrer l’expert-comptable"),
    TaskKind.CALL: ("Rappeler pour le bilan", "Confirmer le rendez-vous"),
    TaskKind.OTHER: ("Envoyer la plaquette", "Préparer la proposition"),
}
ACTIVITY = "Trente salariés, deux ateliers, clients industriels de la région."
NEEDS = "Payer ses fournisseurs à trente jours sans toucher à sa trésorerie."
INVOICES = "Une quarantaine par mois, de 800 à 6 000 €, à soixante jours."


@transaction.atomic
def make_prospects(agents: list, rng: random.Random) -> int:
    """Make the prospects once; returns how many were made."""
    if Attribution.objects.exists() or not agents:
        return 0
    drafts = [_draft(number, company, agents, rng) for number, company in enumerate(_companies())]
    clients = Client.objects.bulk_create([client for client, _company in drafts])
    _bulk_rows(clients, [company for _client, company in drafts], rng)
    hours = WorkingHours(rng, dates.now())
    for agent in agents:
        with dates.pretending(hours.moment(4)):
            mine = [client for client in clients if client.owner_id == agent.pk]
            record_many(mine, "crm.prospect_created", by=agent)
    for client in clients[:READY]:
        with dates.pretending(hours.moment(2)):
            starting.start(client=Client.objects.get(pk=client.pk), by=client.owner)
    return len(clients)


def _companies() -> list[Company | None]:
    """Companies of the directory, then some that were typed by hand."""
    known = [read_answer(fiction.answer(siren)).companies[0] for siren in fiction.sirens()]
    return [*known, *[None] * (PROSPECTS - len(known))]


def _draft(number: int, company: Company | None, agents: list, rng: random.Random):
    agent = agents[number % len(agents)] if number % 3 else agents[number % 2]
    client = Client(
        kind=Kind.COMPANY,
        company_name=company.name if company else f"Atelier {rng.choice(LAST_NAMES)} {number}",
        siren=company.siren if company else "",
        owner=agent,
        agency_id=agent.organisation_id,
        stage=LifeStage.PROSPECT,
        created_at=dates.now() - timedelta(days=rng.randint(1, 75), hours=rng.randint(0, 9)),
    )
    if company:
        place = company.head.place
        client.address, client.postal_code, client.city = place.address, place.postal_code, place.city
    client.fill_search()
    return client, company


def _bulk_rows(clients: list[Client], companies: list, rng: random.Random) -> None:
    FollowUp.objects.bulk_create([_follow_up(number, client, rng) for number, client in enumerate(clients)])
    Attribution.objects.bulk_create([_attribution(client) for client in clients])
    CompanyRecord.objects.bulk_create([_record(*pair) for pair in zip(clients, companies, strict=True)])
    Contact.objects.bulk_create([_contact(number, client, rng) for number, client in enumerate(clients) if number % 7])
    Contact.objects.bulk_create([_contact(0, client, rng) for client in clients[::7][:READY]])
    tasks = [_task(number, client, rng) for number, client in enumerate(clients[READY:-LOST]) if number % 3]
    Task.objects.bulk_create(tasks)
    told = [Recommendation(client=client, activity=ACTIVITY, needs=NEEDS, invoices=INVOICES) for client in clients[:9]]
    Recommendation.objects.bulk_create(told)


def _follow_up(number: int, client: Client, rng: random.Random) -> FollowUp:
    step = rng.choice(list(Step))
    forecast = Decimal(rng.randrange(8, 240) * 500)
    return FollowUp(
        client=client,
        status=Progress.LOST if number >= PROSPECTS - LOST else Progress.DISCUSSING,
        step=step,
        probability=USUAL_PROBABILITY[step],
        turnover=forecast * rng.randint(8, 20) if number % 5 else None,
        forecast=forecast if rng.random() < 0.85 else None,
        expected_on=dates.today() + timedelta(days=rng.randint(-6, 60)) if number % 4 else None,
        comment=rng.choice(COMMENTS),
        status_changed_at=client.created_at,
    )


def _task(number: int, client: Client, rng: random.Random) -> Task:
    """One action a file: late, today or later."""
    day = dates.today() + timedelta(days=rng.choice((-2, 0, 0, 1, 3, 7)))
    due_at = dates.start_of_day(day) + timedelta(hours=rng.choice((9, 10, 11, 14, 15, 16, 18)))
    kind = rng.choice(list(TaskKind))
    task = Task(client=client, owner=client.owner, agency_id=client.agency_id, kind=kind, due_at=due_at)
    task.title = TITLES[kind][number % 2]
    task.fill_search()
    return task


def _attribution(client: Client) -> Attribution:
    return Attribution(
        client=client,
        siren=client.siren,
        agent=client.owner,
        agency_id=client.agency_id,
        agreement=AGREEMENT,
        at=client.created_at,
    )


def _record(client: Client, company: Company | None) -> CompanyRecord:
    if company is None:
        return CompanyRecord(client=client)
    found = found_values(company)
    return CompanyRecord(
        client=client,
        siret=found["siret"],
        vat_number=company.vat_number,
        legal_form=company.legal_form,
        activity=company.activity,
        unit_state=company.state,
        check_state=CheckState.CHECKED,
        found=found,
        found_at=client.created_at,
    )


def _contact(number: int, client: Client, rng: random.Random) -> Contact:
    first, last = rng.choice(FIRST_NAMES), rng.choice(LAST_NAMES)
    return Contact(
        client=client,
        civility=rng.choice(list(Civility)),
        first_name=first,
        last_name=last,
        job=rng.choice(JOBS),
        landline=f"+3346571{number % 10000:04d}",
        email=f"contact{client.pk}@prospect.example" if number % 4 or number < READY else "",
        is_favourite=True,
    )


def add_prospects(demo) -> None:
    demo.say(f"  prospects ({make_prospects(demo.team.agents, demo.dice(5))} nouveaux)")


STEPS = ((20, add_prospects),)
