"""A signer's mobile that becomes a colleague's after the code was sent: the signature waits for the back-office."""

from datetime import timedelta

import pytest
import time_machine

from contracts.confirmation import actions as confirming
from contracts.models import Contract
from contracts.sales.enums import SigningChannel, Status
from contracts.signature.actions import sending, signing
from contracts.signature.actions.signing import Signing
from portal.accounts import actions as accounts
from portal.codes.challenges import live_challenge
from portal.codes.models import Lock
from portal.core.values import dates
from portal.messaging.models import Message
from tests.factories.accounts import UserFactory
from tests.factories.contracts import ContractFactory, code_sent

pytestmark = pytest.mark.django_db


def enter(contract, *, client: bool = False):
    live = live_challenge(contract, "contracts.signature")
    return signing.enter_code(
        contract=contract,
        challenge_id=live.pk if live else None,
        code=code_sent(contract),
        channel=SigningChannel.CLIENT if client else SigningChannel.AGENT,
        by=None if client else contract.owner,
    )


@pytest.fixture
def office():
    return UserFactory(back_office=True)


@pytest.fixture
def taken(office):
    """A contract whose client's number an agent has just put on their own account."""
    contract = ContractFactory(awaiting_client=True)
    accounts.save_settings(user=contract.owner, values={"phone": contract.phone})
    return contract


@pytest.mark.parametrize("client", [False, True])
def test_right_code_does_not_sign_and_the_back_office_is_told(taken, office, client):
    outcome = enter(taken, client=client)
    assert outcome.kind == Signing.LOCKED
    assert "ce mobile est aussi celui d’un membre de l’équipe" in outcome.sentence
    assert Contract.objects.get().status == Status.AWAITING_CLIENT
    assert Lock.objects.get().limit == "colleague_number"
    assert Message.objects.notices_of(office).filter(kind="contracts.locked").count() == 1


def test_number_put_back_before_the_code_is_refused_all_the_same(taken):
    accounts.save_settings(user=taken.owner, values={"phone": ""})
    assert enter(taken).kind == Signing.LOCKED


def test_signature_goes_on_once_the_back_office_has_checked(taken, office):
    enter(taken)
    confirming.unlock_signature(contract=taken, reason="Numéro partagé, vérifié au téléphone", by=office)
    with time_machine.travel(dates.now() + timedelta(minutes=2), tick=False):
        sending.resend_code(contract=taken, by=taken.owner)
        assert enter(taken).kind == Signing.SIGNED
