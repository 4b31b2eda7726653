"""What is past its time goes, nothing else does; the page about personal data tells what is really done."""

from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import IntegrityError, transaction

from contracts.confirmation import actions as confirming
from contracts.models import Contract
from contracts.sales.actions import drafting
from contracts.sales.enums import Status
from contracts.signature.actions import sending
from contracts.signature.messages import send_signed_copy
from contracts.withdrawal.models import WithdrawalTry
from crm.clients import retention as keeping
from crm.models import Client
from portal.audit import chain
from portal.audit.models import EventDetail
from portal.audit.transitions import Refused
from portal.codes.models import Challenge
from portal.core.plugs import retention
from portal.core.plumbing.checks import variables
from portal.core.values import dates
from portal.documents.models import StoredFile
from portal.exchange.models import ExportJob, JobState
from portal.links.models import SecureLink
from portal.messaging import delivery, notices
from portal.messaging.models import Message
from portal.messaging.outbox import messages_about
from tests.client import StrictClient
from tests.contracts.desk import fresh, reader, verbs
from tests.factories.accounts import UserFactory
from tests.factories.clients import ClientFactory
from tests.factories.contracts import REASON, ContractFactory, back_office

pytestmark = pytest.mark.django_db
TODAY = "2026-03-10T12:00:00+01:00"


@pytest.fixture
def clock():
    with time_machine.travel(TODAY, tick=False) as traveller:
        yield traveller


def days(number: int) -> timedelta:
    return timedelta(days=number)


def details_of(contract):
    return EventDetail.objects.filter(event__subject_type="contracts.contract", event__subject_id=str(contract.pk))


def people_of(contract) -> str:
    """Everything the database says of a contract's client, in one text."""
    details = details_of(contract).values_list("values", flat=True)
    row = fresh(contract)
    phones = Challenge.objects.filter(about_id=str(contract.pk)).values_list("phone", flat=True)
    return f"{row.identity()} {row.search_text} {list(details)} {list(phones)} {list(messages_about(row))}"


def test_nothing_is_touched_before_its_time(clock):
    contracts = [ContractFactory(), ContractFactory(unreachable_unsigned=True), ContractFactory(sealed=True)]
    before = [people_of(contract) for contract in contracts]
    clock.shift(days(60))
    done = retention.apply_all()
    assert {name for name, count in done.items() if count} <= {"accounts.sessions", "contracts.withdrawal_tries"}
    assert [people_of(contract) for contract in contracts] == before


def test_a_contract_never_signed_forgets_for_whom_it_was(clock):
    contract = ContractFactory(awaiting_client=True, last_name="Qzyxwene", phone="+33698765432")
    client = contract.client
    delivery.sweep()
    confirming.declare_unreachable(contract=contract, reason="Madame Qzyxwene a déménagé", by=back_office())
    clock.shift(days(settings.KEEP_UNSIGNED_DAYS + 1))
    assert retention.apply_all()["contracts.unsigned"] == 1
    assert "Qzyxwene" not in people_of(contract)
    assert "698765432" not in people_of(contract)
    row = fresh(contract)
    assert (row.number, row.status, row.display_name) == (contract.number, Status.UNREACHABLE, "Données effacées")
    assert not StoredFile.objects.about(row).exists()
    assert verbs(row)[-1] == "contracts.erased"
    assert list(chain.all_problems()) == []
    assert not Client.objects.filter(pk=client.pk).exists()
    assert reader(contract.owner).get(row.get_absolute_url()).status_code == 200
    with pytest.raises(Refused):
        confirming.reopen(contract=row, reason=REASON, by=back_office())
    assert retention.apply_all()["contracts.unsigned"] == 0


def test_the_bytes_of_its_document_go_with_the_commit(clock, django_capture_on_commit_callbacks):
    contract = ContractFactory(unreachable_unsigned=True)
    key = contract.document.key
    clock.shift(days(settings.KEEP_UNSIGNED_DAYS + 1))
    with django_capture_on_commit_callbacks(execute=True):
        retention.apply_all()
    assert not default_storage.exists(key)


