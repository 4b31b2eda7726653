"""Many answers at once to one link: five are read. With the lock off the same test sees more."""

import time
from datetime import date

import pytest

from portal.links import gate, making
from portal.links.models import ProofTry, SecureLink
from tests.codes.together import errors_of, together

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 20
RIGHT = {"passage": "1", "birth_date": "01/02/1980"}


@pytest.fixture(autouse=True)
def slow_reader(monkeypatch):
    """A moment between counting the tries and writing one, where another would slip in."""
    count = gate.blocked_until

    def slowly(link):
        found = count(link)
        time.sleep(0.01)
        return found

    monkeypatch.setattr(gate, "blocked_until", slowly)


def five_are_read(post):
    passage = gate.find(post.send("tests.person").token)
    results = together(MANY, lambda _n: gate.answer(passage=passage, given={"birth_date": date(1970, 1, 1)}))
    assert errors_of(results) == []
    assert ProofTry.objects.count() == 5


def test_twenty_wrong_answers_at_once_get_five_tries(post):
    five_are_read(post)


@pytest.mark.postgres
def test_control_without_the_lock_twenty_answers_get_more(post, monkeypatch):
    monkeypatch.setattr(gate, "_locked", lambda passage: SecureLink.objects.get(pk=passage.link.pk))
    monkeypatch.setattr(gate, "record", lambda *args, **kwargs: None)
    with pytest.raises(AssertionError):
        five_are_read(post)
    assert ProofTry.objects.count() > 5


def test_a_link_completed_twenty_times_at_once_completes_once(post):
    link = post.send().link
    results = together(MANY, lambda _n: making.complete(SecureLink.objects.get(pk=link.pk)))
    assert errors_of(results) == []
    assert results.count(True) == 1


def test_a_dead_link_asked_for_twenty_times_at_once_is_renewed_once(post):
    given = post.send()
    making.revoke(given.about, "tests.plain")
    results = together(MANY, lambda _n: gate.renew(token=given.token))
    assert errors_of(results) == []
    assert len(post.renewed) == 1
