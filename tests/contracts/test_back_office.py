"""The queue, the calls and each step of the back-office; and the clock that closes what nobody signs."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from contracts.confirmation import actions as confirming
from contracts.confirmation.tasks import daily
from contracts.models import Contract
from contracts.sales.enums import Status
from contracts.signature.actions import sending
from portal.audit.history import history_of
from portal.core.values import dates
from portal.messaging.outbox import messages_about
from portal.messaging.states import State
from tests.contracts.desk import fresh, reader, sentences, verbs
from tests.factories.contracts import ContractFactory, back_office, challenge_of, code_sent, codes_queued, type_code

pytestmark = pytest.mark.django_db
QUEUE = "/back-office/"
NOON = datetime(2026, 3, 10, 12, 0, tzinfo=dates.PARIS)


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def office():
    return reader(back_office())


def path(contract, name: str) -> str:
    return reverse(f"contracts:{name}", args=[contract.number])


def test_the_queue_holds_what_is_signed_and_nothing_else_oldest_first(clock, office):
    second = ContractFactory(awaiting_back_office=True)
    clock.shift(timedelta(hours=-1))
    first = ContractFactory(awaiting_back_office=True)
    clock.shift(timedelta(hours=2))
    for trait in ("awaiting_client", "validated", "unpaid", "unreachable", "withdrawn"):
        ContractFactory(**{trait: True})
    ContractFactory()
    rows = office.get(QUEUE).context["rows"]
    assert [row.contract for row in rows] == [first, second]


def test_an_empty_queue_says_so(office):
    assert "Rien à confirmer" in office.get(QUEUE).content.decode()


def test_the_back_office_confirms_from_the_queue_and_stays_there(office):
    contract = ContractFactory(confirmed=True)
    response = office.post(path(contract, "validation"), {"file": "1"})
    assert response.url == QUEUE
    after = fresh(contract)
    assert (after.status, after.validated_at is not None) == (Status.VALIDATED, True)


def test_two_who_confirm_at_once_read_who_did_it(office):
    contract = ContractFactory(confirmed=True)
    office.post(path(contract, "validation"))
    second = reader(back_office()).post(path(contract, "validation"), follow=True)
    said = sentences(second)[0]
    assert "a validé la souscription" in said
    assert "Validé" in said
    assert verbs(contract).count("contracts.validated") == 1


def test_a_call_is_noted_with_who_when_and_what(office):
    contract = ContractFactory(awaiting_back_office=True)
    response = office.post(path(contract, "calls"), {"outcome": "voicemail", "note": "Rappeler après 18 h"})
    assert response.url == contract.get_absolute_url()
    call = contract.calls.get()
    assert (call.outcome, call.note) == ("voicemail", "Rappeler après 18 h")
    page = office.get(contract.get_absolute_url()).content.decode()
    assert "Rappeler après 18 h" in page
    assert "messagerie vocale" in page


@pytest.mark.parametrize(
    "typed", [{}, {"outcome": "autre"}, {"outcome": "voicemail", "note": "n" * 2001}, {"outcome": "voicemail\x00"}]
)
def test_a_call_that_makes_no_sense_is_not_noted(office, typed):
    contract = ContractFactory(awaiting_back_office=True)
    assert office.post(path(contract, "calls"), typed).status_code == 422
    assert not contract.calls.exists()


def test_three_missed_calls_on_three_days_propose_unreachable(clock, office):
    contract = ContractFactory(awaiting_back_office=True)

    def proposed() -> bool:
        return office.get(QUEUE).context["rows"][0].proposes_unreachable

    for _ in range(3):
        office.post(path(contract, "calls"), {"outcome": "no_answer"})
    assert not proposed(), "three calls on one day are one day"
    clock.shift(timedelta(days=1))
    office.post(path(contract, "calls"), {"outcome": "voicemail"})
    clock.shift(timedelta(days=1))
    office.post(path(contract, "calls"), {"outcome": "call_back"})
    assert not proposed(), "the client was reached that day"
    office.post(path(contract, "calls"), {"outcome": "wrong_number"})
    assert proposed()
    assert path(contract, "unreachable") in office.get(QUEUE).content.decode()


def test_days_of_calls_are_those_of_paris(clock, office):
    """23:30 and 00:30 in Paris are two days, though one in UTC."""
    contract = ContractFactory(awaiting_back_office=True)
    for hour in (datetime(2026, 3, 11, 23, 30), datetime(2026, 3, 12, 0, 30), datetime(2026, 3, 13, 9, 0)):
        clock.move_to(hour.replace(tzinfo=dates.PARIS))
        office.post(path(contract, "calls"), {"outcome": "no_answer"})
    assert office.get(QUEUE).context["rows"][0].proposes_unreachable


@pytest.mark.parametrize(("name", "trait"), [("unreachable", "awaiting_back_office"), ("unpaid", "validated")])
def test_closing_takes_a_reason_that_stays_in_the_history(office, name, trait):
    contract = ContractFactory(**{trait: True})
    for reason in ("", "   ", "m" * 501, "a\x00b"):
        assert office.post(path(contract, name), {"reason": reason}).status_code == 422
    assert fresh(contract).status == contract.status
    office.post(path(contract, name), {"reason": "Trois appels sans réponse"})
    assert fresh(contract).status == name
    assert history_of(contract)[0].reason == "Trois appels sans réponse"


@pytest.mark.parametrize(
    ("trait", "before"),
    [
        ("unreachable", Status.AWAITING_BACK_OFFICE),
        ("unreachable_unsigned", Status.AWAITING_CLIENT),
        ("unpaid", Status.VALIDATED),
    ],
)
def test_reopening_gives_back_the_status_of_before(office, trait, before):
    contract = ContractFactory(**{trait: True})
    assert office.post(path(contract, "reopening"), {"reason": ""}).status_code == 422
    office.post(path(contract, "reopening"), {"reason": "Le client a rappelé"})
    assert fresh(contract).status == before


def test_an_unsigned_contract_reopened_is_signed_with_a_new_code():
    contract = ContractFactory(unreachable_unsigned=True)
    confirming.reopen(contract=contract, reason="Le client a rappelé", by=back_office())
    assert challenge_of(contract) is None
    with time_machine.travel(dates.now() + timedelta(minutes=2), tick=False):
        sending.resend_code(contract=fresh(contract), by=contract.owner)
        assert type_code(contract, code_sent(contract), by=contract.owner).is_signed


def test_closing_an_unsigned_contract_kills_its_code(office):
    contract = ContractFactory(awaiting_client=True)
    office.post(path(contract, "unreachable"), {"reason": "Numéro coupé"})
    assert challenge_of(contract) is None
    assert codes_queued(contract).get().state == State.CANCELLED


LETTERS = [
    ("10/03/2026", True),
    ("24/03/2026", True),
    ("25/03/2026", False),
    ("09/03/2026", False),
    ("05/04/2026", False),
]


@pytest.mark.parametrize(("sent_on", "accepted"), LETTERS)
def test_the_day_a_letter_was_sent_decides(clock, sent_on, accepted):
    contract = ContractFactory(validated=True)
    clock.move_to(datetime(2026, 4, 4, 9, 0, tzinfo=dates.PARIS))
    typed = {"sent_on": sent_on, "reason": "Recommandé"}
    response = reader(back_office()).post(path(contract, "withdrawal"), typed)
    assert response.status_code == (302 if accepted else 422)
    after = fresh(contract)
    assert (after.status == Status.WITHDRAWN) is accepted
    assert messages_about(contract).filter(template="contracts/messages/withdrawn").exists() is accepted
    if accepted:
        assert f"{after.withdrawal_sent_at.astimezone(dates.PARIS):%d/%m/%Y}" == sent_on


@pytest.mark.parametrize(("sent_on", "accepted"), [("01/03/2020", False), ("09/03/2026", False), ("10/03/2026", True)])
def test_a_letter_about_an_unsigned_contract_is_not_older_than_it(clock, office, sent_on, accepted):
    contract = ContractFactory(awaiting_client=True)
    response = office.post(path(contract, "withdrawal"), {"sent_on": sent_on, "reason": "Recommandé"})
    assert (fresh(contract).status == Status.WITHDRAWN) is accepted
    assert accepted or "n’existait pas encore" in response.content.decode()


@pytest.mark.parametrize("sent_on", ["", "hier", "31/02/2026", "a\x00b", "2" * 40])
def test_a_letter_without_a_day_is_refused_at_the_field(office, sent_on):
    contract = ContractFactory(validated=True)
    response = office.post(path(contract, "withdrawal"), {"sent_on": sent_on})
    assert response.status_code == 422
    assert "sent_on" in response.context["form"].errors


def test_thirty_days_without_signature_end_it_by_the_system(clock):
    contract = ContractFactory(awaiting_client=True)
    clock.shift(timedelta(days=30))
    daily()
    assert fresh(contract).status == Status.AWAITING_CLIENT
    clock.shift(timedelta(seconds=1))
    daily()
    daily()
    expired = fresh(contract)
    assert (expired.status, expired.closed_from) == (Status.UNREACHABLE, Status.AWAITING_CLIENT)
    line = history_of(contract)[0]
    assert (line.event.verb, line.event.actor_kind, line.reason) == ("contracts.expired", "system", "expiré")
    assert verbs(contract).count("contracts.expired") == 1
    assert challenge_of(contract) is None


@pytest.mark.parametrize("trait", ["awaiting_back_office", "validated", "unreachable", "unpaid", "withdrawn"])
def test_nothing_else_expires(clock, trait):
    contract = ContractFactory(**{trait: True})
    clock.shift(timedelta(days=400))
    daily()
    assert fresh(contract).status == contract.status


def test_a_mobile_shared_by_many_clients_deserves_a_look(office):
    contracts = [ContractFactory(awaiting_back_office=True, phone="+33756789012") for _ in range(4)]
    page = office.get(contracts[0].get_absolute_url())
    assert page.context["office"].shared_mobile == 4
    assert reader(contracts[0].owner).get(contracts[0].get_absolute_url()).context["office"] is None


def test_a_draft_is_never_the_business_of_the_back_office(office):
    draft = ContractFactory()
    assert office.get("/contrats/").context["page"].rows == []
    assert Contract.objects.visible_to(back_office()).filter(pk=draft.pk).exists() is False
