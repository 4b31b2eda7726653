"""The code that comes back: signs once, or is answered calmly by a new one."""

from datetime import timedelta

import pytest
from django.urls import reverse

from contracts.sales.enums import SigningChannel, Status
from contracts.signature.actions.signing import Signing
from contracts.withdrawal import actions as withdrawing
from portal.audit.history import history_of
from portal.codes.models import Attempt
from portal.core.values import dates
from portal.documents.models import StoredFile
from portal.messaging.outbox import messages_about
from portal.messaging.states import Channel, State
from tests.contracts.desk import answer, fresh, reader, sentences, sign_path, verbs, wrong
from tests.factories.contracts import (
    ContractFactory,
    challenge_of,
    code_sent,
    codes_queued,
    other_than,
    seal,
    type_code,
)

pytestmark = pytest.mark.django_db


def test_the_right_code_signs_and_congratulates(clock, contract):
    desk = reader(contract.owner)
    response = desk.post(sign_path(contract), answer(contract, code_sent(contract)))
    assert response.url == reverse("contracts:congratulations", args=[contract.number])
    page = desk.get(response.url).content.decode()
    assert "Félicitations" in page
    assert "24\u00a0mars\u00a02026" in page
    signed = fresh(contract)
    assert signed.status == Status.AWAITING_BACK_OFFICE
    assert signed.signed_at == dates.now()
    assert signed.signature_channel == SigningChannel.AGENT


def test_each_channel_is_recorded(contract):
    type_code(contract, code_sent(contract))
    signed = fresh(contract)
    assert signed.signature_channel == SigningChannel.CLIENT
    event = next(line.event for line in history_of(signed) if line.event.verb == "contracts.signed")
    assert (event.channel, event.actor_kind, event.actor_id) == ("client", "client", None)
    other = ContractFactory(awaiting_back_office=True)
    event = next(line.event for line in history_of(other) if line.event.verb == "contracts.signed")
    assert (event.channel, event.actor_id) == ("agent", other.owner_id)


@pytest.mark.parametrize("verb", ["validated", "withdrawn"])
def test_congratulations_page_later_redirects_to_the_contract(verb):
    contract = ContractFactory(**{verb: True})
    desk = reader(contract.owner)
    answered = desk.get(reverse("contracts:congratulations", args=[contract.number]))
    assert answered.url == contract.get_absolute_url()


def test_the_proof_binds_code_and_document(contract):
    challenge = str(challenge_of(contract))
    type_code(contract, code_sent(contract))
    event = next(line.event for line in history_of(contract) if line.event.verb == "contracts.signed")
    assert event.data["challenge"] == challenge
    assert event.data["document_sha256"] == contract.document.sha256


@pytest.mark.parametrize("writing", ["{} {}", "{}-{}", " {}{} ", "{}.{}", "{}\u00a0{}", "{}\u202f{}\n"])
def test_a_code_signs_however_it_is_written(contract, writing):
    code = code_sent(contract)
    response = reader(contract.owner).post(sign_path(contract), answer(contract, writing.format(code[:3], code[3:])))
    assert "felicitations" in response.url


def test_a_second_tab_and_a_double_click_sign_once(contract):
    desk, typed = reader(contract.owner), answer(contract, code_sent(contract))
    first, second = desk.post(sign_path(contract), typed), desk.post(sign_path(contract), typed)
    assert first.url == second.url == reverse("contracts:congratulations", args=[contract.number])
    assert verbs(contract).count("contracts.signed") == 1
    assert Attempt.objects.count() == 1


def test_the_signed_contract_is_sealed_then_mailed_once(contract):
    type_code(contract, code_sent(contract), by=contract.owner)
    assert not messages_about(contract).filter(channel=Channel.EMAIL).exists()
    sealed = seal(contract)
    seal(contract)
    mail = messages_about(contract).get(channel=Channel.EMAIL)
    assert mail.recipient == contract.email
    assert mail.attachments == [str(sealed.signed_document_id)]
    assert dates.long_date(sealed.withdrawal_deadline) in mail.content().text
    assert "/retractation/" in mail.content().text
    assert "/verifier/" in mail.content().text
    assert verbs(contract).count("contracts.sealed") == 1
    assert StoredFile.objects.filter(sealed_at=None).count() == 0


def test_a_contract_withdrawn_before_its_seal_is_sealed_without_a_welcome(contract):
    type_code(contract, code_sent(contract), by=contract.owner)
    withdrawing.withdraw_as_client(contract=contract)
    assert seal(contract).signed_document_id
    assert "contracts/messages/signed" not in messages_about(contract).values_list("template", flat=True)


