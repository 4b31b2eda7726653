"""A step for more rows than a page waits for: a worker takes it, each row once, whoever dies meanwhile."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings

from contracts.confirmation import actions as confirming
from contracts.models import Contract
from contracts.sales.enums import Status
from portal.audit.history import history_of
from portal.core.plugs import retention
from portal.core.values import dates
from portal.exchange import bulk, bulk_jobs, jobs, lists, tasks
from portal.exchange.models import BulkJob, BulkRow, BulkRowState, JobState
from portal.exchange.notices import BULK
from portal.messaging.models import Message
from tests.contracts.desk import reader
from tests.factories.accounts import UserFactory
from tests.factories.contracts import ContractFactory

pytestmark = pytest.mark.django_db
ACT = "/contrats/actions/"
ROWS = 3


@pytest.fixture
def office():
    return UserFactory(back_office=True)


@pytest.fixture
def rows(monkeypatch):
    """One row more than what a page waits for."""
    monkeypatch.setattr(lists, "AT_ONCE", ROWS - 1)
    return [ContractFactory(confirmed=True) for _ in range(ROWS)]


@pytest.fixture
def job(office, rows):
    confirm(office, rows)
    return BulkJob.objects.get()


def confirm(user, rows, action="valider", **more):
    data = {"action": action, "choix": [row.pk for row in rows], "confirme": "1", **more}
    return reader(user).post(f"{ACT}?statut=awaiting_back_office", data)


def statuses() -> list[str]:
    return list(Contract.objects.order_by("pk").values_list("status", flat=True))


def states() -> list[str]:
    return list(BulkRow.objects.values_list("state", flat=True))


def validations(row) -> int:
    return sum(line.event.to_status == Status.VALIDATED for line in history_of(row))


@pytest.fixture
def clock():
    with time_machine.travel("2026-03-10T12:00:00+01:00", tick=False) as traveller:
        yield traveller


def told(person):
    """The notice of the job: validating contracts writes others to those who follow them."""
    return Message.objects.get(kind=BULK, channel="portal", recipient=str(person.pk))


def page_of(job, user=None, **headers) -> str:
    return reader(user or job.owner).get(f"/actions/{job.pk}/", headers=headers).content.decode()


def test_small_bulk_action_runs_at_once(office, rows):
    assert bulk.AT_ONCE == 25
    response = confirm(office, rows[: ROWS - 1])
    assert "C’est fait pour 2" in response.content.decode()
    assert not BulkJob.objects.exists()


def test_larger_bulk_action_is_queued_and_the_page_says_so(office, rows):
    asked = reader(office).post(ACT, {"action": "valider", "choix": [row.pk for row in rows]})
    assert "Une notification vous préviendra" in asked.content.decode()
    answers = [confirm(office, rows)["Location"] for _ in range(2)]
    job = BulkJob.objects.get()
    assert answers == [f"/actions/{job.pk}/"] * 2
    assert statuses() == [Status.AWAITING_BACK_OFFICE] * ROWS
    assert (job.expected, states()) == (ROWS, [BulkRowState.WAITING] * ROWS)


def test_another_choice_meanwhile_is_a_job_of_its_own(office, rows, job):
    more = ContractFactory(confirmed=True)
    confirm(office, [*rows, more])
    assert BulkJob.objects.count() == 2


def test_the_progress_is_read_without_scripts(job):
    html = page_of(job)
    assert "0 / 3" in html
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in html
    assert 'hx-trigger="every 1s"' in html
    tasks.sweep()
    html = page_of(job)
    assert 'http-equiv="refresh"' not in html
    assert "every 1s" not in html
    assert "/contrats/?statut=awaiting_back_office" in html


def test_the_worker_takes_the_step_and_tells_of_each_row(office, rows, job):
    late = rows[1]
    confirming.validate(contract=late, by=UserFactory(back_office=True), reason="Vu en agence")
    tasks.sweep()
    job.refresh_from_db()
    assert (job.state, job.handled) == (JobState.READY, ROWS)
    assert statuses() == [Status.VALIDATED] * ROWS
    assert [validations(row) for row in rows] == [1] * ROWS
    html = page_of(job, **{"HX-Request": "true"})
    assert "C’est fait pour 2" in html
    assert "1 ligne n’a pas changé" in html
    assert "a changé entre-temps" in html
    notice = told(office)
    assert notice.url == f"/actions/{job.pk}/"
    assert "c’est fait pour 2 lignes" in notice.subject


def test_the_reason_goes_with_each_row(office, rows):
    confirm(office, rows, action="injoignable", reason="Trois appels")
    tasks.sweep()
    assert [history_of(row)[0].reason for row in rows] == ["Trois appels"] * ROWS
    assert history_of(rows[0])[0].event.actor == office


def test_a_killed_worker_s_job_goes_on_and_no_row_is_done_twice(office, rows, job, monkeypatch):
    validate = confirming.validate

    def killed(*, contract, by):
        validate(contract=contract, by=by)
        if contract.pk == BulkRow.objects.values_list("key", flat=True)[1]:
            raise MemoryError  # after the step itself, before anybody knows that it was taken

    monkeypatch.setattr(confirming, "validate", killed)
    with pytest.raises(MemoryError):
        bulk_jobs.run_bulk(job_id=job.pk)
    monkeypatch.setattr(confirming, "validate", validate)
    assert sorted(states()) == [BulkRowState.DONE, BulkRowState.WAITING, BulkRowState.WAITING]
    tasks.sweep()  # the lease holds: nobody else takes it
    assert states().count(BulkRowState.DONE) == 1
    BulkJob.objects.update(lease=dates.now() - timedelta(seconds=1))
    tasks.sweep()
    job.refresh_from_db()
    assert (job.state, job.handled, states()) == (JobState.READY, ROWS, [BulkRowState.DONE] * ROWS)
    assert [validations(row) for row in rows] == [1] * ROWS
    assert told(office)


def test_a_worker_thought_dead_and_the_one_that_took_over_do_each_row_once(rows, job, monkeypatch):
    take, taken_over = bulk_jobs._take, []

    def slow(*given):
        if not taken_over:
            taken_over.append(True)
            BulkJob.objects.update(lease=dates.now() - timedelta(seconds=1))
            bulk_jobs.run_bulk(job_id=job.pk)
        take(*given)

    monkeypatch.setattr(bulk_jobs, "_take", slow)
    bulk_jobs.run_bulk(job_id=job.pk)
    job.refresh_from_db()
    assert (job.state, job.handled) == (JobState.READY, ROWS)
    assert [validations(row) for row in rows] == [1] * ROWS
    assert told(job.owner)


def test_a_row_that_kills_every_worker_ends_the_job_and_says_what_is_left(office, rows, job, monkeypatch):
    def dies(**_given):
        raise MemoryError

    monkeypatch.setattr(confirming, "validate", dies)
    for _ in range(jobs.MOST_ATTEMPTS):
        with pytest.raises(MemoryError):
            bulk_jobs.run_bulk(job_id=job.pk)
        BulkJob.objects.update(lease=dates.now() - timedelta(seconds=1))
    tasks.sweep()
    job.refresh_from_db()
    assert (job.state, statuses()) == (JobState.FAILED, [Status.AWAITING_BACK_OFFICE] * ROWS)
    html = page_of(job)
    assert "L’action s’est arrêtée avant la fin" in html
    assert "3 lignes n’ont pas été traitées" in html
    assert "s’est arrêté" in told(office).subject


@pytest.mark.parametrize("change", [{"role": "agent"}, {"is_active": False}])
def test_a_right_lost_in_the_middle_stops_it(office, rows, job, monkeypatch, change):
    validate = confirming.validate

    def then_loses_it(*, contract, by):
        validate(contract=contract, by=by)
        type(office).objects.filter(pk=office.pk).update(**change)

    monkeypatch.setattr(confirming, "validate", then_loses_it)
    tasks.sweep()
    job.refresh_from_db()
    assert (job.state, job.handled) == (JobState.FAILED, 1)
    assert "plus le droit" in job.error
    assert states().count(BulkRowState.WAITING) == ROWS - 1
    assert statuses().count(Status.VALIDATED) == 1


def test_a_row_that_left_one_s_scope_meanwhile_is_refused(monkeypatch):
    monkeypatch.setattr(lists, "AT_ONCE", 1)
    agent = UserFactory()
    mine, given_away = ContractFactory(owner=agent), ContractFactory(owner=agent)
    confirm_drafts = {"action": "supprimer", "choix": [mine.pk, given_away.pk], "confirme": "1"}
    reader(agent).post(ACT, confirm_drafts)
    Contract.objects.filter(pk=given_away.pk).update(owner=UserFactory())
    tasks.sweep()
    assert list(Contract.objects.all()) == [given_away]
    html = page_of(BulkJob.objects.get())
    assert "C’est fait pour 1" in html
    assert "inaccessible" in html


def test_it_is_ones_own(job):
    assert reader(UserFactory(back_office=True)).get(f"/actions/{job.pk}/").status_code == 404


def test_results_show_no_names_without_the_right_to_the_list(office, rows, job):
    tasks.sweep()
    name = BulkRow.objects.values_list("name", flat=True)[0]
    assert name in page_of(job)
    office.role = "partner"
    office.save()
    assert name not in page_of(job, office)


def test_it_costs_as_much_for_many_rows_as_for_one(office, rows, job, django_assert_num_queries):
    tasks.sweep()
    client = reader(office)
    client.get(f"/actions/{job.pk}/")
    with django_assert_num_queries(4):  # session, reader, job, rows
        client.get(f"/actions/{job.pk}/", headers={"HX-Request": "true"})


def test_its_detail_goes_after_seven_days_and_itself_later(clock, job):
    tasks.sweep()
    clock.shift(timedelta(days=8))
    done = retention.apply_all()
    assert done["exchange.bulk_rows"] == 1
    assert not BulkRow.objects.exists()
    job.refresh_from_db()
    assert job.state == JobState.EXPIRED
    assert "n’est plus disponible" in page_of(job)
    clock.shift(timedelta(days=settings.KEEP_EXPORTS_DAYS))
    retention.apply_all()
    assert not BulkJob.objects.exists()


def test_pending_jobs_are_kept(clock, job):
    clock.shift(timedelta(days=settings.KEEP_EXPORTS_DAYS + 1))
    retention.apply_all()
    assert BulkRow.objects.count() == ROWS
