"""The back-office's actions on several contracts: a page that asks, a reason, the same door as in the portal."""

import pytest
from django.urls import reverse

from contracts.models import Contract
from contracts.sales.enums import Status
from portal.administration import steps
from portal.audit.history import history_of
from tests.factories.contracts import ContractFactory

pytestmark = pytest.mark.django_db
LIST = "/admin/contracts/contract/"


def choose(action: str, *contracts, **more) -> dict:
    return {"action": action, "_selected_action": [contract.pk for contract in contracts], **more}


def status_of(contract) -> str:
    return Contract.objects.get(pk=contract.pk).status


def test_nothing_happens_before_the_page_that_asks(login, back_office):
    contract = ContractFactory(awaiting_back_office=True)
    page = login(back_office).post(LIST, choose("unreachable_selected", contract)).content.decode()
    assert contract.number in page
    assert "Motif" in page
    assert status_of(contract) == Status.AWAITING_BACK_OFFICE


def test_a_reason_is_asked_for_and_kept(login, back_office):
    contract = ContractFactory(awaiting_back_office=True)
    client = login(back_office)
    page = client.post(LIST, choose("unreachable_selected", contract, confirmed="yes", reason=" ")).content.decode()
    assert "errorlist" in page
    assert status_of(contract) == Status.AWAITING_BACK_OFFICE
    client.post(LIST, choose("unreachable_selected", contract, confirmed="yes", reason="Trois appels, personne"))
    assert status_of(contract) == Status.UNREACHABLE
    line = history_of(contract)[0]
    assert (line.event.verb, line.event.actor, line.reason) == (
        "contracts.unreachable",
        back_office,
        "Trois appels, personne",
    )


def test_what_cannot_be_done_is_told_and_the_rest_is_done(login, back_office):
    ready, withdrawn = ContractFactory(confirmed=True), ContractFactory(withdrawn=True)
    chosen = choose("validate_selected", ready, withdrawn, confirmed="yes")
    page = login(back_office).post(LIST, chosen, follow=True).content.decode()
    assert "1 contrat traité." in page
    assert withdrawn.number in page
    assert "a changé entre-temps" in page
    assert (status_of(ready), status_of(withdrawn)) == (Status.VALIDATED, Status.WITHDRAWN)


def test_the_door_stays_shut_for_drafts_and_forged_actions(login, back_office):
    draft = ContractFactory()
    client = login(back_office)
    client.post(LIST, choose("validate_selected", draft, confirmed="yes"))
    client.post(LIST, choose("delete_selected", draft, post="yes"))
    assert status_of(draft) == Status.DRAFT


def test_a_contract_leads_to_its_page_in_the_portal(login, back_office):
    contract = ContractFactory(awaiting_client=True)
    page = login(back_office).get(reverse("admin:contracts_contract_change", args=[contract.pk])).content.decode()
    assert f'href="{contract.get_absolute_url()}"' in page
    assert str(contract.creation_key) not in page


def test_too_many_at_once_are_refused_in_words(login, back_office, monkeypatch):
    monkeypatch.setattr(steps, "MOST_AT_ONCE", 1)
    contracts = [ContractFactory(awaiting_back_office=True) for _each in range(2)]
    page = login(back_office).post(LIST, choose("validate_selected", *contracts), follow=True).content.decode()
    assert "au plus 1 lignes" in page