def test_the_page_follows_its_sms_and_the_code_until_it_has_expired(clock, contract):
    desk, follows = reader(contract.owner), 'hx-select="#signature-delivery"'
    page = desk.get(sign_path(contract)).content.decode()
    assert follows in page
    assert "jusqu’au 10 mars 2026 à 12:10" in page
    clock.move_to("2026-03-10T12:11:00+01:00")
    page = desk.get(sign_path(contract)).content.decode()
    assert "Le code a expiré" in page
    assert "Code valable" not in page
    assert follows not in page


def test_the_page_says_that_the_sms_did_not_arrive(contract):
    codes_queued(contract).update(state=State.FAILED, error_sentence="numéro inconnu", body_text="", body_html="")
    page = reader(contract.owner).get(sign_path(contract)).content.decode()
    assert "Le client n’a pas reçu son code" in page
    assert "numéro inconnu" in page


def test_the_page_goes_on_by_itself_once_the_client_has_signed_elsewhere(contract):
    desk = reader(contract.owner)
    assert "HX-Redirect" not in desk.get(sign_path(contract), headers={"HX-Request": "true"})
    type_code(contract, code_sent(contract))
    response = desk.get(sign_path(contract), headers={"HX-Request": "true"})
    assert response["HX-Redirect"] == reverse("contracts:congratulations", args=[contract.number])


def test_a_wrong_code_sends_a_new_one(contract):
    before, code = challenge_of(contract), code_sent(contract)
    response = reader(contract.owner).post(sign_path(contract), answer(contract, other_than(code)), follow=True)
    said = sentences(response)[0]
    assert "Code incorrect" in said
    assert "Un nouveau code vient de partir" in said
    assert contract.phone[-4:] not in said.replace(" ", "").replace("\u00a0", "")
    assert challenge_of(contract) not in (None, before)
    assert codes_queued(contract).count() == 2
    assert fresh(contract).status == Status.AWAITING_CLIENT


def test_the_sms_of_a_dead_code_that_still_waits_is_not_sent(contract):
    wrong(contract)
    newest, dead = codes_queued(contract)
    assert (newest.state, dead.state) == (State.QUEUED, State.CANCELLED)
    assert dead.content().text == ""


def test_the_code_that_died_signs_nothing_any_more(contract):
    code, before = code_sent(contract), challenge_of(contract)
    wrong(contract)
    outcome = type_code(contract, code, by=contract.owner, challenge=before)
    assert outcome.kind == Signing.REFUSED
    assert "Cet essai n’est pas compté" in outcome.sentence
    assert codes_queued(contract).count() == 2
    assert fresh(contract).signed_at is None


def test_a_form_without_challenge_is_answered_calmly(contract):
    desk = reader(contract.owner)
    for challenge in ("", "abc", "\x00"):
        response = desk.post(sign_path(contract), {"challenge": challenge, "code": code_sent(contract)})
        assert response.status_code in (302, 422)
    assert fresh(contract).signed_at is None


@pytest.mark.parametrize("code", ["", "12345", "abcdef", "\x00", "1" * 41, "٣" * 6, "123 456 789"])
def test_input_that_is_no_code_uses_up_no_try(contract, code):
    response = reader(contract.owner).post(sign_path(contract), answer(contract, code))
    assert response.status_code in (302, 422)
    assert fresh(contract).signed_at is None
    assert not Attempt.objects.filter(outcome="wrong").exists()


def test_an_expired_code_sends_a_new_one_and_is_not_counted(clock, contract):
    code = code_sent(contract)
    clock.shift(timedelta(minutes=10))
    outcome = type_code(contract, code, by=contract.owner)
    assert outcome.kind == Signing.RENEWED
    assert "expiré" in outcome.sentence
    assert not Attempt.objects.filter(outcome="wrong").exists()
    assert type_code(contract, code_sent(contract), by=contract.owner).is_signed


def test_a_code_is_worth_its_whole_life(clock, contract):
    clock.shift(timedelta(minutes=10) - timedelta(seconds=1))
    assert type_code(contract, code_sent(contract), by=contract.owner).is_signed


def test_the_code_of_another_contract_does_not_sign(contract):
    other = ContractFactory(owner=contract.owner, awaiting_client=True, phone=contract.phone)
    outcome = type_code(contract, code_sent(other), by=contract.owner, challenge=challenge_of(other))
    assert not outcome.is_signed
    assert fresh(contract).signed_at is None
    assert fresh(other).signed_at is None
