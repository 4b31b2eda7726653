"""`Renoncer au contrat ici` then `Confirmer la rétractation`: until the last second, once, with its receipt."""

from datetime import datetime, timedelta

import pytest
import time_machine

from contracts.models import Contract
from contracts.sales.enums import Status
from contracts.signature.actions import sending
from contracts.withdrawal import actions as withdrawing
from portal.audit.history import history_of
from portal.core.values import dates
from portal.messaging.outbox import messages_about
from portal.messaging.states import State
from tests.contracts.desk import fresh
from tests.contracts.withdrawal.visitors import START, STATEMENT, recognised
from tests.factories.contracts import ContractFactory, back_office, challenge_of, codes_queued

pytestmark = pytest.mark.django_db
SIGNED = datetime(2026, 3, 10, 12, 0, tzinfo=dates.PARIS)
DEADLINE = datetime(2026, 3, 24, 23, 59, 59, tzinfo=dates.PARIS)


@pytest.fixture
def clock():
    with time_machine.travel(SIGNED, tick=False) as traveller:
        yield traveller


def receipts(contract):
    return messages_about(contract).filter(template="contracts/messages/withdrawn")


def test_the_two_steps_bear_the_words_of_the_law(clock):
    contract = ContractFactory(awaiting_back_office=True)
    client = recognised(contract)
    assert "Renoncer au contrat ici" in client.get(START).content.decode()
    page = client.get(STATEMENT).content.decode()
    assert "Confirmer la rétractation" in page
    for shown in (contract.number, contract.product_name, contract.person_name, contract.email, "10/03/2026"):
        assert shown in page
    for hidden in (contract.address, contract.phone, f"{contract.birth_date:%d/%m/%Y}"):
        assert hidden not in page


@pytest.mark.parametrize("trait", ["awaiting_back_office", "sealed", "validated", "unreachable", "unpaid"])
def test_a_signed_contract_is_withdrawn_whatever_happened_since(clock, trait):
    contract = ContractFactory(**{trait: True})
    clock.shift(timedelta(hours=3))
    client = recognised(contract)
    assert client.post(STATEMENT).url == STATEMENT
    page = client.get(STATEMENT).content.decode()
    assert "Votre rétractation est enregistrée" in page
    assert "10/03/2026 à 15:00 (heure de Paris)" in page
    assert contract.email in page
    after = fresh(contract)
    assert (after.status, after.withdrawal_sent_at) == (Status.WITHDRAWN, dates.now())
    assert receipts(contract).count() == 1


def test_a_contract_not_signed_yet_is_withdrawn_and_its_code_dies(clock):
    contract = ContractFactory(awaiting_client=True)
    client = recognised(contract)
    assert "rien ne vous engage" in client.get(STATEMENT).content.decode()
    client.post(STATEMENT)
    assert fresh(contract).status == Status.WITHDRAWN
    assert challenge_of(contract) is None
    assert codes_queued(contract).get().state == State.CANCELLED


@pytest.mark.parametrize("trait", ["unreachable_unsigned"])
def test_closed_unsigned_contract_cannot_be_withdrawn(clock, trait):
    contract = ContractFactory(**{trait: True})
    client = recognised(contract)
    page = client.get(STATEMENT).content.decode()
    assert "Vous n’avez pas signé ce contrat" in page
    assert "Confirmer la rétractation" not in page
    client.post(STATEMENT)
    assert fresh(contract).status == Status.UNREACHABLE


def test_a_contract_taken_back_by_its_seller_has_nothing_to_withdraw(clock):
    contract = ContractFactory(awaiting_client=True)
    client = recognised(contract)
    sending.take_back(contract=contract, by=contract.owner)
    assert "Vous n’avez pas signé ce contrat" in client.get(STATEMENT).content.decode()
    client.post(STATEMENT)
    assert fresh(contract).status == Status.DRAFT


@pytest.mark.parametrize("trait", ["awaiting_back_office", "validated", "unreachable", "unpaid"])
def test_the_last_second_of_the_period_counts_and_the_first_after_it_does_not(clock, trait):
    late, in_time = ContractFactory(**{trait: True}), ContractFactory(**{trait: True})
    assert late.withdrawal_deadline == DEADLINE
    clock.move_to(DEADLINE)
    recognised(in_time).post(STATEMENT)
    assert fresh(in_time).status == Status.WITHDRAWN
    clock.shift(timedelta(seconds=1))
    client = recognised(late)
    page = client.get(STATEMENT).content.decode()
    assert "jusqu’au 24\u00a0mars\u00a02026 inclus" in page
    assert "Confirmer la rétractation" not in page
    assert "support@" in page
    client.post(STATEMENT)
    assert fresh(late).status == late.status
    assert not receipts(late).exists()


