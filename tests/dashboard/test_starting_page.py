"""`/`: what waits with one act per line done in place, its undo, and first steps where nothing waits."""

from datetime import timedelta

import pytest

from contracts.models import Call, Contract
from contracts.sales.enums import CallOutcome, Status
from crm.models import Task
from portal.access.roles import Role
from portal.core.values import dates
from portal.undo.models import Reversal
from tests.contracts.desk import reader
from tests.factories.accounts import UserFactory
from tests.factories.clients import ClientFactory
from tests.factories.contracts import ContractFactory

pytestmark = pytest.mark.django_db
AS_HTMX = {"HX-Request": "true", "HX-Target": "accueil"}


@pytest.fixture
def agent():
    return UserFactory()


@pytest.fixture
def task(agent):
    client = ClientFactory(owner=agent)
    due = dates.now() - timedelta(days=2)
    return Task.objects.create(
        kind="call", title="Rappeler pour le devis", owner=agent, client=client, agency=client.agency, due_at=due
    )


def outcome_url(task) -> str:
    return f"/clients/{task.client_id}/actions/{task.pk}/resultat/"


def test_the_former_address_leads_to_it_with_what_was_asked(agent):
    desk = reader(agent)
    assert desk.get("/a-faire/").url == "/"
    assert desk.get("/a-faire/?tout").url == "/?tout"


def test_there_is_one_entry_in_the_menu(agent):
    page = reader(agent).get("/").content.decode()
    menu = page[page.index('<nav class="nav"') : page.index("</nav>")]
    assert menu.count("À faire") == 1
    assert "Accueil" not in menu


def test_a_line_is_done_in_place_and_undone(settings, agent, task):
    settings.UNDO_SECONDS = 10
    desk = reader(agent)
    assert "En retard depuis" in desk.get("/").content.decode()
    done = desk.post(outcome_url(task), {"retour": "/"}, headers=AS_HTMX, follow=True)
    page = done.content.decode()
    reversal = Reversal.objects.get()
    assert f'hx-post="/annuler/{reversal.pk}/"' in page
    assert "C’est noté : Rappeler pour le devis." in page
    assert outcome_url(task) not in page
    assert "<html" not in page
    task.refresh_from_db()
    assert task.is_done
    undone = desk.post(f"/annuler/{reversal.pk}/", {"retour": "/"}, follow=True).content.decode()
    task.refresh_from_db()
    assert (task.is_done, task.outcome) == (False, "")
    assert outcome_url(task) in undone


def test_an_outcome_that_somebody_else_noted_is_told_on_the_page(agent, task):
    desk = reader(agent)
    desk.post(outcome_url(task), {"retour": "/"})
    late = desk.post(outcome_url(task), {"retour": "/"}, follow=True)
    assert late.redirect_chain == [("/", 302)]
    assert "était déjà noté" in late.content.decode()


@pytest.mark.parametrize("elsewhere", ["https://ailleurs.example/", "//ailleurs.example/", "/\\ailleurs.example"])
def test_a_line_never_leads_out_of_the_portal(agent, task, elsewhere):
    assert "ailleurs" not in reader(agent).post(outcome_url(task), {"retour": elsewhere}).url


def test_the_back_office_notes_the_call_then_validates_and_undoes(settings):
    settings.UNDO_VALIDATION_SECONDS = 30
    contract = ContractFactory(awaiting_back_office=True)
    desk = reader(UserFactory(back_office=True))
    calls, validation = f"/contrats/{contract.number}/appels/", f"/contrats/{contract.number}/validation/"
    page = desk.get("/").content.decode()
    assert f'action="{calls}"' in page
    assert f'action="{validation}"' not in page
    page = desk.post(calls, {"outcome": CallOutcome.CONFIRMED, "retour": "/"}, follow=True).content.decode()
    assert Call.objects.get().outcome == CallOutcome.CONFIRMED
    assert f'action="{validation}"' in page
    page = desk.post(validation, {"retour": "/"}, follow=True).content.decode()
    assert f'action="{validation}"' not in page
    reversal = Reversal.objects.get()
    desk.post(f"/annuler/{reversal.pk}/", {"retour": "/"})
    assert Contract.objects.get(pk=contract.pk).status == Status.AWAITING_BACK_OFFICE


def test_a_refusal_is_told_on_the_page_it_came_from(agent):
    contract = ContractFactory(owner=agent, awaiting_back_office=True)
    late = reader(agent).post(f"/contrats/{contract.number}/code/", {"retour": "/"}, follow=True)
    assert late.redirect_chain == [("/", 302)]
    assert 'role="status"' in late.content.decode()


def test_others_are_grouped_by_whom_one_waits_for(agent):
    ContractFactory(owner=agent, awaiting_client=True)
    ContractFactory(owner=agent, awaiting_client=True)
    ContractFactory(owner=agent, awaiting_back_office=True)
    page = reader(agent).get("/").content.decode()
    assert page.count("La balle est chez le client") == 1
    assert page.count("La balle est chez le back-office") == 1


def test_the_page_begins_with_the_most_urgent_and_leads_to_all(agent, monkeypatch):
    monkeypatch.setattr("portal.dashboard.board.AT_FIRST", 2)
    for _each in range(3):
        ContractFactory(owner=agent)
    desk = reader(agent)
    assert 'href="/?tout"' in desk.get("/").content.decode()
    whole = desk.get("/?tout").content.decode()
    assert 'href="/?tout"' not in whole
    assert whole.count("Compléter<span") == 3


@pytest.mark.parametrize(
    ("role", "step"),
    [
        (Role.AGENT, "Ajouter un prospect"),
        (Role.MANAGER, "Ajouter un prospect"),
        (Role.BACK_OFFICE, "Voir la file des contrats"),
        (Role.PRESALES, "Voir les demandes avant-vente"),
        (Role.PARTNER, "Lire les documents"),
        (Role.SUPPLIER, "Voir mes factures"),
    ],
)
def test_somebody_for_whom_nothing_waits_reads_where_to_begin(role, step):
    assert step in reader(UserFactory(role=role)).get("/").content.decode()
