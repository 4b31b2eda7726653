"""Orphans: attached by reference, in conflict, several at once, and back with one click."""

import time

import pytest
from django.test import override_settings

from contracts.aggregation import actions
from contracts.aggregation.bulk import only_probable
from contracts.aggregation.models import PartnerContract, PartnerReference
from portal.undo import commands
from tests.contracts.desk import verbs
from tests.factories.accounts import UserFactory
from tests.factories.aggregation import PartnerContractFactory, PartnerFactory
from tests.factories.clients import ClientFactory

pytestmark = pytest.mark.django_db
REASONABLE = 3  # seconds; the figure measured stands in docs/performance.md


@pytest.fixture
def office():
    return UserFactory(back_office=True)


@pytest.fixture
def partner():
    return PartnerFactory()


def table() -> list[tuple]:
    contracts = PartnerContract.objects.order_by("pk").values_list("pk", "client", "value", "holder")
    return [*contracts, *PartnerReference.objects.order_by("normalised").values_list("client", "normalised")]


def in_conflict(partner, office):
    """Return an orphan that two clients claim, and them."""
    first, second = ClientFactory(), ClientFactory()
    contract = PartnerContractFactory(partner=partner, reference="N 1", client_reference="R 1", product_name="Disputé")
    actions.add_reference(client=first, partner=partner, written="R 1", by=office)
    actions.detach(contract=contract, by=office)
    PartnerReference.objects.all().delete()
    for client, normalised in ((first, "R1"), (second, "N1")):
        PartnerReference.objects.create(client=client, partner=partner, reference=normalised, normalised=normalised)
    return contract, first, second


@override_settings(UNDO_SECONDS=30)
def test_attachment_and_its_undo_leave_the_table_as_before(office, partner):
    contract, other = PartnerContractFactory.create_batch(2, partner=partner, client_reference="R 9")
    before = table()
    client = ClientFactory()
    added = actions.attach(contract=contract, client=client, by=office)
    assert (added.count, PartnerContract.objects.filter(client=client).count()) == (2, 2)
    commands.undo(reversal=added.reversal, by=office)
    assert table() == before
    assert verbs(contract) == ["aggregation.attached", "aggregation.detached"]


@override_settings(UNDO_SECONDS=30)
def test_detachment_and_its_undo_leave_the_table_as_before(office, partner):
    client = ClientFactory()
    contract = PartnerContractFactory(partner=partner)
    actions.attach(contract=contract, client=client, by=office)
    before = table()
    removed = actions.detach(contract=contract, by=office)
    assert PartnerContract.objects.get().is_orphan
    commands.undo(reversal=removed.reversal, by=office)
    assert table() == before


@override_settings(UNDO_SECONDS=30)
def test_removed_reference_comes_back_in_one_click(office, partner, login):
    client = ClientFactory()
    contract = PartnerContractFactory(partner=partner, client_reference="R 9")
    reference = actions.add_reference(client=client, partner=partner, written="r9", by=office).reference
    desk = login(office)
    page = desk.post(f"/clients/{client.pk}/references/{reference.pk}/retrait/", follow=True).content.decode()
    assert "data-undo-until" in page
    contract.refresh_from_db()
    assert contract.is_orphan
    removed = commands.Reversal.objects.get(command="aggregation.reference_removed")
    desk.post(f"/annuler/{removed.pk}/")
    contract.refresh_from_db()
    assert contract.client == client


def test_conflict_is_a_filter_and_names_both_clients(office, partner, login):
    contract, first, second = in_conflict(partner, office)
    PartnerContractFactory(partner=partner, product_name="Autre orphelin")
    desk = login(office)
    listed = desk.get("/agregation/?rattachement=conflit").content.decode()
    assert "Disputé" in listed
    assert "Autre orphelin" not in listed
    page = desk.get(contract.get_absolute_url()).content.decode()
    for client in (first, second):
        assert f"Rattacher à {client.display_name}" in page


def test_conflict_goes_to_the_client_chosen_and_changes_no_reference(office, partner):
    contract, _first, second = in_conflict(partner, office)
    references = list(PartnerReference.objects.values_list("client", "normalised"))
    actions.attach(contract=contract, client=second, by=office)
    contract.refresh_from_db()
    assert contract.client == second
    assert list(PartnerReference.objects.values_list("client", "normalised")) == references


def test_client_out_of_scope_keeps_their_name_in_a_conflict(office, partner, login):
    agent = UserFactory()
    contract, first, second = in_conflict(partner, office)
    first.owner, first.agency = agent, agent.organisation
    first.save()
    page = login(agent).get(contract.get_absolute_url()).content.decode()
    assert first.display_name in page
    assert second.display_name not in page
    assert "Un client hors de votre portefeuille" in page


def test_several_orphans_go_to_their_probable_client_and_the_others_are_told(office, partner, login):
    client = ClientFactory(last_name="Rivoal", first_name="Maëlle")
    sure = PartnerContractFactory(partner=partner, holder="RIVOAL Maëlle", holder_birth_date=client.birth_date)
    unsure = PartnerContractFactory(partner=partner, holder="RIVOAL Maëlle")
    assert only_probable(office, unsure) is None
    desk, chosen = login(office), {"action": "rattacher", "choix": [sure.pk, unsure.pk]}
    page = desk.post("/agregation/actions/", chosen).content.decode()
    assert f"Rattaché à {client.display_name}" in page
    assert "Pas de client probable" in page
    desk.post("/agregation/actions/", chosen | {"confirme": "1"})
    sure.refresh_from_db()
    unsure.refresh_from_db()
    assert (sure.client, unsure.client) == (client, None)


def test_reference_attaches_a_thousand_contracts_at_once(office, partner, django_assert_max_num_queries):
    contracts = [PartnerContractFactory.build(partner=partner, client_reference="R 9") for _number in range(1000)]
    for contract in contracts:
        contract.fill_search()
    PartnerContract.objects.bulk_create(contracts)
    client = ClientFactory()
    start = time.process_time()
    with django_assert_max_num_queries(15):
        added = actions.add_reference(client=client, partner=partner, written="r-9", by=office)
    took = time.process_time() - start
    assert added.count == 1000
    assert took < REASONABLE


def test_two_advisers_give_one_reference_to_two_clients_and_one_reads_who_has_it(partner):
    first, second = UserFactory(), UserFactory(manager=True)
    second.organisation = first.organisation
    second.save()
    mine, theirs = ClientFactory(owner=first, last_name="Rivoal"), ClientFactory(owner=second)
    actions.add_reference(client=mine, partner=partner, written="R 9", by=first)
    with pytest.raises(actions.BadReference, match="Rivoal"):
        actions.add_reference(client=theirs, partner=partner, written="r9", by=second)
