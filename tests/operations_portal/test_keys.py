"""Changing `DATA_KEY` without losing a second factor, a waiting code or a link on its way."""

import io

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from cryptography.fernet import InvalidToken
from django.core.management import CommandError, call_command

from contracts.sales.enums import Status
from portal.core.plumbing import crypto
from portal.messaging.models import Message
from tests.factories.accounts import UserFactory
from tests.factories.contracts import ContractFactory, code_sent, link_sent, type_code

pytestmark = pytest.mark.django_db
NEW = "n" * 50


@pytest.fixture
def change(settings):
    """The key is changed; the old one still counts, as the procedure has it."""

    def changed(*, keeps_old: bool = True) -> None:
        settings.DATA_KEY_OLD = [settings.DATA_KEY] if keeps_old else []
        settings.DATA_KEY = NEW

    return changed


def forget_old(settings) -> None:
    settings.DATA_KEY_OLD = []


def test_a_code_and_a_link_on_their_way_still_serve(change, client):
    contract = ContractFactory(awaiting_client=True)
    code, link = code_sent(contract), link_sent(contract)
    change()
    assert client.get(link).status_code == 200
    type_code(contract, code, by=contract.owner)
    contract.refresh_from_db()
    assert contract.status == Status.AWAITING_BACK_OFFICE


def test_without_the_old_key_they_do_not(change, client):
    """The control: it is `DATA_KEY_OLD` that keeps them alive."""
    contract = ContractFactory(awaiting_client=True)
    code, link = code_sent(contract), link_sent(contract)
    change(keeps_old=False)
    assert client.get(link).status_code == 410
    type_code(contract, code, by=contract.owner)
    contract.refresh_from_db()
    assert contract.status == Status.AWAITING_CLIENT


def test_what_is_encrypted_again_needs_the_old_key_no_more(change, settings):
    contract = ContractFactory(awaiting_client=True)
    code = code_sent(contract)
    user = UserFactory()
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    change()
    said = io.StringIO()
    call_command("reencrypt", stdout=said)
    assert said.getvalue() == "1 waiting messages and 1 second factors encrypted with DATA_KEY\n"
    forget_old(settings)
    assert code_sent(contract) == code
    assert crypto.decrypt(Authenticator.objects.get(user=user).data["secret"]) == secret
    call_command("reencrypt", stdout=said)
    assert code_sent(contract) == code


def test_a_key_nobody_names_is_told(change):
    ContractFactory(awaiting_client=True)
    TOTP.activate(UserFactory(), generate_totp_secret())
    Message.objects.filter(sensitive=True).delete()
    change(keeps_old=False)
    with pytest.raises(CommandError, match="DATA_KEY_OLD: 1 second factors"):
        call_command("reencrypt", stdout=io.StringIO())


def test_new_things_are_made_with_the_new_key(change, settings):
    change()
    token = crypto.encrypt("secret")
    forget_old(settings)
    assert crypto.decrypt(token) == "secret"
    settings.DATA_KEY = "another key, never used before, of fifty characters"
    with pytest.raises(InvalidToken):
        crypto.decrypt(token)
