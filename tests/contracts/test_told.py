"""Who is told of what becomes of a contract, in the same transaction."""

from datetime import timedelta

import pytest
import time_machine
from django.db import transaction

from contracts.confirmation import actions as confirming
from contracts.withdrawal import actions as withdrawing
from portal.core.values import dates
from portal.messaging import notices
from tests.contracts.desk import fresh
from tests.factories.contracts import REASON, ContractFactory, back_office, code_sent, type_code

pytestmark = pytest.mark.django_db


def kinds(user) -> list[str]:
    return [notice.kind.removeprefix("contracts.") for notice in notices.unread_of(user)]


def test_signature_notifies_the_back_office_but_not_its_author():
    office, contract = back_office(), ContractFactory(awaiting_client=True)
    type_code(contract, code_sent(contract), by=contract.owner)
    assert kinds(contract.owner) == []
    assert kinds(office) == ["to_confirm"]


def test_a_client_who_signs_alone_is_told_to_the_seller():
    contract = ContractFactory(awaiting_client=True)
    type_code(contract, code_sent(contract))
    assert kinds(contract.owner) == ["signed"]
    assert contract.number in notices.unread_of(contract.owner).get().subject


def test_once_confirmed_nobody_is_asked_to_any_more():
    office = back_office()
    contract = ContractFactory(awaiting_back_office=True)
    assert kinds(office) == ["to_confirm"]
    confirming.validate(contract=contract, by=back_office(), reason="Vu en agence")
    assert kinds(office) == []
    assert kinds(contract.owner) == ["validated"]


@pytest.mark.parametrize(
    ("step", "kind"),
    [(confirming.declare_unreachable, "unreachable"), (confirming.declare_unpaid, "unpaid")],
)
def test_the_seller_reads_why_it_was_closed(step, kind):
    contract = ContractFactory(awaiting_back_office=True)
    step(contract=contract, reason=REASON, by=back_office())
    assert kinds(contract.owner) == [kind]
    assert REASON in notices.unread_of(contract.owner).get().body_text


def test_a_withdrawal_is_told_to_the_seller():
    contract = ContractFactory(awaiting_back_office=True)
    withdrawing.withdraw_as_client(contract=contract)
    assert kinds(contract.owner) == ["withdrawn"]


def test_expiry_notifies_too(settings):
    contract = ContractFactory(awaiting_client=True)
    with time_machine.travel(dates.now() + timedelta(days=settings.CONTRACT_EXPIRY_DAYS + 1), tick=False):
        assert confirming.expire_old() == 1
    assert kinds(contract.owner) == ["unreachable"]


def test_a_contract_that_cannot_be_closed_keeps_no_other_open(settings, monkeypatch, caplog):
    stuck, old = ContractFactory(awaiting_client=True), ContractFactory(awaiting_client=True)
    close = confirming._expire_one

    def closed_but_one(contract):
        if contract.pk == stuck.pk:
            raise ValueError("an e-mail goes to one plain address")
        return close(contract)

    monkeypatch.setattr(confirming, "_expire_one", closed_but_one)
    with time_machine.travel(dates.now() + timedelta(days=settings.CONTRACT_EXPIRY_DAYS + 1), tick=False):
        assert confirming.expire_old() == 1
    assert (fresh(stuck).status, fresh(old).status) == ("awaiting_client", "unreachable")
    assert f"contract {stuck.pk}: it could not be closed" in caplog.text


def test_undone_validation_notifies_nobody():
    contract = ContractFactory(awaiting_back_office=True)
    with transaction.atomic():
        confirming.validate(contract=contract, by=back_office(), reason="Vu en agence")
        transaction.set_rollback(True)
    assert kinds(contract.owner) == []
    assert fresh(contract).validated_at is None