def test_a_page_opened_in_time_and_confirmed_too_late_says_so(clock):
    contract = ContractFactory(validated=True)
    clock.move_to(DEADLINE)
    client = recognised(contract)
    clock.shift(timedelta(seconds=1))
    client.post(STATEMENT)
    assert "Il était possible de renoncer" in client.get(STATEMENT).content.decode()
    assert fresh(contract).status == Status.VALIDATED


def test_a_period_that_ends_on_a_sunday_goes_on_until_monday(clock):
    clock.move_to(datetime(2026, 3, 15, 9, 0, tzinfo=dates.PARIS))
    contract = ContractFactory(awaiting_back_office=True)
    assert contract.withdrawal_deadline == datetime(2026, 3, 30, 23, 59, 59, tzinfo=dates.PARIS)


def test_a_double_click_withdraws_once_and_sends_one_receipt(clock):
    contract = ContractFactory(validated=True)
    client = recognised(contract)
    for _ in range(2):
        assert client.post(STATEMENT).url == STATEMENT
    other_tab = recognised(contract)
    other_tab.post(STATEMENT)
    assert receipts(contract).count() == 1
    assert [line.event.verb for line in history_of(contract)].count("contracts.withdrawn") == 1


def test_second_withdrawal_shows_the_date_of_the_first(clock):
    contract = ContractFactory(withdrawn=True)
    clock.shift(timedelta(days=40))
    page = recognised(contract).get(STATEMENT).content.decode()
    assert "Votre rétractation est enregistrée" in page
    assert "10 mars 2026" in page
    assert "Confirmer la rétractation" not in page


def test_withdrawal_by_letter_shows_its_day_without_a_time(clock):
    contract = ContractFactory(validated=True)
    withdrawing.record_withdrawal_letter(
        contract=contract, sent_on=dates.today(), reason="Recommandé 1A", by=back_office()
    )
    page = recognised(contract).get(STATEMENT).content.decode()
    assert "10 mars 2026" in page
    assert "23:59" not in page
    receipt = receipts(contract).get().content()
    assert "envoyée par écrit" in receipt.text
    assert "23:59" not in receipt.text + receipt.html


def test_the_receipt_holds_the_statement_its_date_and_its_hour(clock):
    contract = ContractFactory(validated=True)
    clock.shift(timedelta(days=1, hours=2, minutes=3))
    recognised(contract).post(STATEMENT)
    message = receipts(contract).get()
    assert message.recipient == contract.email
    assert contract.number in message.content().subject
    for body in (message.content().text, message.content().html):
        for held in (
            "Je vous notifie par la présente ma rétractation du contrat",
            contract.number,
            contract.product_name,
            contract.person_name,
            "10/03/2026 à 12:00",
            "11/03/2026 à 14:03",
            "Heure de Paris",
            contract.email,
        ):
            assert held in body


def test_the_hour_of_the_receipt_is_that_of_paris_in_summer_too(clock):
    clock.move_to(datetime(2026, 7, 1, 23, 30, tzinfo=dates.PARIS))
    contract = ContractFactory(validated=True)
    recognised(contract).post(STATEMENT)
    assert "01/07/2026 à 23:30" in receipts(contract).get().content().text


def test_the_history_says_that_the_client_did_it_online(clock):
    contract = ContractFactory(validated=True)
    recognised(contract).post(STATEMENT)
    event = history_of(contract)[0].event
    assert (event.verb, event.actor_kind, event.actor_id, event.channel) == (
        "contracts.withdrawn",
        "client",
        None,
        "online",
    )


def test_reading_the_statement_changes_nothing(clock):
    contract = ContractFactory(validated=True)
    client = recognised(contract)
    for method in (client.get, client.head):
        method(STATEMENT)
    assert fresh(contract).version == contract.version


def test_the_period_is_the_one_of_the_settings(clock, settings):
    settings.WITHDRAWAL_DAYS = 30
    contract = ContractFactory(awaiting_back_office=True)
    assert Contract.objects.get(pk=contract.pk).withdrawal_deadline.date() == datetime(2026, 4, 9).date()
    assert "pendant 30 jours" in recognised(contract).get(START).content.decode()
