"""Completion of addresses: what the State's base answers, and plain fields when it does not."""

import json
import time

import pytest
from django.core.cache import cache

from crm.addresses import directory
from crm.addresses.reading import Address
from crm.companies import gate
from crm.companies.gate import ADDRESSES
from crm.models import DirectoryGate
from portal.core.values import dates
from tests.contracts.desk import reader
from tests.crm.addresses.conftest import body, feature
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
URL = "/suggestions/adresses/"
JSON = {"Content-Type": "application/json"}
LYON = Address("8 Rue Pasteur", "69007", "Lyon")


def test_an_answer_is_asked_once_and_short_words_never(base):
    for words in ("", "8", "--- ---", "8 rue pasteur", " 8 RUE  Pasteur"):
        directory.search(words)
    assert directory.search("8 rue pasteur") == (LYON,)
    assert [words for _at, words in base.asked] == ["8 rue pasteur"]


@pytest.mark.parametrize(
    "reply",
    [
        (429, {"Retry-After": "7"}, b"slow down"),
        (200, {"Content-Type": "text/html"}, b"<html>Maintenance</html>"),
        (200, JSON, b'{"features": null}'),
        (200, JSON, b'{"features": [' + b"[" * 100_000),
        (302, {"Location": "http://127.0.0.1:1/"}, b""),
        (503, {}, b""),
        (200, JSON, b'{"features": [], "padding": "' + b"x" * 3_000_000 + b'"}'),
    ],
    ids=["429", "HTML at 200", "no features", "too deep", "redirect", "503", "too long"],
)
def test_no_usable_answer_is_one_call_no_suggestion_and_never_cached(base, reply):
    good, base.reply = base.reply, reply
    for _keystroke in range(4):
        assert directory.search("8 rue pasteur") == ()
    assert len(base.asked) == 1
    assert gate.is_closed(ADDRESSES)
    assert not gate.is_closed()  # companies are asked as before
    DirectoryGate.objects.update(closed_until=dates.now())
    base.reply = good
    assert directory.search("8 rue pasteur") == (LYON,)


@pytest.mark.parametrize("fault", [{"hang": 30.0}, {"drip": 0.2}], ids=["hangs", "one byte at a time"])
def test_a_slow_base_is_not_waited_for(base, fault):
    vars(base).update(fault)
    start = time.monotonic()
    response = reader(UserFactory()).get(URL, {"q": "8 rue pasteur"})
    assert response.status_code == 200
    assert 'role="option"' not in response.content.decode()
    assert time.monotonic() - start < 2


def test_a_question_it_refuses_is_no_failure(base):
    base.reply = (400, JSON, b"{}")
    assert directory.search("rue de") == ()
    assert not gate.is_closed(ADDRESSES)


@pytest.mark.parametrize(
    "row",
    [
        feature("Main Street", "SW1A 1AA", "London"),
        feature("Rue Neuve", "1000", "Bruxelles"),
        feature("Rue Neuve", None, "Bruxelles"),
        feature("Rue Neuve", "69007", ""),
        feature("Rue Neuve", 69007, {"a": 1}),
        {"type": "Feature", "properties": None},
        "nonsense",
    ],
)
def test_an_address_outside_of_france_or_half_told_is_left_out(base, row):
    base.reply = (200, JSON, body(row, feature("8 Rue Pasteur", "69007", "Lyon")))
    assert directory.search("rue") == (LYON,)


def test_a_choice_fills_street_postcode_and_town(base):
    base.reply = (200, JSON, body(feature('8 Rue "des <Lilas>"', "69007", "Lyon")))
    page = reader(UserFactory()).get(URL, {"q": "8 rue des lilas"}).content.decode()
    fill = page[page.index('data-fill="') + 11 :].split('"')[0].replace("&quot;", '"').replace("&lt;", "<")
    assert json.loads(fill.replace("&gt;", ">")) == {
        "address": '8 Rue "des <Lilas>"',
        "postal_code": "69007",
        "city": "Lyon",
    }
    assert "<Lilas>" not in page


@pytest.mark.parametrize("role", ["partner", "client", "presales"])
def test_only_those_who_type_addresses_may_ask(role):
    assert reader(UserFactory(role=role)).get(URL, {"q": "rue"}).status_code == 403


def test_fictional_streets_keep_the_number_one_typed(settings):
    settings.ADDRESS_DIRECTORY = "fictional"
    cache.clear()
    assert directory.search("12 bis, jean jaures 69003")[0] == Address("12 bis avenue Jean-Jaurès", "69003", "Lyon")
    assert directory.search("Givo", towns=True) == (Address("", "69700", "Givors"),)
    assert directory.search("panne") == ()
    assert gate.is_closed(ADDRESSES)


def test_completion_may_be_switched_off(settings):
    settings.ADDRESS_DIRECTORY = "off"
    cache.clear()
    assert directory.search("8 rue pasteur") == ()
    assert not gate.is_closed(ADDRESSES)
