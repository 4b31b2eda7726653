"""`Valider` follows a call in which the client confirmed, or says why not; it can be undone for thirty seconds."""

from datetime import timedelta

import pytest
import time_machine

from contracts.confirmation import actions as confirming
from contracts.models import Contract
from contracts.sales.enums import CallOutcome, Status
from contracts.withdrawal import actions as withdrawing
from portal.audit.history import history_of
from portal.audit.transitions import Refused
from portal.core.values import dates
from portal.messaging.models import Message
from portal.undo import commands
from portal.undo.models import Reversal
from tests.contracts.desk import reader
from tests.factories.accounts import UserFactory
from tests.factories.clients import ClientFactory
from tests.factories.contracts import ContractFactory

pytestmark = pytest.mark.django_db
TOLD = ("contracts.validated", "portal")


@pytest.fixture
def window(settings):
    settings.UNDO_VALIDATION_SECONDS = 30


@pytest.fixture
def clock():
    with time_machine.travel("2026-03-10T12:00:00+01:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def office():
    return UserFactory(back_office=True)


@pytest.fixture
def signed(clock):
    return ContractFactory(awaiting_back_office=True)


@pytest.fixture
def confirmed(signed, office):
    confirming.log_call(contract=signed, outcome=CallOutcome.CONFIRMED, note="", by=office)
    return signed


def path_of(contract) -> str:
    return f"/contrats/{contract.number}/validation/"


def status() -> str:
    return Contract.objects.get().status


def notices_of(user) -> list[str]:
    return list(Message.objects.notices_of(user).values_list("kind", flat=True))


# --- the call ---------------------------------------------------------------------------------------


def test_validating_without_a_call_asks_for_a_reason(signed, office):
    page = reader(office).post(path_of(signed))
    assert page.status_code == 422
    assert "n’est pas noté" in page.content.decode()
    assert status() == Status.AWAITING_BACK_OFFICE
    reader(office).post(path_of(signed), {"reason": "Confirmé de vive voix en agence"})
    assert status() == Status.VALIDATED
    assert history_of(signed)[0].reason == "Confirmé de vive voix en agence"


@pytest.mark.parametrize("outcome", [value for value in CallOutcome if value != CallOutcome.CONFIRMED])
def test_other_outcomes_are_no_confirmation(signed, office, outcome):
    confirming.log_call(contract=signed, outcome=outcome, note="", by=office)
    with pytest.raises(Refused, match="Joint, le client confirme"):
        confirming.validate(contract=signed, by=office)


def test_call_that_confirmed_is_enough(confirmed, office):
    assert reader(office).post(path_of(confirmed)).status_code == 302
    assert status() == Status.VALIDATED


def test_queue_offers_validation_after_the_call_only(signed, office):
    button = f'action="{path_of(signed)}"'
    assert button not in reader(office).get("/back-office/").content.decode()
    confirming.log_call(contract=signed, outcome=CallOutcome.CONFIRMED, note="", by=office)
    assert button in reader(office).get("/back-office/").content.decode()


def test_bulk_names_the_contracts_without_a_call(signed, office):
    data = {"action": "valider", "choix": [str(signed.pk)], "confirme": "1"}
    page = reader(office).post("/contrats/actions/", data).content.decode()
    assert "Notez d’abord l’appel" in page
    assert status() == Status.AWAITING_BACK_OFFICE


def test_administration_asks_for_the_same(signed, office):
    data = {"action": "validate_selected", "_selected_action": [signed.pk], "confirmed": "1"}
    page = reader(office).post("/admin/contracts/contract/", data, follow=True)
    assert "Notez d’abord l’appel" in page.content.decode()
    assert status() == Status.AWAITING_BACK_OFFICE
    reader(office).post("/admin/contracts/contract/", data | {"reason": "Vu en agence"})
    assert status() == Status.VALIDATED


# --- a mobile of several clients ------------------------------------------------------------------------


@pytest.fixture
def shared(confirmed):
    for _ in range(3):
        ClientFactory(phone=confirmed.phone)
    return confirmed


def test_mobile_of_more_than_three_clients_is_checked_before(shared, office):
    page = reader(office).post(path_of(shared))
    assert page.status_code == 422
    assert "Ce mobile est celui de 4 clients" in page.content.decode()
    with pytest.raises(Refused, match="celui de 4 clients"):
        confirming.validate(contract=shared, by=office)
    reader(office).post(path_of(shared), {"mobile_checked": "on"})
    assert status() == Status.VALIDATED
    assert history_of(shared)[0].event.data["shared_mobile"] == 4


def test_bulk_does_not_validate_a_shared_mobile(shared, office):
    data = {"action": "valider", "choix": [str(shared.pk)], "confirme": "1"}
    assert "Ce mobile est celui de 4 clients" in reader(office).post("/contrats/actions/", data).content.decode()
    assert status() == Status.AWAITING_BACK_OFFICE


# --- undo ---------------------------------------------------------------------------------------------


@pytest.fixture
def validated(window, confirmed, office):
    confirming.validate(contract=confirmed, by=office)
    return confirmed


def test_validation_notifies_only_after_the_undo_period(validated, clock):
    seller = validated.owner
    clock.shift(timedelta(seconds=29))
    assert commands.finish_due() == 0
    assert "contracts.validated" not in notices_of(seller)
    clock.shift(timedelta(seconds=2))
    assert commands.finish_due() == 1
    assert commands.finish_due() == 0
    assert notices_of(seller).count("contracts.validated") == 1


def test_undone_validation_is_as_before_and_nobody_is_told(validated, office, clock):
    browser = reader(office)
    page = browser.get(f"/contrats/{validated.number}/").content.decode()
    (reversal,) = Reversal.objects.all()
    assert f'action="/annuler/{reversal.pk}/"' in page
    clock.shift(timedelta(seconds=20))
    answer = browser.post(f"/annuler/{reversal.pk}/", follow=True)
    assert "C’est annulé" in answer.content.decode()
    row = Contract.objects.get()
    assert (row.status, row.validated_at) == (Status.AWAITING_BACK_OFFICE, None)
    assert [line.event.verb for line in history_of(row)][:2] == ["contracts.validation_undone", "contracts.validated"]
    clock.shift(timedelta(minutes=5))
    assert commands.finish_due() == 0
    assert "contracts.validated" not in notices_of(validated.owner)


def test_message_after_validating_bears_the_form(window, confirmed, office):
    page = reader(office).post(path_of(confirmed), follow=True).content.decode()
    (reversal,) = Reversal.objects.all()
    toasts = page[page.index('role="status"') : page.index("page__body")]
    assert f'action="/annuler/{reversal.pk}/"' in toasts
    assert "est validé" in toasts


def test_too_late_to_undo_is_said(validated, office, clock):
    clock.shift(timedelta(seconds=31))
    browser, reversal = reader(office), Reversal.objects.get()
    assert str(reversal.pk) not in browser.get(f"/contrats/{validated.number}/").content.decode()
    page = browser.post(f"/annuler/{reversal.pk}/", follow=True).content.decode()
    assert "Trop tard pour annuler" in page
    assert status() == Status.VALIDATED


def test_undo_is_refused_when_the_contract_moved_on(validated, office, clock):
    withdrawing.withdraw_as_client(contract=validated)
    page = reader(office).post(f"/annuler/{Reversal.objects.get().pk}/", follow=True).content.decode()
    assert "a changé entre-temps" in page
    assert status() == Status.WITHDRAWN
    clock.shift(timedelta(minutes=1))
    commands.finish_due()
    assert "contracts.validated" not in notices_of(validated.owner), "it is withdrawn, nobody is told it is validated"


def test_only_its_author_undoes_an_act(validated):
    pk = Reversal.objects.get().pk
    assert reader(UserFactory(back_office=True)).post(f"/annuler/{pk}/").status_code == 404
    assert reader(validated.owner).post(f"/annuler/{pk}/").status_code == 404
    assert status() == Status.VALIDATED


def test_undone_twice_it_says_so(validated, office):
    reversal = Reversal.objects.get()
    commands.undo(reversal=reversal, by=office)
    with pytest.raises(Refused, match="déjà annulé"):
        commands.undo(reversal=reversal, by=office)


def test_act_that_cannot_be_finished_holds_up_no_other(window, office, clock, monkeypatch):
    contracts = [ContractFactory(awaiting_back_office=True) for _ in range(2)]
    for contract in contracts:
        confirming.validate(contract=contract, by=office, reason="Vu en agence")
    clock.shift(timedelta(minutes=1))
    command = commands.COMMANDS.held[confirming.VALIDATION]
    broken = commands.Command(command.name, command.label, command.undo, _fails_for(contracts[0], command.finish))
    monkeypatch.setitem(commands.COMMANDS.held, confirming.VALIDATION, broken)
    assert commands.finish_due() == 1
    monkeypatch.undo()
    assert commands.finish_due() == 1


def _fails_for(contract, finish):
    def run(row, **given):
        if row.pk == contract.pk:
            raise RuntimeError
        finish(row, **given)

    return run


def test_acts_of_law_cannot_be_undone():
    assert not [name for name in commands.COMMANDS.held if "sign" in name or "withdraw" in name]


def test_page_of_an_old_contract_asks_nothing_of_acts(window, django_assert_num_queries, office):
    contract = ContractFactory(awaiting_back_office=True)
    Contract.objects.filter(pk=contract.pk)
    with django_assert_num_queries(0):
        assert commands.open_for(contract, office, since=dates.now() - timedelta(minutes=1)) is None
