"""The history proves itself: whatever was changed in the database shows, and what was anchored is compared."""

import hashlib
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import transaction

from portal.audit import chain, merkle
from portal.audit.erasure import erase_details
from portal.audit.history import record
from portal.audit.models import Anchor, Event, EventDetail
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

NOON = "2026-03-10T12:00:00+01:00"


@pytest.fixture(autouse=True)
def outside(settings, tmp_path) -> Path:
    """The file of anchors, outside the database."""
    settings.ANCHOR_FILE = str(tmp_path / "anchors.log")
    return tmp_path / "anchors.log"


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def told(clock):
    """Somebody with three events, told an hour ago; and somebody else with one."""
    person, other = UserFactory(), UserFactory()
    _tell(person, 3)
    _tell(other, 1)
    clock.shift(timedelta(hours=1))
    return person


def _tell(subject, times: int) -> None:
    with transaction.atomic():
        for step in range(times):
            record(subject, "tests.told", reason=f"{step}", data={"step": step})


def events_of(subject):
    return Event.objects.filter(subject_type=subject._meta.label_lower, subject_id=str(subject.pk))


def problems() -> str:
    return " ".join(chain.all_problems())


def test_a_history_nobody_touched_is_whole(told):
    chain.anchor()
    assert list(chain.all_problems()) == []
    assert list(chain.problems_outside()) == []
    call_command("verify_history")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda events: events.filter(sequence=2).update(verb="tests.tolD"), "event 2 was altered"),
        (lambda events: events.filter(sequence=2).update(data={"step": 9}), "event 2 was altered"),
        (lambda events: events.filter(sequence=2).update(hash="0" * 64), "event 3 does not follow"),
        (lambda events: events.filter(sequence=2).delete(), "event 2 is missing"),
        (lambda events: events.filter(sequence=4).delete(), "the detail of event 3 is missing"),
    ],
    ids=["a letter", "a value", "a hash", "removed", "the erasure"],
)
def test_event_altered_in_the_middle_is_reported(told, change, sentence):
    with transaction.atomic():
        erase_details(told)  # leaves the chain whole
    assert problems() == ""
    change(events_of(told))
    assert sentence in problems()


def test_swapped_events_are_named(told):
    events_of(told).filter(sequence=1).update(sequence=9)
    events_of(told).filter(sequence=2).update(sequence=1)
    events_of(told).filter(sequence=9).update(sequence=2)
    assert "event 1 was altered" in problems()


def test_an_inserted_event_is_named(told):
    events_of(told).filter(sequence=3).update(sequence=4)
    forged = events_of(told).first()
    forged.pk, forged.sequence, forged.hash = None, 3, "1" * 64
    forged.save(force_insert=True)
    assert "event 3 does not follow" in problems()


def test_a_changed_reason_is_named(told):
    EventDetail.objects.filter(event__in=events_of(told).filter(sequence=2)).update(values={"reason": "autre"})
    assert "the detail of event 2 was altered" in problems()


def test_an_end_cut_off_shows_against_the_anchor(told):
    chain.anchor()
    EventDetail.objects.filter(event__in=events_of(told).filter(sequence=3)).delete()
    events_of(told).filter(sequence=3).delete()
    assert problems() == "4 events were anchored on 2026-03-10, 3 are left"


def test_an_end_cut_off_and_made_up_for_elsewhere_shows_too(told):
    """As many events as before, every chain whole: the root alone tells."""
    chain.anchor()
    EventDetail.objects.filter(event__in=events_of(told).filter(sequence=3)).delete()
    freed = events_of(told).get(sequence=3).pk
    events_of(told).filter(sequence=3).delete()
    other = UserFactory()
    with transaction.atomic():
        record(other, "tests.told")
    events_of(other).update(id=freed)
    assert problems() == "the histories are not those that were anchored on 2026-03-10"


def test_an_anchor_rewritten_with_its_history_shows_against_the_file(told, outside):
    chain.anchor()
    Anchor.objects.update(events=3)
    assert list(chain.problems_outside()) == ["the anchor of 2026-03-10 is not the one that was written in anchors.log"]
    Anchor.objects.all().delete()
    with pytest.raises(CommandError):
        call_command("verify_history", stderr=StringIO())


def test_a_restored_database_may_lack_the_days_since_its_backup(told, clock):
    chain.anchor()
    clock.shift(timedelta(days=1))
    chain.anchor().delete()
    missing = "2026-03-11 was anchored in anchors.log, the database has no anchor of that day"
    assert list(chain.problems_outside()) == [missing]
    call_command("verify_history", restored=True)


