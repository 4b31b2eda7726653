"""What the demonstration holds once it is told."""

import re
from collections import Counter

import pytest
from django.contrib.auth import authenticate
from django.db.models import Q

from contracts.sales import queries
from contracts.sales.enums import SIGNATURE, SigningChannel, Status
from contracts.sales.models import Contract
from contracts.sales.rules import proposes_unreachable
from contracts.signature.actions import signing
from portal.accounts import demo_accounts
from portal.accounts.models import User
from portal.audit.chain import all_problems
from portal.audit.models import Event
from portal.codes.challenges import live_challenge
from portal.core.values import dates
from portal.demo import company
from portal.demo.working_hours import UNREAD
from portal.messaging.models import DemoDelivery, Message
from portal.messaging.notices import unread_count, unread_of
from portal.messaging.states import WAITING, State

# What is done at a desk; shops, subscriptions and registrations are open at night.
OFFICE = Q(verb__startswith="contracts.") | Q(verb__startswith="presales.") | Q(verb__startswith="crm.task")
pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("told")]


def account(login: str) -> User:
    return User.objects.get(email=f"{login}@{demo_accounts.DOMAIN}")


def statuses_of(person: User) -> Counter:
    return Counter(Contract.objects.visible_to(person).values_list("status", flat=True))


def test_every_status_is_there_and_many_times():
    found = Counter(Contract.objects.values_list("status", flat=True))
    assert set(found) == set(Status.values)
    assert min(found.values()) >= 5
    assert 120 <= sum(found.values()) <= 160


@pytest.mark.parametrize("login", ["agent", "agent2"])
def test_each_demo_agent_has_contracts_in_every_status(login):
    assert set(statuses_of(account(login))) == set(Status.values)


def test_the_account_of_the_client_has_a_space_of_its_own():
    assert statuses_of(account("client")) == {
        Status.AWAITING_CLIENT: 1,
        Status.AWAITING_BACK_OFFICE: 1,
        Status.VALIDATED: 1,
    }


def test_every_history_is_whole():
    assert Event.objects.count() > 900
    assert list(all_problems()) == []


def test_nothing_is_left_for_a_worker_to_do():
    assert not queries.needing_a_worker(dates.now()).exists()
    waiting = Message.objects.filter(state__in=WAITING, created_at__lt=dates.now() - UNREAD)
    assert not waiting.exists()  # those of the last days leave by themselves, and are read in the demo mailbox
    assert not Contract.objects.exclude(status=Status.DRAFT).filter(document=None).exists()
    assert not Contract.objects.filter(signed_at__isnull=False, signed_document=None).exists()


def test_documents_were_printed_beforehand_and_not_again():
    """What a contract says when it is frozen is what was foreseen: each document was made once."""
    found = set(Contract.objects.filter(document__isnull=False).values_list("document_sha256", flat=True))
    assert len(found) == Contract.objects.filter(document__isnull=False).count()


def test_numbers_follow_each_other_without_gap():
    by_year: dict[str, list[int]] = {}
    for number in Contract.objects.exclude(number=None).values_list("number", flat=True):
        _prefix, year, rank = number.split("-")
        by_year.setdefault(year, []).append(int(rank))
    assert all(sorted(ranks) == list(range(1, len(ranks) + 1)) for ranks in by_year.values())


def test_the_mailbox_shows_the_last_messages_only():
    assert 10 <= DemoDelivery.objects.count() <= 40
    assert Message.objects.filter(state=State.DELIVERED).count() > 250
    assert Message.objects.filter(state=State.FAILED).count() == 1


@pytest.mark.parametrize("login", ["agent", "agent2", "manager", "backoffice"])
def test_only_the_notices_of_the_last_days_are_still_to_be_read(login):
    person = account(login)
    assert unread_count(person) <= 20
    assert not unread_of(person).filter(created_at__lt=dates.now() - UNREAD).exists()


def test_the_code_read_in_the_mailbox_signs_the_contract_that_waits_for_it():
    sms = DemoDelivery.objects.filter(channel="sms").order_by("-at").first()
    contract = Contract.objects.get(number=re.search(r"CT-\d{4}-\d{6}", sms.text)[0])
    outcome = signing.enter_code(
        contract=contract,
        challenge_id=live_challenge(contract, SIGNATURE).pk,
        code=re.search(r"\d{3} \d{3}", sms.text)[0],
        channel=SigningChannel.AGENT,
        by=contract.owner,
    )
    assert outcome.is_signed, outcome.sentence


def test_the_queue_proposes_to_give_up_one_client_only():
    rows = list(queries.waiting_for_back_office(account("backoffice")))
    assert len(rows) >= 9
    assert sum(proposes_unreachable(queries.missed_days(contract.calls.all())) for contract in rows) == 1
    assert any(not contract.calls.all() for contract in rows)


def test_people_worked_at_the_hours_of_people():
    live = Contract.objects.order_by("-created_at").first()
    worked = Event.objects.filter(~Q(subject_id=str(live.pk)), OFFICE, actor__isnull=False)
    odd = [
        f"{event.verb} {dates.at_time(event.at)}"
        for event in worked
        if not 9 <= event.at.astimezone(dates.PARIS).hour < 20
        or not dates.is_working_day(event.at.astimezone(dates.PARIS).date())
    ]
    assert odd == []


def test_nothing_happened_in_the_future():
    assert not Event.objects.filter(at__gt=dates.now()).exists()
    assert not Contract.objects.filter(status_changed_at__gt=dates.now()).exists()


def test_a_second_run_changes_nothing(told):
    before = {model: model.objects.count() for model in (User, Contract, Event, Message, DemoDelivery)}
    said = []
    company.make_company(said.append)
    assert {model: model.objects.count() for model in before} == before
    counted = [line for line in said if "nouve" in line]
    assert counted
    assert [line for line in counted if re.search(r"[1-9]\d* (\w+ )?nouve", line)] == []


@pytest.mark.parametrize("login", demo_accounts.ORDER)
def test_each_account_logs_in_with_the_password_that_is_printed(login, rf, told):
    found = authenticate(rf.post("/"), email=account(login).email, password=demo_accounts.PASSWORD)
    assert found == account(login)
    assert any(account(login).email in line for line in company.accounts_table(told[1]))


def test_the_login_page_lists_one_account_per_role_and_no_colleague():
    assert [person.name for person in demo_accounts.shown()] == list(demo_accounts.ORDER)
    assert User.objects.filter(email__endswith=f".{demo_accounts.DOMAIN}").count() >= 14
