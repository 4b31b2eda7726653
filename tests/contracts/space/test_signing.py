"""Signing and giving up from the client's own space: the same acts as on the links of their messages."""

from datetime import timedelta

import pytest
from django.urls import reverse

from contracts.sales.enums import SigningChannel, Status
from tests.contracts.desk import answer, fresh, reader, sentences
from tests.contracts.space.cast import owned
from tests.factories.accounts import UserFactory
from tests.factories.contracts import ContractFactory, back_office, code_sent, codes_queued, other_than, type_code

pytestmark = pytest.mark.django_db


def path_to(name: str, contract) -> str:
    return reverse(f"contracts:{name}", args=[contract.number])


def test_a_client_signs_with_the_code_of_the_sms(contract):
    browser = reader(owned(contract))
    page = browser.get(path_to("own_signature", contract)).content.decode()
    assert contract.phone not in page
    response = browser.post(path_to("own_signature", contract), answer(contract, code_sent(contract)), follow=True)
    assert "votre contrat est signé" in sentences(response)[0]
    assert "En cours de confirmation" in response.content.decode()
    assert fresh(contract).signature_channel == SigningChannel.CLIENT


def test_a_wrong_code_sends_a_new_one_and_signs_nothing(contract):
    browser = reader(owned(contract))
    wrong = answer(contract, other_than(code_sent(contract)))
    response = browser.post(path_to("own_signature", contract), wrong, follow=True)
    assert "Un nouveau code vient de partir" in sentences(response)[0]
    assert fresh(contract).status == Status.AWAITING_CLIENT


def test_a_code_cut_short_is_said_at_the_field(contract):
    response = reader(owned(contract)).post(path_to("own_signature", contract), answer(contract, ""))
    assert response.status_code == 422
    assert "6 chiffres" in response.content.decode()


def test_an_expired_code_is_asked_for_anew_before_anything_is_typed(clock, contract, settings):
    person = owned(contract)
    clock.shift(timedelta(minutes=settings.CODE_LIFETIME_MINUTES + 1))
    browser = reader(person)
    assert "Recevoir le code par SMS" in browser.get(path_to("own_signature", contract)).content.decode()
    response = browser.post(path_to("own_code", contract), follow=True)
    assert "Un nouveau code vient de partir" in sentences(response)[0]
    assert codes_queued(contract).count() == 2
    assert "Signer le contrat" in response.content.decode()


def test_a_contract_without_its_document_is_not_signed_yet():
    contract = ContractFactory(submitted=True)
    assert "Document en préparation" in reader(owned(contract)).get(path_to("own_signature", contract)).content.decode()


def test_a_signed_contract_leads_to_its_page(contract):
    person = owned(contract)
    type_code(contract, code_sent(contract), by=contract.owner)
    assert reader(person).get(path_to("own_signature", contract))["Location"] == contract.get_absolute_url()
    assert reader(person).post(path_to("own_code", contract)).status_code == 302
    assert codes_queued(contract).count() == 1


@pytest.mark.parametrize("name", ["own_signature", "own_code", "own_withdrawal"])
def test_nobody_but_the_client_has_these_pages(contract, name):
    owned(contract)
    for person, refusal in ((contract.owner, 403), (back_office(), 403), (UserFactory(client=True), 404)):
        browser = reader(person)
        method = browser.post if name == "own_code" else browser.get
        assert method(path_to(name, contract)).status_code == refusal
    assert fresh(contract).status == Status.AWAITING_CLIENT


def test_a_client_gives_up_without_saying_again_who_they_are():
    contract = ContractFactory(validated=True)
    browser = reader(owned(contract))
    page = browser.get(path_to("own_withdrawal", contract), follow=True)
    words = page.content.decode()
    assert 'class="client__nav"' in words
    assert contract.get_absolute_url() in words
    assert fresh(contract).status == Status.VALIDATED
    done = browser.post(page.request["PATH_INFO"], follow=True).content.decode()
    assert "Votre rétractation est enregistrée" in done
    assert "heure de Paris" in done
    assert fresh(contract).status == Status.WITHDRAWN
    assert "Renoncé" in browser.get("/").content.decode()


def test_too_late_the_declaration_says_so(clock):
    contract = ContractFactory(validated=True)
    person = owned(contract)
    clock.shift(timedelta(days=60))
    words = reader(person).get(path_to("own_withdrawal", contract), follow=True).content.decode()
    assert "Il était possible de renoncer" in words
