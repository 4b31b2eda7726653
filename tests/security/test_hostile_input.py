"""Malformed requests over every address, as anonymous, agent and back-office: never a 500, nothing told.

The seed is fixed: a failure comes back with the same request. `make hostile` sends ten thousand, with another seed.
"""

import os
import re
import traceback
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.utils.datastructures import MultiValueDict
from django.utils.http import urlencode

from portal.access.roles import Role
from tests.security.addresses import every_address
from tests.security.garbage import Generator

pytestmark = pytest.mark.django_db
SEED = 20_260_101
DEFAULT, FULL = 2_000, 10_000
READERS = [None, Role.AGENT, Role.BACK_OFFICE]
LEAKS = re.compile(
    rb"Traceback|django\.(?:core|db|http|utils|views)|psycopg|sqlite3|site-packages|SECRET_KEY|<script>alert\(1\)|root:x:0"
)
# Own accounts and codes are left alone by name: what logs the attacker out would end the attack.
ENDS_THE_SESSION = {"account_logout"}
ADDRESSES = [address for address in every_address() if address.name not in ENDS_THE_SESSION]


@pytest.fixture
def attackers(world):
    """A browser per reader; errors come back as answers, as they would from a server."""
    browsers = {}
    for role in READERS:
        browsers[role] = Client(raise_request_exception=False)
        if role:
            browsers[role].force_login(world.people[role])
    return browsers


def names_on(html: str) -> list[str]:
    """Parameters a page itself speaks of: its fields and its links."""
    fields = re.findall(r'name="([^"]{1,40})"', html)
    return sorted({*fields, *re.findall(r"[?&](\w{1,30})=", html)})


def send(browser, request):
    """Ask; gives the answer. What the client itself refuses to build never reaches a server."""
    address = f"{request.path}?{urlencode(request.query)}"
    options = {"REQUEST_METHOD": request.method, **request.headers}
    if request.body:
        kind, data = request.body
        return browser.generic(request.method, address, data, content_type=kind, **options)
    if request.method == "POST":
        return browser.post(address, MultiValueDict(_grouped(request.form)), **options)
    return browser.generic(request.method, address, urlencode(request.form).encode(), **options)


def _grouped(pairs) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    for name, value in pairs:
        grouped.setdefault(name, []).append(value)
    return grouped


def leads_away(location: str) -> bool:
    """Whether a browser that follows `location` would leave the portal."""
    parts = urlsplit(location.replace("\\", "/"))
    return bool(parts.scheme not in ("", "http", "https") or parts.netloc not in ("", "testserver"))


def last_lines(answer) -> str:
    """Where an error came from, for whoever reads the failure."""
    error = getattr(answer, "exc_info", None)
    return "\n    " + "    ".join(traceback.format_exception(*error)[-3:]) if error else ""


def attack(world, attackers, count: int, seed: int = SEED) -> list[str]:
    """Send `count` requests in turn to every address as each reader; gives what went wrong, one line each."""
    known, known_names, wrong = world.everything(), {}, []
    generator = Generator(seed, known)
    for number in range(count):
        address = ADDRESSES[number % len(ADDRESSES)]
        role = READERS[number // len(ADDRESSES) % len(READERS)]
        browser, person = attackers[role], world.people.get(role)
        if (address, role) not in known_names:
            plain = browser.get(address.filled(lambda kind, _name: (known.get(kind) or ["a"])[0]))
            known_names[address, role] = names_on(plain.content.decode(errors="replace")) if not plain.streaming else []
        request = generator.request(address, known_names[address, role])
        answer = send(browser, request)
        body = b"" if answer.streaming else answer.content
        if answer.status_code >= 500 or (leak := LEAKS.search(body)):
            what = answer.status_code if answer.status_code >= 500 else f"says {leak.group()!r}"
            wrong.append(f"{what}: {role or 'anonymous'} {request}"[:700] + last_lines(answer))
        if leads_away(answer.headers.get("Location", "")):
            wrong.append(f"leads to {answer.headers['Location']}: {role} {request}"[:700])
        if person and "_auth_user_id" not in browser.session:
            browser.force_login(person)
    return wrong


@pytest.mark.slow
@pytest.mark.skipif(connection.vendor == "postgresql", reason="the next test asks the same requests of PostgreSQL")
def test_no_malformed_request_makes_an_error(world, attackers):
    assert len(ADDRESSES) > 100
    wrong = attack(world, attackers, DEFAULT)
    assert wrong == [], "\n".join(wrong)


@pytest.mark.slow
@pytest.mark.postgres
def test_no_malformed_request_makes_an_error_on_postgresql(world, attackers):
    """PostgreSQL refuses what SQLite swallows: NUL, numbers beyond its types, text that is no date."""
    wrong = attack(world, attackers, DEFAULT)
    assert wrong == [], "\n".join(wrong)


@pytest.mark.slow
@pytest.mark.postgres
@pytest.mark.skipif("HOSTILE_SEED" not in os.environ, reason="the long form: make hostile")
def test_ten_thousand_malformed_requests_make_no_error(world, attackers):
    wrong = attack(world, attackers, FULL, seed=int(os.environ["HOSTILE_SEED"]))
    assert wrong == [], "\n".join(wrong)


def test_the_same_seed_asks_the_same_things(world):
    known = world.everything()
    first, second = Generator(1, known), Generator(1, known)
    drawn = [[generator.request(ADDRESSES[3], ["q"]) for _each in range(50)] for generator in (first, second)]
    assert drawn[0] == drawn[1]
    assert Generator(2, known).request(ADDRESSES[3], ["q"]) != drawn[0][0]


def test_an_error_would_be_seen(world, attackers, monkeypatch):
    """The control: with a view that breaks on nonsense, the same attack reports it."""
    from django.urls import path

    import portal.urls

    def careless(request):
        from django.http import HttpResponse

        return HttpResponse(str([int(value) for value in request.GET.values()]))

    careless.access = ("public", "a test")
    monkeypatch.setattr("tests.security.test_hostile_input.ADDRESSES", [_Address()])
    portal.urls.urlpatterns.append(path("imprudent/", careless))
    from django.urls import clear_url_caches

    clear_url_caches()
    try:
        assert attack(world, attackers, 30) != []
    finally:
        portal.urls.urlpatterns.pop()
        clear_url_caches()


class _Address:
    name, places = "careless", {}

    @staticmethod
    def filled(_value_of) -> str:
        return "/imprudent/"
