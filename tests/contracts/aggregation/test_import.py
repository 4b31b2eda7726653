"""A partner's statement: simulated, imported, imported again, undone."""

from datetime import date
from decimal import Decimal

import pytest

from contracts.aggregation import actions as aggregation
from contracts.aggregation.imports import KIND
from contracts.aggregation.models import PartnerContract, Valuation
from portal.exchange.imports import actions, reading
from portal.exchange.imports.layout import Understanding
from portal.exchange.imports.models import ImportBatch, ImportLine, Step
from portal.exchange.imports.running import run_import
from portal.exchange.job_models import JobState
from tests.factories.accounts import UserFactory
from tests.factories.aggregation import PartnerFactory
from tests.factories.clients import ClientFactory

pytestmark = pytest.mark.django_db

HEAD = """Assureur – Extranet courtiers
Portefeuille;;;;;;;
N° contrat;Souscripteur;Date de naissance;Produit;Valeur au;Encours (€);Versements cumulés;Statut
"""
OCTOBER = (
    HEAD
    + """AV-00 123.456;VERNAY Camille;09/04/1978;Horizon Vie;31/10/2026;12 345,67;10 000,00;En cours
PER-0004411;D'ARTENSAC Élise;29/02/1980;Retraite Œuvre;31/10/2026;1 234 567,89;900 000,00;En cours
CAP0099001;SCI DES ESSAIS;;Capi Société;30/10/2026;45 000,00;40 000,00;En cours
AV-00 123.460;QUERELLOU Maëlys;01/01/1970;Horizon Vie;31/10/2026;0,00;5 000,00;Racheté
TOTAL;4 contrats;;;;1 291 913,56;;
"""
)
NOVEMBER = (
    HEAD
    + """AV00123456;VERNAY Camille;09/04/1978;Horizon Vie;20/11/2026;12 400,10;10 000,00;En cours
PER-0004411;D'ARTENSAC Élise;29/02/1980;Retraite Œuvre;30/10/2026;1 200 000,00;900 000,00;En cours
AV-00 123.461;PELLERAUD Hugo;12/12/1990;Horizon Vie;20/11/2026;1 500,00;1 500,00;En cours
AV-00 123.461;PELLERAUD Hugo;12/12/1990;Horizon Vie;20/11/2026;1 500,00;1 500,00;En cours
TOTAL;4 contrats;;;;1 215 400,10;;
"""
)


@pytest.fixture
def office():
    return UserFactory(back_office=True)


@pytest.fixture
def partner():
    return PartnerFactory()


def simulated(text: str, partner, by) -> ImportBatch:
    """Open and simulate a file, as its pages do."""
    content = text.encode("cp1252")
    batch = actions.open_import(
        kind=KIND, source=partner.pk, source_name=partner.name, content=content, name="releve.csv", by=by
    )
    table = reading.read(content)
    understood = Understanding(**batch.understood)
    actions.simulate(batch=batch, understood=understood, mapping=batch.mapping, columns=table.columns, by=by)
    return worked(batch)


def worked(batch: ImportBatch) -> ImportBatch:
    run_import(job_id=batch.pk)
    batch.refresh_from_db()
    return batch


def imported(text: str, partner, by) -> ImportBatch:
    batch = simulated(text, partner, by)
    actions.confirm(batch=batch, by=by)
    return worked(batch)


def counts(batch: ImportBatch) -> dict:
    return {verdict: number for verdict, number in batch.counts.items() if number}


def table() -> list[tuple]:
    """Return everything an undo must restore."""
    contracts = PartnerContract.objects.order_by("normalised").values_list(
        "normalised", "holder", "value", "valued_on", "state", "client_id", "version", "absent_since", "paid_in"
    )
    values = Valuation.objects.order_by("contract__normalised", "valued_on")
    return [*contracts, *values.values_list("contract__normalised", "valued_on", "amount")]


def test_simulation_changes_nothing_and_agrees_with_the_total_of_the_file(office, partner):
    batch = simulated(OCTOBER, partner, office)
    assert (batch.state, batch.step) == (JobState.READY, Step.PLAN)
    assert counts(batch) == {"created": 4}
    assert batch.sums == {"sum": "1291913.56", "file_total": "1291913.56"}
    assert not PartnerContract.objects.exists()


def test_import_writes_contracts_to_the_cent(office, partner):
    batch = imported(OCTOBER, partner, office)
    assert (batch.state, batch.step) == (JobState.READY, Step.APPLY)
    contract = PartnerContract.objects.get(normalised="PER0004411")
    assert contract.value == Decimal("1234567.89")
    assert contract.valued_on == date(2026, 10, 31)
    assert (contract.holder, contract.product_name) == ("D'ARTENSAC Élise", "Retraite Œuvre")
    assert PartnerContract.objects.get(normalised="AV00123460").state == "redeemed"


def test_next_month_updates_keeps_older_values_out_and_tells_repeated_lines(office, partner):
    imported(OCTOBER, partner, office)
    batch = simulated(NOVEMBER, partner, office)
    assert counts(batch) == {"created": 1, "updated": 1, "ignored": 2}
    reasons = dict(ImportLine.objects.filter(batch=batch).values_list("number", "reason"))
    assert "12 345,67 € → 12 400,10 €" in reasons[4].replace("\u00a0", " ")
    assert "celle du 31/10/2026 est plus récente" in reasons[5]
    assert reasons[7] == "Répète la ligne 6."
    assert Decimal(batch.sums["file_total"]) - Decimal(batch.sums["sum"]) == Decimal("1500.00")
    assert "1 contrat en cours chez ce partenaire n’est pas dans le fichier" in batch.notes[0]


