"""Daily work of the demonstration: next actions, notes, households and signatories around its clients."""

import random
from datetime import timedelta

from crm.clients.enums import Kind
from crm.models import Client, Note, Signatory, Task
from crm.notes.enums import Kind as NoteKind
from crm.signatories.enums import DocumentKind, SignerRole
from crm.tasks.enums import Kind as TaskKind
from portal.core.values import dates

WITH_TASKS, WITH_NOTES, WITH_SIGNATORIES, HOUSEHOLDS = 120, 160, 24, 6
CALLS = ("Rappeler pour le devis", "Prendre des nouvelles", "Relancer la signature", "Confirmer l’adresse")
MEETINGS = ("Rendez-vous découverte", "Présenter l’offre", "Bilan annuel", "Visite des locaux")
OTHERS = ("Envoyer la documentation", "Demander la pièce d’identité", "Préparer la proposition")
TITLES = {TaskKind.CALL: CALLS, TaskKind.MEETING: MEETINGS, TaskKind.OTHER: OTHERS}
SAID = (
    "Intéressé, veut comparer avec son fournisseur actuel. À rappeler la semaine prochaine.",
    "Préfère être appelé après 18 h.",
    "Déménage au printemps : revoir l’adresse avant tout nouveau contrat.",
    "A demandé une remise pour deux contrats. Réponse donnée : pas avant la fin de l’année.",
    "Très satisfait du service, accepte de nous recommander.",
    "Attend l’accord de son associé.",
)


def make_daily_work(clients: list[Client], rng: random.Random) -> int:
    """Make it once; gives how many records are new."""
    if Note.objects.exists() or not clients:
        return 0
    made = [
        Task.objects.bulk_create(_tasks(rng.sample(clients, min(WITH_TASKS, len(clients))), rng)),
        Note.objects.bulk_create(_notes(rng.sample(clients, min(WITH_NOTES, len(clients))), rng)),
        Signatory.objects.bulk_create(_signatories([each for each in clients if each.is_company], rng)),
    ]
    return sum(map(len, made)) + _households(clients)


def _tasks(clients: list[Client], rng: random.Random):
    """Late, of today and to come; a few are done. The first demo agents have some on every day."""
    today = dates.start_of_day(dates.today())
    for position, client in enumerate(clients):
        kind = rng.choice(list(TaskKind))
        due_at = today + timedelta(days=rng.choice((-6, -2, -1, 0, 0, 0, 1, 2, 5, 12)), hours=rng.randint(9, 17))
        task = Task(client=client, owner=client.owner, agency_id=client.agency_id, kind=kind, due_at=due_at)
        task.title = rng.choice(TITLES[kind])
        task.place = "Chez le client" if kind == TaskKind.MEETING else ""
        if position % 5 == 0 and due_at < dates.now():
            task.done_at, task.outcome = due_at + timedelta(hours=1), "Joint"
        task.fill_search()
        yield task


def _notes(clients: list[Client], rng: random.Random):
    for client in clients:
        at = dates.now() - timedelta(days=rng.randint(0, 60), hours=rng.randint(0, 8))
        kind = rng.choice(list(NoteKind))
        yield Note(client=client, author=client.owner, kind=kind, text=rng.choice(SAID), created_at=at, changed_at=at)


def _signatories(companies: list[Client], rng: random.Random):
    """Who signs for companies: most of them may, some documents end soon."""
    today = dates.today()
    for client in companies[:WITH_SIGNATORIES]:
        yield Signatory(
            client=client,
            owner=client.owner,
            role=SignerRole.LEGAL,
            civility=client.civility,
            last_name=client.last_name,
            first_name=client.first_name,
            birth_date=today - timedelta(days=rng.randint(9_000, 22_000)),
            email=client.email,
            email_verified_at=dates.now() if rng.random() < 0.8 else None,
            phone=client.phone,
            power_from=today - timedelta(days=rng.randint(30, 700)),
            document_kind=rng.choice(list(DocumentKind)),
            document_until=today + timedelta(days=rng.choice((25, 50, 300, 900, 1800))),
        )


def _households(clients: list[Client]) -> int:
    """A few couples under one roof."""
    people = [client for client in clients if client.kind == Kind.PERSON and not client.account_id]
    for one, other in zip(people[:HOUSEHOLDS], people[HOUSEHOLDS : 2 * HOUSEHOLDS], strict=False):
        household = Client(owner=one.owner, agency_id=one.agency_id, kind=Kind.HOUSEHOLD, last_name=one.last_name)
        household.address, household.postal_code, household.city = one.address, one.postal_code, one.city
        household.save()
        Client.objects.filter(pk__in=[one.pk, other.pk], owner=one.owner).update(household=household)
    return min(HOUSEHOLDS, len(people) // 2)
