"""What kills a code, who may have another, and when the back-office must help."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from contracts.sales.enums import Status
from contracts.signature.actions import sending
from contracts.signature.actions.signing import Signing
from portal.audit.history import history_of
from portal.core.values import dates
from portal.messaging.models import Message
from portal.messaging.states import Channel, State
from tests.contracts.desk import fresh, reader, sentences, sign_path, wrong
from tests.factories.accounts import UserFactory
from tests.factories.contracts import (
    ContractFactory,
    back_office,
    challenge_of,
    code_sent,
    codes_queued,
    freeze,
    type_code,
)

pytestmark = pytest.mark.django_db


def test_an_edit_kills_code_document_and_link(contract):
    code, challenge = code_sent(contract), challenge_of(contract)
    reader(contract.owner).post(reverse("contracts:modification", args=[contract.number]))
    draft = fresh(contract)
    assert (draft.status, draft.document_id, draft.document_sha256) == (Status.DRAFT, None, "")
    assert challenge_of(contract) is None
    assert codes_queued(contract).get().state == State.CANCELLED
    freeze(sending.submit(contract=draft, by=contract.owner))
    outcome = type_code(contract, code, by=contract.owner, challenge=challenge)
    assert not outcome.is_signed
    assert fresh(contract).document_id != contract.document_id


def test_a_new_mobile_makes_a_new_document_and_a_code_for_it_alone(contract):
    desk, old = reader(contract.owner), contract.phone
    path = reverse("contracts:mobile", args=[contract.number])
    response = desk.post(path, {"phone": "07 56 78 90 12"})
    assert response.url == sign_path(contract)
    assert challenge_of(contract) is None
    changed = freeze(contract)
    assert changed.phone == "+33756789012"
    assert changed.client.phone == "+33756789012"
    newest, dead = codes_queued(contract)
    assert (newest.recipient, newest.state) == ("+33756789012", State.QUEUED)
    assert (dead.recipient, dead.state) == (old, State.CANCELLED)
    told = next(line for line in history_of(changed) if line.event.verb == "contracts.phone_changed")
    assert old not in str(told.event.data)
    assert type_code(contract, code_sent(contract), by=contract.owner).is_signed


@pytest.mark.parametrize(
    ("phone", "words"),
    [("04 72 00 00 00", "fixe"), ("+32 470 12 34 56", "indicatif +32"), ("", "Indiquez le"), ("06\x0012", "nul")],
)
def test_a_mobile_that_takes_no_sms_is_refused_at_the_field(contract, phone, words):
    path = reverse("contracts:mobile", args=[contract.number])
    response = reader(contract.owner).post(path, {"phone": phone})
    assert response.status_code == 422
    assert words in response.context["form"].errors["phone"][0]
    assert fresh(contract).phone == contract.phone


def test_the_mobile_of_a_member_of_the_team_is_refused(contract):
    UserFactory(phone="+33756789012")
    path = reverse("contracts:mobile", args=[contract.number])
    response = reader(contract.owner).post(path, {"phone": "0756789012"})
    assert "celui d’un collègue" in response.context["form"].errors["phone"][0]


def test_a_signed_contract_cannot_be_taken_back_nor_its_mobile_changed():
    contract = ContractFactory(awaiting_back_office=True)
    desk = reader(contract.owner)
    for name, typed in (("modification", {}), ("mobile", {"phone": "0756789012"}), ("code", {})):
        response = desk.post(reverse(f"contracts:{name}", args=[contract.number]), typed)
        assert response.status_code == 302, name
    after = fresh(contract)
    assert (after.status, after.phone, after.version) == (contract.status, contract.phone, contract.version)


def test_a_new_code_on_demand_waits_a_minute(clock, contract):
    desk, path = reader(contract.owner), reverse("contracts:code", args=[contract.number])
    assert "60 secondes" in sentences(desk.post(path, follow=True))[0]
    assert codes_queued(contract).count() == 1
    clock.shift(timedelta(seconds=60))
    assert "Un nouveau code vient de partir" in sentences(desk.post(path, follow=True))[0]
    assert codes_queued(contract).count() == 2


def test_five_wrong_codes_lock_tell_the_back_office_and_wait_for_it(contract):
    office, gone = back_office(), back_office()
    gone.is_active = False
    gone.save()
    kinds = [wrong(contract).kind for _ in range(5)]
    assert kinds == [Signing.RENEWED] * 4 + [Signing.LOCKED]
    mails = Message.objects.filter(kind="contracts.locked", channel=Channel.EMAIL)
    assert [mail.recipient for mail in mails] == [office.email]
    assert contract.number in mails[0].content().subject
    page = reader(contract.owner).get(sign_path(contract)).content.decode()
    assert "bloquée" in page
    assert challenge_of(contract) is None
    assert codes_queued(contract).count() == 5


def test_the_back_office_unlocks_with_a_reason_and_the_next_code_signs(contract):
    for _ in range(5):
        wrong(contract)
    office = reader(back_office())
    path = reverse("contracts:unlocking", args=[contract.number])
    assert office.post(path, {"reason": " "}).status_code == 422
    assert "débloquée" in sentences(office.post(path, {"reason": "Client rappelé"}, follow=True))[0]
    with time_machine.travel(dates.now() + timedelta(minutes=2), tick=False):
        sending.resend_code(contract=fresh(contract), by=contract.owner)
        assert type_code(contract, code_sent(contract), by=contract.owner).is_signed


def test_unlocking_what_is_not_locked_says_so(contract):
    path = reverse("contracts:unlocking", args=[contract.number])
    response = reader(back_office()).post(path, {"reason": "Par erreur"}, follow=True)
    assert sentences(response) == ["Il n’y a pas de blocage à lever."]
