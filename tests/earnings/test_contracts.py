"""What the steps of a contract do to the remuneration of its seller, besides the usual way."""

import pytest
from django.db.models import Sum

from contracts.confirmation import actions as confirming
from contracts.models import Contract
from contracts.signature.actions import sending
from portal.earnings.lines.enums import State
from portal.earnings.models import Earning
from tests.factories.accounts import UserFactory
from tests.factories.contracts import REASON, ContractFactory
from tests.factories.earnings import AgreementFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def agreement():
    return AgreementFactory()


def sums() -> list:
    """What is expected, earned and taken back."""
    found = dict(Earning.objects.values_list("state").annotate(sum=Sum("amount")))
    return [found.get(state, 0) for state in State]


def test_reopened_contract_is_expected_again():
    contract = ContractFactory(unreachable=True)
    assert sums() == [0, 0, 0]
    confirming.reopen(contract=Contract.objects.get(), reason=REASON, by=UserFactory(back_office=True))
    assert sums() == [contract.total.net / 10, 0, 0]


def test_unpaid_contract_that_is_reopened_is_given_back():
    contract = ContractFactory(unpaid=True)
    due = contract.total.net / 10
    assert sums() == [0, due, -due]
    confirming.reopen(contract=Contract.objects.get(), reason=REASON, by=UserFactory(back_office=True))
    assert sums() == [0, due, 0]
    assert Earning.objects.latest("pk").reason == f"Rouvert : {REASON}"


def test_contract_withdrawn_before_it_is_validated_leaves_nothing():
    ContractFactory(withdrawn=True)
    assert sums() == [0, 0, 0]
    assert Earning.objects.latest("pk").reason == "Rétractation"


def test_contract_sent_again_is_expected_once():
    contract = ContractFactory(awaiting_client=True)
    sending.change_mobile(contract=Contract.objects.get(), phone="+33639980099", by=contract.owner)
    assert sums() == [contract.total.net / 10, 0, 0]
    assert Earning.objects.count() == 3


def test_validation_undone_is_taken_back_and_earned_again():
    contract, office = ContractFactory(validated=True), UserFactory(back_office=True)
    due = contract.total.net / 10
    confirming.take_back_validation(Contract.objects.get(), by=office, before={})
    assert sums() == [0, due, -due]
    confirming.validate(contract=Contract.objects.get(), by=office, reason=REASON)
    assert sums() == [0, due, 0]