def test_a_signed_contract_is_kept_and_counted(clock):
    contract = ContractFactory(sealed=True)
    before = fresh(contract).identity()
    clock.shift(days(settings.KEEP_CONTRACTS_YEARS * 366))
    retention.apply_all()
    assert fresh(contract).identity() == before
    assert StoredFile.objects.about(contract).sealed().count() == 2
    told = StringIO()
    call_command("retention", stdout=told)
    assert "contracts.signed       1 past their time (nothing erases them: decide)" in told.getvalue()


def test_a_forgotten_draft_goes_and_one_that_was_changed_stays(clock):
    forgotten, changed = ContractFactory(), ContractFactory()
    taken_back = sending.take_back(contract=ContractFactory(awaiting_client=True), by=UserFactory(manager=True))
    clock.shift(days(settings.KEEP_DRAFTS_DAYS - 10))
    with transaction.atomic():
        confirming.record(changed, "contracts.changed", by=changed.owner)
    clock.shift(days(20))
    assert retention.apply_all()["contracts.drafts"] == 1
    assert set(Contract.objects.values_list("pk", flat=True)) == {changed.pk, taken_back.pk}
    assert not details_of(forgotten).exists()


def test_a_numbered_draft_that_is_filled_again_is_erased_again(clock):
    draft = sending.take_back(contract=ContractFactory(awaiting_client=True), by=UserFactory(manager=True))
    clock.shift(days(settings.KEEP_UNSIGNED_DAYS + 1))
    assert retention.apply_all()["contracts.unsigned"] == 1
    assert (fresh(draft).display_name, fresh(draft).client) == ("Données effacées", None)
    version = fresh(draft).version
    drafting.change_draft(contract=draft, values={"last_name": "Morel"}, version=version, by=draft.owner)
    assert fresh(draft).display_name == "Morel"
    clock.shift(days(settings.KEEP_UNSIGNED_DAYS + 1))
    assert retention.apply_all()["contracts.unsigned"] == 1
    assert fresh(draft).display_name == "Données effacées"


def test_a_draft_changed_while_it_is_erased_stays(clock):
    draft = ContractFactory()
    clock.shift(days(settings.KEEP_DRAFTS_DAYS + 1))
    rule = next(rule for rule in retention.rules() if rule.name == "contracts.drafts")
    rows = list(rule.waiting())
    Contract.objects.update(version=9)
    assert (len(rows), rule.erase(rows)) == (1, 0)
    assert fresh(draft)


def test_a_file_without_a_contract_goes_and_others_stay(clock):
    lonely, accounted = ClientFactory(), ClientFactory(account=UserFactory(client=True))
    sold = ContractFactory(sealed=True).client
    drafted = ContractFactory(client=ClientFactory()).client
    clock.shift(days(settings.KEEP_CLIENTS_DAYS + 1))
    rule = next(rule for rule in retention.rules() if rule.name == "crm.clients")
    assert list(rule.waiting()) == [lonely]
    assert rule.erase([lonely, drafted]) == 1
    assert set(Client.objects.all()) == {accounted, sold, drafted}


def test_a_file_that_somebody_begins_to_use_stops_no_other(clock, monkeypatch):
    """The foreign key of a contract begun at the same moment is checked at the commit: nothing of its file goes."""
    first, second = ClientFactory(), ClientFactory()
    erase_details = keeping.erase_details

    def begun_meanwhile(client):
        if client == first:
            raise IntegrityError
        return erase_details(client)

    monkeypatch.setattr(keeping, "erase_details", begun_meanwhile)
    assert keeping.erase([first, second]) == 1
    assert list(Client.objects.all()) == [first]


def test_words_of_messages_and_old_notices_go(clock):
    reading = back_office()
    contract = ContractFactory(sealed=True)
    with transaction.atomic():
        send_signed_copy(contract)
    delivery.sweep()
    assert messages_about(contract).exclude(body_text="").exists()
    assert notices.unread_of(reading).exists()
    clock.shift(days(settings.KEEP_MESSAGE_TEXTS_DAYS + 1))
    waiting = messages_about(contract).count()
    retention.apply_all()
    assert messages_about(contract).count() == waiting
    assert not messages_about(contract).filter(body_text__gt="").exists()
    assert not Message.objects.filter(channel="portal").exists()
    assert retention.apply_all()["messaging.words"] == 0


