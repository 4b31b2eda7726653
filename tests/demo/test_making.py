"""How the demonstration is made: real documents, no Pango, not outside of a demonstration, large."""

import pytest
from django.core.management import CommandError, call_command

from catalog.demo.products import make_products
from contracts.demo import cast, printing, scripts, timeline
from contracts.sales import queries
from contracts.sales.enums import Status
from contracts.sales.models import Contract
from contracts.signature import documents
from crm.demo.clients import make_clients
from crm.models import Client
from portal.access.roles import Role
from portal.accounts.models import User
from portal.core.values import dates
from portal.demo import company
from portal.demo.team import make_team
from portal.demo.working_hours import WorkingHours
from portal.documents import files, sealing
from portal.documents.rendering import RenderingUnavailable
from presales.models import Opportunity, PresalesRequest, Slot
from tests.bench import bulk, bulk_presales
from tests.bench.bulk_requests import SPREAD as REQUESTS_SPREAD
from tests.bench.bulk_rows import SPREAD
from tests.bench.fill import fill
from tests.demo.conftest import quick_prints
from tests.factories.contracts import PDF
from tests.factories.presales import OpportunityFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage():
    """A team, its products and its clients."""
    team = make_team(company.dice(0))
    products, _new = make_products()
    clients, _new = make_clients(team.agents, team.of("client"), company.dice(1))
    return team, products, clients


def scenario_of(script, rank, stage, days):
    _team, products, clients = stage
    hours = WorkingHours(company.dice(9), dates.now())
    scenario = cast._scenario(rank, script, clients[rank + 1], products, hours, days)
    script(scenario, hours, days)
    return scenario


def test_the_documents_printed_beforehand_are_those_of_the_contracts(stage, monkeypatch):
    scenarios = [scenario_of(scripts.validated, 0, stage, 9), scenario_of(scripts.waiting, 1, stage, 4)]
    prints = timeline.print_documents(scenarios)

    def twice(contract):
        raise AssertionError(f"{contract} was printed a second time")

    monkeypatch.setattr(documents, "render", twice)
    timeline.play(scenarios, prints, stage[0].office)
    signed = Contract.objects.get(status=Status.VALIDATED)
    report = sealing.verify_seal(files.read(signed.signed_document))
    assert report.valid
    assert report.frozen_sha256 == signed.document_sha256
    assert signed.status_changed_at < dates.now()


@pytest.mark.slow
def test_several_processes_print_what_one_prints(stage, monkeypatch):
    scenarios = [scenario_of(scripts.validated, rank, stage, 9) for rank in range(printing.FEW + 1)]
    monkeypatch.setattr(printing.os, "cpu_count", lambda: 2)
    together = timeline.print_documents(scenarios)
    monkeypatch.setattr(printing.os, "cpu_count", lambda: 1)
    assert together.documents == timeline.print_documents(scenarios).documents


def test_a_contract_that_says_something_else_gets_no_print_made_before(stage):
    scenario = scenario_of(scripts.waiting, 0, stage, 4)
    [contract] = timeline._drafts_of(scenario, "CT-2026-000001")
    prints = printing.Prints({printing._said_by(contract): b"pdf"})
    assert prints.document(contract) == b"pdf"
    contract.phone = "+33639989999"
    assert prints.document(contract) is None


def test_without_pango_there_are_drafts_and_contracts_whose_document_is_to_come(monkeypatch):
    quick_prints(monkeypatch)

    def unavailable(contract):
        raise RenderingUnavailable("Pango manque.")

    monkeypatch.setattr(documents, "render", unavailable)
    said = []
    company.make_company(said.append)
    assert set(Contract.objects.values_list("status", flat=True)) == {Status.DRAFT, Status.AWAITING_CLIENT}
    assert Contract.objects.filter(status=Status.AWAITING_CLIENT).count() >= 8
    assert any("Pango" in line for line in said)
    assert queries.needing_a_worker(dates.now()).count() == Contract.objects.filter(status="awaiting_client").count()


def test_a_portal_that_sends_for_real_refuses_the_demonstration(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="passerelles de démonstration"):
        call_command("demo_data")
    assert not User.objects.exists()


def test_an_interrupted_story_is_played_at_the_next_run(stage, monkeypatch):
    quick_prints(monkeypatch)
    monkeypatch.setattr(cast, "SCHEDULE", ((scripts.validated, (5, 6)),))
    monkeypatch.setattr(timeline, "_play", lambda *_args, **_kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        company.make_company(lambda line: None)
    assert not Contract.objects.exists()
    monkeypatch.undo()
    quick_prints(monkeypatch)
    monkeypatch.setattr(cast, "SCHEDULE", ((scripts.validated, (5, 6)),))
    company.make_company(lambda line: None)
    assert Contract.objects.count() == 2 + len(cast.OWN)


@pytest.fixture
def no_printer(monkeypatch):
    monkeypatch.setattr(documents, "render", lambda contract: PDF)


@pytest.mark.usefixtures("no_printer")
def test_a_measure_has_as_many_contracts_as_asked_in_every_status():
    fill("contracts", 1200, print)
    assert Contract.objects.count() == 1200
    assert set(Contract.objects.values_list("status", flat=True)) == set(SPREAD)
    assert User.objects.count() == 12
    assert Client.objects.count() == 300
    assert not Contract.objects.filter(search_text="").exists()
    assert not queries.needing_a_worker(dates.now()).exists()


@pytest.mark.usefixtures("no_printer")
def test_a_second_measure_adds_to_the_first(capsys):
    for _run in range(2):
        bulk.fill(30, print)
    assert Contract.objects.count() == 60
    assert User.objects.count() == 2 * bulk.FEWEST_AGENTS
    sent = Contract.objects.exclude(number=None)
    assert sent.values("number").distinct().count() == sent.count()


def test_a_measure_of_presales_has_requests_in_every_status_that_pages_can_read(client):
    fill("requests", 600, print)
    assert Opportunity.objects.count() == PresalesRequest.objects.count() == 600
    assert set(PresalesRequest.objects.values_list("status", flat=True)) == set(REQUESTS_SPREAD)
    assert not PresalesRequest.objects.exclude(search_text__contains="av-").exists()
    assert PresalesRequest.objects.filter(status="done").count() == Slot.objects.filter(state="taken").count()
    for role in (Role.PARTNER, Role.PRESALES):
        client.force_login(User.objects.filter(role=role).first())
        assert client.get("/avant-vente/?vue=tout").status_code == 200


def test_a_second_measure_of_presales_adds_to_the_first_and_leaves_the_next_key_free():
    for _run in range(2):
        bulk_presales.fill(30, print)
    assert PresalesRequest.objects.count() == 60
    assert User.objects.count() == 2 * (bulk_presales.FEWEST_PARTNERS + bulk_presales.FEWEST_EXPERTS)
    assert OpportunityFactory().pk == 61


@pytest.mark.parametrize("option", ["contracts", "requests"])
@pytest.mark.parametrize("count", [0, -3, 1_000_001])
def test_a_measure_of_nothing_or_too_much_is_refused(option, count):
    with pytest.raises(ValueError, match=f"{option}: a number between 1 and"):
        fill(option, count, print)
