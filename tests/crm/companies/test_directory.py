"""Asking the directory: when it answers, when it does not, and how often it is asked."""

import time
from pathlib import Path

import pytest
from django.core.cache import cache

from crm.companies import directory, gate
from crm.companies.directory import DirectoryDown
from crm.models import DirectoryGate
from portal.core.values import dates

pytestmark = pytest.mark.django_db
SAMPLES = Path(__file__).parent / "samples"
JSON = {"Content-Type": "application/json"}
BODY = (SAMPLES / "06_listed_group_with_vat.json").read_bytes()


@pytest.fixture(autouse=True)
def fresh_cache():
    cache.clear()


def test_a_number_in_any_writing_is_asked_without_blanks(stand_in):
    stand_in.reply = (200, JSON, BODY)
    assert directory.find("552 032 534").name == "DANONE"
    assert [words for _at, words in stand_in.asked] == ["552032534"]


def test_the_address_may_name_the_search_itself(stand_in, settings):
    settings.COMPANY_DIRECTORY_URL = f"{stand_in.url}/search/"
    stand_in.reply = (200, JSON, BODY)
    assert directory.search("danone").total == 1


def test_an_answer_is_asked_once_and_short_words_never(stand_in):
    stand_in.reply = (200, JSON, BODY)
    for words in ("", "da", "danone", "DANONE ", "danone"):
        directory.search(words)
    assert len(stand_in.asked) == 1


@pytest.mark.parametrize(
    "reply",
    [
        (429, {"Content-Type": "text/html"}, b"<html><h1>429 Too Many Requests</h1></html>"),
        (429, {"Retry-After": "7"}, b"slow down"),
        (200, {"Content-Type": "text/html"}, b"<html>Maintenance</html>"),
        (200, JSON, BODY[:400]),
        (200, JSON, b'{"results": null}'),
        (302, {"Location": "http://127.0.0.1:1/"}, b""),
        (500, {}, b""),
        (200, JSON, b'{"results": [], "padding": "' + b"x" * 3_000_000 + b'"}'),
    ],
    ids=["429 HTML", "429 with a delay", "HTML at 200", "cut JSON", "no results", "redirect", "500", "too long"],
)
def test_no_usable_answer_is_one_call_told_at_once_and_never_cached(stand_in, reply):
    stand_in.reply = reply
    for _keystroke in range(5):
        with pytest.raises(DirectoryDown):
            directory.search("danone")
    assert len(stand_in.asked) == 1
    assert gate.is_closed()
    DirectoryGate.objects.update(closed_until=dates.now())
    stand_in.reply = (200, JSON, BODY)
    assert directory.search("danone").companies[0].name == "DANONE"


@pytest.mark.parametrize("fault", [{"hang": 30.0}, {"drip": 0.2}], ids=["hangs", "one byte at a time"])
def test_a_slow_directory_is_not_waited_for(stand_in, fault):
    stand_in.reply = (200, JSON, BODY)
    vars(stand_in).update(fault)
    start = time.monotonic()
    with pytest.raises(DirectoryDown):
        directory.search("danone")
    assert time.monotonic() - start < 10, "the directory needs at least thirty seconds"


def test_nobody_listens(settings):
    settings.COMPANY_DIRECTORY, settings.COMPANY_DIRECTORY_URL = "api", "http://127.0.0.1:9"
    with pytest.raises(DirectoryDown):
        directory.search("danone")


def test_a_question_it_refuses_is_no_failure(stand_in):
    stand_in.reply = (400, JSON, b'{"erreur": "3 caracteres"}')
    assert directory.search("dan").companies == ()
    assert not gate.is_closed()


def shortest_time_of_six(stand_in) -> float:
    """The seconds in which six calls arrived, where they came closest."""
    times = [at for at, _words in stand_in.asked]
    return min(later - earlier for earlier, later in zip(times, times[5:], strict=False))


def test_at_most_five_calls_in_any_second(stand_in):
    for number in range(9):
        try:
            directory.search(f"société {number}")
        except DirectoryDown:
            time.sleep(0.1)
    assert len(stand_in.asked) >= 6
    assert shortest_time_of_six(stand_in) >= 0.8, "a call may arrive a little late, the sixth one early"


def test_without_the_gate_the_directory_would_be_flooded(stand_in, monkeypatch):
    """The control: nothing else holds calls back."""
    monkeypatch.setattr(gate, "pass_through", lambda: None)
    for number in range(9):
        directory.search(f"société {number}")
    assert len(stand_in.asked) == 9
    assert shortest_time_of_six(stand_in) < 0.8
