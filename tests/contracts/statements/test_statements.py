"""A client's statement: asked for, printed by a worker, downloaded by whoever asked."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.template.loader import render_to_string

from contracts.aggregation.models import Valuation
from contracts.statements import actions
from contracts.statements.models import Statement
from contracts.statements.printing import TEMPLATE, context_of
from crm.clients.leaving import remove
from crm.drive.models import Node
from portal.audit.transitions import Refused
from portal.core.values import dates
from portal.documents.files import read
from portal.exchange.models import JobState
from tests.contracts.desk import verbs
from tests.factories.accounts import UserFactory
from tests.factories.aggregation import PartnerContractFactory
from tests.factories.clients import ClientFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def agent():
    return UserFactory()


@pytest.fixture
def client_file(agent):
    return ClientFactory(owner=agent)


def held(client, amount, *, days=1, **values):
    contract = PartnerContractFactory(client=client, value=Decimal(amount), valued_on=dates.today(), **values)
    day = dates.today() - timedelta(days=days)
    Valuation.objects.create(
        contract=contract, valued_on=day, amount=Decimal(amount), currency=values.get("currency", "EUR")
    )
    return contract


def page_of(statement) -> str:
    return render_to_string(TEMPLATE, context_of(statement)).replace("\u00a0", " ").replace("\u202f", " ")


def asked(client, by, day=None) -> Statement:
    return actions.ask(client=client, day=day or dates.today(), by=by)


def test_statement_is_printed_and_told_in_the_history(agent, client_file):
    held(client_file, "1200.50")
    statement = asked(client_file, agent)
    actions.print_one(statement_id=statement.pk)
    statement.refresh_from_db()
    assert statement.is_ready
    assert read(statement.file).startswith(b"%PDF")
    assert verbs(client_file)[-1] == "statements.printed"
    assert Node.objects.get(client=client_file, parent__name="Relevés").versions.get().stored == statement.file
    assert statement.file.sealed_at


def test_totals_stand_by_currency_and_are_never_mixed(agent, client_file):
    held(client_file, "1000.00")
    held(client_file, "250.00")
    held(client_file, "300.00", currency="CHF")
    page = page_of(asked(client_file, agent))
    assert "1 250,00 €" in page
    assert "300,00 CHF" in page
    assert "1 550" not in page


def test_stale_values_are_told_and_redeemed_contracts_stand_apart(agent, client_file):
    held(client_file, "100.00", days=12, product_name="Ancien relevé")
    held(client_file, "999.00", state="redeemed", product_name="Déjà racheté")
    page = page_of(asked(client_file, agent))
    assert "1 valeur de plus de sept jours" in page
    before, after = page.split("Contrats rachetés ou terminés")
    assert "Déjà racheté" in after
    assert "Déjà racheté" not in before


def test_values_are_those_of_the_day_asked_for(agent, client_file):
    contract = held(client_file, "100.00", days=2)
    Valuation.objects.create(contract=contract, valued_on=dates.today(), amount=Decimal("777.00"))
    page = page_of(asked(client_file, agent, dates.today() - timedelta(days=1)))
    assert "100,00 €" in page
    assert "777,00" not in page


def test_asking_twice_prints_once(agent, client_file):
    assert asked(client_file, agent).pk == asked(client_file, agent).pk


def test_name_that_cannot_be_printed_is_refused(agent):
    with pytest.raises(Refused, match="non imprimables"):
        asked(ClientFactory(owner=agent, last_name="漢字"), agent)


def test_client_who_left_the_readers_scope_is_not_printed(agent, client_file):
    statement = asked(client_file, agent)
    remove(client=client_file, by=agent)
    actions.print_one(statement_id=statement.pk)
    statement.refresh_from_db()
    assert (statement.state, statement.file) == (JobState.FAILED, None)


def test_pages_lead_from_the_tab_to_the_file(agent, client_file, login):
    held(client_file, "100.00")
    desk = login(agent)
    assert "Imprimer le relevé" in desk.get(f"/clients/{client_file.pk}/agregation/").content.decode()
    page = desk.post(f"/clients/{client_file.pk}/releves/nouveau/", {"au": ""})
    statement = Statement.objects.get()
    assert page.url == f"/releves/{statement.pk}/"
    assert "Préparation du PDF" in desk.get(page.url).content.decode()
    assert desk.get(f"/releves/{statement.pk}/fichier/").status_code == 404
    assert actions.print_due() == 1
    assert "Télécharger le PDF" in desk.get(page.url).content.decode()
    assert desk.get(f"/releves/{statement.pk}/fichier/")["Content-Type"] == "application/pdf"


def test_statement_of_somebody_else_is_not_found(agent, client_file, login):
    statement = asked(client_file, agent)
    for stranger in (UserFactory(), UserFactory(back_office=True)):
        assert login(stranger).get(f"/releves/{statement.pk}/").status_code == 404


def test_detail_asks_few_queries(agent, client_file, login, django_assert_max_num_queries):
    statement, desk = asked(client_file, agent), login(agent)
    desk.get(f"/releves/{statement.pk}/")
    with django_assert_max_num_queries(10):
        desk.get(f"/releves/{statement.pk}/")