def test_commit_after_the_anchor_raises_no_alarm(told, clock):
    """An event of a transaction that was open while the anchor was made bears an earlier moment than it."""
    clock.shift(timedelta(seconds=30))
    chain.anchor()
    clock.shift(timedelta(seconds=-10))
    _tell(told, 1)
    clock.shift(timedelta(hours=1))
    assert list(chain.all_problems()) == []


def test_a_day_is_anchored_once(told, outside):
    made = chain.anchor()
    assert (made.events, made.heads) == (4, 2)
    assert chain.anchor() is None
    assert len(outside.read_text().splitlines()) == 1


def test_history_is_anchored_every_hour_in_which_something_happened(told, clock, outside):
    chain.anchor()
    clock.shift(timedelta(hours=1))
    assert chain.anchor() is None, "nothing happened"
    _tell(told, 1)
    clock.shift(timedelta(minutes=30))
    made = chain.anchor()
    assert (made.slot, made.events) == ("2026-03-10T14", 5)
    assert chain.anchor() is None
    assert [line.split()[0] for line in outside.read_text().splitlines()] == ["2026-03-10", "2026-03-10T14"]
    assert list(chain.problems_outside()) == []


def test_first_urgent_event_does_not_wait_for_the_hour(told, clock, monkeypatch):
    monkeypatch.setattr(chain.URGENT, "held", {"tests.signed": "tests.signed"})
    chain.anchor()
    clock.shift(timedelta(minutes=1))
    with transaction.atomic():
        record(told, "tests.signed")
    clock.shift(timedelta(minutes=6))
    made = chain.anchor()
    assert (made.slot, made.events) == ("2026-03-10T13:07", 5)
    with transaction.atomic():
        record(told, "tests.signed")
    clock.shift(timedelta(minutes=6))
    assert chain.anchor() is None, "the second one waits for the hour"


def test_detail_that_is_missing_without_an_erasure_is_named(told):
    EventDetail.objects.filter(event__in=events_of(told).filter(sequence=2)).delete()
    assert "the detail of event 2 is missing, and no erasure was recorded" in problems()


def test_erasure_covers_no_detail_written_after_it(told):
    with transaction.atomic():
        erase_details(told)
        record(told, "tests.told", reason="later")
    assert problems() == ""
    EventDetail.objects.filter(event__in=events_of(told)).delete()
    assert "the detail of event 5 is missing" in problems()


def test_an_event_that_bears_an_older_moment_is_no_alarm(told, clock):
    """A clock that was put right, or a tale told in the past: what is written after the anchor is not part of it."""
    chain.anchor()
    clock.shift(timedelta(hours=-3))
    _tell(told, 1)
    assert problems() == ""


def test_an_older_moment_does_not_settle_an_event(told, clock):
    """An open transaction may still commit what was numbered before it."""
    _tell(told, 1)
    with time_machine.travel("2026-03-01T12:00:00+01:00", tick=False):
        _tell(told, 1)
    assert chain.anchor().events == 4


def test_a_day_without_news_is_anchored_as_the_one_before(told, clock):
    first = chain.anchor()
    clock.shift(timedelta(days=1))
    second = chain.anchor()
    assert (second.last_event, second.events, second.root) == (first.last_event, first.events, first.root)


def by_levels(leaves: list[str]) -> str:
    """The definition of the root, with everything in memory."""
    level = leaves or [hashlib.sha256(b"").hexdigest()]
    while len(level) > 1:
        pairs = [level[i : i + 2] for i in range(0, len(level), 2)]
        level = [hashlib.sha256("".join(pair).encode()).hexdigest() if len(pair) == 2 else pair[0] for pair in pairs]
    return level[0]


@pytest.mark.parametrize("number", [*range(18), 63, 64, 65, 1000])
def test_the_root_is_that_of_the_whole_tree_however_many_leaves(number):
    leaves = [hashlib.sha256(bytes([leaf % 251, leaf // 251])).hexdigest() for leaf in range(number)]
    assert merkle.root_of(iter(leaves)) == (by_levels(leaves), number)


def test_every_history_is_read_in_one_go(told, django_assert_num_queries):
    for _ in range(3):
        _tell(UserFactory(), 1)
    with django_assert_num_queries(2):
        list(chain.all_problems())
