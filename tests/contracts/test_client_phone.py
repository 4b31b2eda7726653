"""The second path: the client reads the offer and signs on their own phone."""

from datetime import timedelta

import pytest

from contracts.sales.actions import sending
from contracts.sales.enums import SigningChannel
from tests.client import StrictClient
from tests.contracts.desk import answer, fresh, sentences
from tests.factories.contracts import (
    PDF,
    code_sent,
    codes_queued,
    link_sent,
    other_than,
    type_code,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def phone(contract):
    """The client's browser, past the gate of the link in the SMS."""
    client, path = StrictClient(), link_sent(contract)
    client.post(path, {"passage": "1", "birth_date": f"{contract.birth_date:%d/%m/%Y}"})
    return client


def test_nothing_personal_is_shown_before_the_birth_date(contract):
    page = StrictClient().get(link_sent(contract)).content.decode()
    for secret in (contract.number, contract.last_name, contract.first_name, contract.product_name, contract.email):
        assert secret not in page


def test_the_client_reads_the_offer_and_signs_on_their_phone(contract, phone):
    path = link_sent(contract)
    page = phone.get(path).content.decode()
    assert contract.product_name in page
    assert contract.phone not in page
    response = phone.post(f"{path}signature/", answer(contract, code_sent(contract)))
    assert response.url == path
    assert "votre contrat est signé" in phone.get(path).content.decode()
    assert fresh(contract).signature_channel == SigningChannel.CLIENT


def test_a_wrong_code_on_the_phone_sends_a_new_one(contract, phone):
    path = link_sent(contract)
    wrong_code = other_than(code_sent(contract))
    response = phone.post(f"{path}signature/", answer(contract, wrong_code), follow=True)
    assert "Un nouveau code vient de partir" in sentences(response)[0]
    assert codes_queued(contract).count() == 2


def test_a_code_cut_short_on_the_phone_is_said_at_the_field(contract, phone):
    response = phone.post(f"{link_sent(contract)}signature/", answer(contract, ""))
    assert response.status_code == 422
    assert "6 chiffres" in response.content.decode()


def test_the_client_asks_for_a_new_code_on_their_phone(clock, contract, phone):
    path = f"{link_sent(contract)}code/"
    assert "60 secondes" in sentences(phone.post(path, follow=True))[0]
    clock.shift(timedelta(seconds=61))
    assert "Un nouveau code vient de partir" in sentences(phone.post(path, follow=True))[0]


def test_a_client_who_comes_too_late_stays_on_their_own_page(contract, phone):
    """Signed meanwhile through the agent: the page of the team is not for them, its history neither."""
    path = link_sent(contract)
    type_code(contract, code_sent(contract), by=contract.owner)
    response = phone.post(f"{path}code/")
    assert response.url == path
    page = phone.get(path).content.decode()
    assert contract.owner.last_name not in page
    assert "signé" in page


@pytest.mark.parametrize("method", ["get", "head"])
def test_reading_a_link_signs_nothing(contract, phone, method):
    for action in ("", "signature/", "code/", "document/"):
        getattr(phone, method)(f"{link_sent(contract)}{action}")
    assert fresh(contract).version == contract.version
    assert codes_queued(contract).count() == 1


def test_the_link_of_an_edited_contract_is_dead(contract, phone):
    path = link_sent(contract)
    sending.take_back(contract=contract, by=contract.owner)
    assert phone.get(path).status_code == 410
    assert phone.post(f"{path}signature/", {"code": "123456"}).status_code == 410


def test_the_document_of_the_link_is_the_one_that_was_frozen(contract, phone):
    response = phone.get(f"{link_sent(contract)}document/")
    assert b"".join(response) == PDF + b"%" + str(contract.pk).encode()


def test_once_signed_every_link_is_dead_to_who_never_passed_its_gate(contract, phone):
    """The older SMS of a contract holds a link too: neither outlives the signature."""
    path = link_sent(contract)
    type_code(contract, code_sent(contract), by=contract.owner)
    assert StrictClient().get(path).status_code == 410
    assert "votre contrat est signé" in phone.get(path).content.decode()


def test_the_link_of_a_signed_contract_says_elsewhere_where_the_contract_is(contract, phone):
    path = link_sent(contract)
    phone.post(f"{path}signature/", answer(contract, code_sent(contract)))
    page = StrictClient().get(path)
    assert page.status_code == 410
    assert "le contrat signé vous est envoyé par e-mail" in page.content.decode()