def test_a_message_that_waits_keeps_its_words(clock):
    contract = ContractFactory(awaiting_client=True)
    Message.objects.update(state="queued", expires_at=None)
    clock.shift(days(settings.KEEP_MESSAGE_TEXTS_DAYS + 1))
    retention.apply_all()
    assert messages_about(contract).filter(body_text__gt="").exists()


def test_sessions_links_exports_and_tries_go(clock):
    person = UserFactory()
    reader(person).get("/")
    UserSession.objects.create(user=person, ip="192.0.2.9", session_key="a" * 32, user_agent="x")
    ContractFactory(awaiting_client=True)
    ready = {"owner": person, "listing": "contrats", "format": "csv"}
    ExportJob.objects.create(state=JobState.EXPIRED, **ready)
    waiting = ExportJob.objects.create(state=JobState.WAITING, **ready)
    WithdrawalTry.objects.create(number_digest="a", visitor_digest="b", at=dates.now())
    clock.shift(days(settings.KEEP_LINKS_DAYS + settings.SIGNING_LINK_DAYS + 1))
    retention.apply_all()
    for model in (Session, UserSession, SecureLink, WithdrawalTry):
        assert not model.objects.exists(), model
    assert list(ExportJob.objects.all()) == [waiting]


def test_a_rule_that_fails_stops_no_other(clock, monkeypatch):
    ContractFactory()
    broken = retention.Rule("aaa.broken", "x", "x", "x", lambda: 1, lambda before: 1 / 0, order=0)
    monkeypatch.setitem(retention.RULES.held, broken.name, broken)
    clock.shift(days(settings.KEEP_DRAFTS_DAYS + 1))
    done = retention.apply_all()
    assert (broken.name in done, done["contracts.drafts"]) == (False, 1)


def test_more_than_a_batch_goes_and_what_cannot_go_ends_the_round(clock, monkeypatch):
    monkeypatch.setattr(retention, "BATCH", 2)
    for _ in range(5):
        ContractFactory()
    clock.shift(days(settings.KEEP_DRAFTS_DAYS + 1))
    assert retention.apply_all()["contracts.drafts"] == 5
    ClientFactory()
    stuck = retention.Rule("zzz", "x", "x", "x", lambda: 0, lambda before: Client.objects.all(), lambda rows: 0)
    monkeypatch.setitem(retention.RULES.held, stuck.name, stuck)
    assert retention.apply_all()["zzz"] == 0


def test_the_command_changes_nothing_unless_it_is_asked(clock):
    ContractFactory()
    clock.shift(days(settings.KEEP_DRAFTS_DAYS + 1))
    told = StringIO()
    call_command("retention", stdout=told)
    assert "contracts.drafts       1 past their time. Brouillons jamais envoyés : 1 an après" in told.getvalue()
    assert Contract.objects.count() == 1
    call_command("retention", apply=True, stdout=told)
    assert "contracts.drafts       1 erased, 0 left" in told.getvalue()
    assert not Contract.objects.exists()


def test_the_schedule_runs_it():
    entry = settings.CELERY_BEAT_SCHEDULE["erase-what-is-past-its-time"]
    assert (entry["task"], entry["schedule"]) == ("operations.retention", 86_400.0)


@pytest.mark.parametrize("page", ["/confidentialite/", "/aide/durees-de-conservation/"])
def test_the_page_tells_the_rules_and_follows_the_settings(page, settings):
    settings.KEEP_NOTICES_DAYS = 45
    client = StrictClient() if page == "/confidentialite/" else reader(UserFactory())
    text = client.get(page).content.decode()
    assert "45 jours après leur envoi" in text
    assert "10 ans au moins" in text
    for rule in retention.rules():
        assert str(rule.label) in text


@pytest.mark.parametrize(
    ("number", "told"), [(1, "1 jour"), (45, "45 jours"), (180, "6 mois"), (365, "1 an"), (3650, "10 ans")]
)
def test_a_time_is_told_in_the_largest_whole_unit(number, told):
    assert retention.duration(number) == told


@pytest.mark.parametrize(
    ("name", "value"), [("KEEP_NOTICES_DAYS", 0), ("KEEP_DRAFTS_DAYS", 3), ("KEEP_CONTRACTS_YEARS", 1)]
)
def test_a_time_that_would_erase_what_one_works_with_is_refused(settings, name, value):
    setattr(settings, name, value)
    assert any(error.msg.startswith(name) for error in variables(None))
