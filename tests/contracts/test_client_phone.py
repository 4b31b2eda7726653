"""The second path: the client reads the offer and signs on their own phone."""

from datetime import timedelta

import pytest

from contracts.sales.enums import SigningChannel
from contracts.signature.actions import sending
from contracts.signature.messages import SIGNED
from contracts.withdrawal.actions import withdraw_as_client
from portal.messaging.outbox import messages_about
from portal.ui.components.formats import at_time
from tests.client import StrictClient
from tests.contracts.desk import answer, fresh, sentences, verbs
from tests.factories.contracts import (
    PDF,
    code_sent,
    codes_queued,
    link_sent,
    other_than,
    seal,
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
    assert "Origine" not in page
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


def signed_elsewhere(contract, *, sealed: bool = True) -> str:
    """The link of a contract that was signed through the agent: no browser has passed its gate."""
    path = link_sent(contract)
    type_code(contract, code_sent(contract), by=contract.owner)
    if sealed:
        seal(contract)
    return path


def copies_of(contract):
    return messages_about(contract).filter(template=SIGNED)


def test_the_link_of_a_signed_contract_says_so_elsewhere_and_names_nobody(contract):
    contract.email = "claire.martin@dupont-fils.example"
    contract.save()
    path = signed_elsewhere(contract)
    page = StrictClient().get(path)
    text = page.content.decode()
    assert page.status_code == 410
    assert "Ce contrat est signé" in text
    assert at_time(fresh(contract).signed_at) in text
    assert "c•••@d•••.example" in text
    assert "/retractation/" in text
    secrets = (
        contract.number,
        contract.last_name,
        contract.first_name,
        contract.product_name,
        contract.owner.last_name,
    )
    for secret in (*secrets, contract.phone, "dupont"):
        assert secret not in text


def test_before_the_seal_it_says_that_the_copy_is_on_its_way(contract):
    path = signed_elsewhere(contract, sealed=False)
    text = StrictClient().get(path).content.decode()
    assert "dans quelques instants" in text
    assert "Recevoir à nouveau" not in text


def test_the_signed_contract_is_sent_again_to_its_client_alone_and_not_too_often(clock, contract):
    path, stranger = signed_elsewhere(contract), StrictClient()
    assert copies_of(contract).count() == 1
    assert "vient déjà de partir" in sentences(stranger.post(f"{path}copie/", follow=True))[0]
    for sent in (2, 3):
        clock.shift(timedelta(minutes=11))
        assert "vient de partir" in sentences(stranger.post(f"{path}copie/", follow=True))[0]
        assert copies_of(contract).count() == sent
    clock.shift(timedelta(minutes=11))
    stranger.post(f"{path}copie/")
    assert {message.recipient for message in copies_of(contract)} == {contract.email}
    assert copies_of(contract).count() == 3
    assert verbs(contract).count("contracts.copy_sent_again") == 2


def test_a_scanner_that_opens_the_link_of_a_signed_contract_sends_nothing(clock, contract):
    path = signed_elsewhere(contract)
    clock.shift(timedelta(hours=1))
    for address in (path, f"{path}copie/", f"{path}document/"):
        for method in ("get", "head"):
            assert getattr(StrictClient(), method)(address).status_code == 410
    assert StrictClient().post(path).status_code == 410
    assert copies_of(contract).count() == 1


def test_a_withdrawn_contract_sends_no_copy(clock, contract):
    path = signed_elsewhere(contract)
    withdraw_as_client(contract=contract)
    clock.shift(timedelta(hours=1))
    assert "Recevoir à nouveau" not in StrictClient().get(path).content.decode()
    StrictClient().post(f"{path}copie/")
    assert copies_of(contract).count() == 1