def test_same_file_again_changes_nothing(office, partner):
    imported(OCTOBER, partner, office)
    imported(NOVEMBER, partner, office)
    before = table()
    assert counts(simulated(NOVEMBER, partner, office)) == {"unchanged": 2, "ignored": 2}
    assert table() == before


def test_verdicts_add_up_to_the_records(office, partner):
    imported(OCTOBER, partner, office)
    batch = simulated(NOVEMBER.replace("PELLERAUD Hugo;12/12/1990", "PELLERAUD Hugo;12/13/1990"), partner, office)
    assert sum(batch.counts.values()) == ImportLine.objects.filter(batch=batch).count() == 4
    assert batch.counts["refused"] == 2


def test_undo_restores_the_table(office, partner):
    imported(OCTOBER, partner, office)
    before = table()
    batch = imported(NOVEMBER, partner, office)
    assert table() != before
    actions.undo(batch=batch, by=office)
    assert worked(batch).step == Step.UNDO
    assert table() == before


def test_undo_leaves_what_changed_since_and_says_it(office, partner):
    batch = imported(OCTOBER, partner, office)
    client = ClientFactory()
    aggregation.attach(contract=PartnerContract.objects.get(normalised="CAP0099001"), client=client, by=office)
    actions.undo(batch=batch, by=office)
    worked(batch)
    assert list(PartnerContract.objects.values_list("normalised", flat=True)) == ["CAP0099001"]
    assert (
        ImportLine.objects.get(batch=batch, values__reference="CAP0099001").left
        == "Ce contrat a changé depuis l’import."
    )


def test_two_values_for_one_day_refuse_both_lines(office, partner):
    twice = OCTOBER.replace("CAP0099001;SCI DES ESSAIS;;Capi Société;30/10", "PER-0004411;X;;Capi;31/10")
    batch = simulated(twice, partner, office)
    assert counts(batch) == {"created": 2, "refused": 2}
    assert Decimal(batch.sums["sum"]) == Decimal("12345.67")


def test_another_value_for_a_known_day_is_refused(office, partner):
    imported(OCTOBER, partner, office)
    batch = simulated(OCTOBER.replace("45 000,00", "45 001,00"), partner, office)
    assert counts(batch) == {"unchanged": 3, "refused": 1}


def test_plan_that_is_no_longer_true_is_refused_and_simulated_again(office, partner):
    first, second = simulated(OCTOBER, partner, office), simulated(OCTOBER, partner, office)
    actions.confirm(batch=first, by=office)
    worked(first)
    with pytest.raises(actions.CannotImport, match="relancée"):
        actions.confirm(batch=second, by=office)


def test_plan_made_stale_is_simulated_again_with_the_new_verdicts(office, partner):
    first, second = simulated(OCTOBER, partner, office), simulated(OCTOBER, partner, office)
    actions.confirm(batch=first, by=office)
    worked(first)
    ImportBatch.objects.filter(pk=second.pk).update(state=JobState.WAITING)
    assert counts(worked(second)) == {"unchanged": 4}


def test_cancelled_import_leaves_nothing(office, partner, monkeypatch):
    monkeypatch.setattr("portal.exchange.imports.running.CHUNK", 1)
    batch = simulated(OCTOBER, partner, office)
    actions.confirm(batch=batch, by=office)
    apply = KIND.apply

    def cancelling(run, lines):
        apply(run, lines)
        ImportBatch.objects.filter(pk=batch.pk).update(is_cancelled=True)

    object.__setattr__(KIND, "apply", cancelling)
    try:
        worked(batch)
    finally:
        object.__setattr__(KIND, "apply", apply)
    assert not PartnerContract.objects.exists()
    assert (batch.step, batch.state) == (Step.UNDO, JobState.READY)


def test_killed_worker_is_taken_over_where_it_stopped(office, partner, monkeypatch):
    monkeypatch.setattr("portal.exchange.imports.running.CHUNK", 2)
    batch = simulated(OCTOBER, partner, office)
    actions.confirm(batch=batch, by=office)
    apply, calls = KIND.apply, []

    def dying(run, lines):
        calls.append(len(lines))
        if len(calls) == 2:
            raise SystemExit
        apply(run, lines)

    object.__setattr__(KIND, "apply", dying)
    try:
        with pytest.raises(SystemExit):
            run_import(job_id=batch.pk)
    finally:
        object.__setattr__(KIND, "apply", apply)
    assert PartnerContract.objects.count() == 2
    ImportBatch.objects.filter(pk=batch.pk).update(lease=None)
    worked(batch)
    assert PartnerContract.objects.count() == 4
    assert batch.step == Step.APPLY


def test_new_contract_is_attached_by_reference_at_once(office, partner):
    client = ClientFactory()
    aggregation.add_reference(client=client, partner=partner, written="av 00123456", by=office)
    imported(OCTOBER, partner, office)
    assert PartnerContract.objects.get(client=client).reference == "AV-00 123.456"
