"""Who sees what: every address of an object, as every role. What is not theirs answers exactly as what is not there."""

import re
from itertools import product
from urllib.parse import quote

import pytest
from django.db import connection
from django.db.models import Model
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from catalog.library.models import Document
from contracts.models import Contract
from contracts.sales.enums import Status
from crm.models import Client
from portal.access.roles import Role
from portal.accounts.models import User
from portal.audit.models import Event
from portal.codes.models import Lock
from portal.exchange.models import BulkJob, ExportJob, SavedView
from portal.messaging.models import DemoDelivery, Message
from tests.security.addresses import Address, every_address
from tests.security.objects import METHODS, MISSING, NOBODYS, WITH_PLACES, WITHOUT_OWNER, kind_of, model_of, path_to
from tests.security.world import SECRET

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def leads_to(world) -> dict[str, type[Model]]:
    """What each address leads to, by its name."""
    browsers = []
    for role in (Role.BACK_OFFICE, *(role for role in Role if role != Role.BACK_OFFICE)):
        browsers.append(Browser())
        browsers[-1].force_login(world.people[role])
    found = {address.name: model_of(address, browsers) for address in WITH_PLACES}
    return {name: model for name, model in found.items() if model}


def test_every_address_of_an_object_is_looked_at(leads_to):
    unknown = [a.name for a in WITH_PLACES if a.name not in leads_to and a.name not in NOBODYS]
    assert unknown == [], "no query tells what these lead to: say it in tests/security/objects.py"
    assert len(leads_to) > 40


def test_there_is_one_of_everything_that_somebody_else_owns(leads_to, world):
    """Without one nothing would be asked below."""
    missing = {model.__name__ for model in leads_to.values() if not world.foreign.get(model)} - WITHOUT_OWNER
    assert missing == set(), "make one of these in tests/security/world.py"


def foreign_to(person: User, rows: list[Model], address: Address) -> list[Model]:
    """Of what belongs to the other agency, what `person` may not see; the rule is asked of the models themselves."""
    if not rows:
        return []
    model = type(rows[0])
    keys = [row.pk for row in rows]
    office = person.role == Role.BACK_OFFICE
    if hasattr(model.objects, "visible_to"):
        seen = set(model.objects.visible_to(person).filter(pk__in=keys).values_list("pk", flat=True))
    elif model is Message and not address.name.startswith("operations:"):
        seen = set(Message.objects.notices_of(person).values_list("pk", flat=True))
    else:
        seen = set(keys) if model in (Lock, Message) and office else set()
    return [row for row in rows if row.pk not in seen]


def place_of(row: Model, kind: str):
    return row.number if kind == "number" else row.pk


def told(browser, method: str, path: str) -> tuple:
    """What an answer tells: its status, where it leads, its words; without what differs each time."""
    answer = getattr(browser, method)(path)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    text = body.decode(errors="replace").replace(path, "PATH").replace(quote(path, safe=""), "PATH")
    text = re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]*"', "", text)
    text = re.sub(r"\b[0-9a-f]{12}\b", "REFERENCE", text)
    return answer.status_code, answer.headers.get("Location", "").replace(path, "PATH"), text


@pytest.mark.parametrize("role", list(Role))
def test_what_is_not_theirs_answers_as_what_is_not_there(client_of, world, leads_to, role, menu_counted_once):
    person, wrong, asked = world.people[role], [], 0
    browser = client_of(person)
    before = snapshot()
    for address in WITH_PLACES:
        if (model := leads_to.get(address.name)) is None:
            continue
        kind = kind_of(address)
        rows = [row for row in foreign_to(person, world.foreign.get(model, []), address) if place_of(row, kind)]
        gone = path_to(address, kind, MISSING[kind])
        nothing = {method: told(browser, method, gone) for method in METHODS if rows}
        for row in distinct(rows):
            here = path_to(address, kind, place_of(row, kind))
            with CaptureQueriesContext(connection) as queries:
                for method in METHODS:
                    answers = told(browser, method, here), nothing[method]
                    asked += 1
                    if answers[0] != answers[1] or SECRET in answers[0][2]:
                        wrong.append(f"{method} {here}: {difference(*answers)}")
            if not asks_for(queries, place_of(row, kind)):
                break  # refused before any row is read: the other rows would tell nothing new
    assert wrong == [], "\n".join(wrong)
    assert asked > 10 or role == Role.BACK_OFFICE
    assert snapshot() == before, "something was written"


def asks_for(queries: CaptureQueriesContext, place) -> bool:
    """Return whether any query bears the number, key or identifier of the object, as SQLite or PostgreSQL writes it."""
    value = re.compile(rf"[=(,] ?'?({place}|{str(place).replace('-', '')})'?(?:::uuid)?(?![^ ,)])")
    return any(value.search(query["sql"]) for query in queries)


def test_a_view_that_reads_the_object_is_known_by_its_queries(client_of, world):
    """The control: without it, a view that reads rows could be asked about one of them only."""
    browser = client_of(world.people[Role.AGENT])
    draft = next(row for row in world.foreign[Contract] if row.status == Status.DRAFT)
    export = world.foreign[ExportJob][0]
    for path, place in ((f"/contrats/brouillons/{draft.pk}/", draft.pk), (f"/exports/{export.pk}/", export.pk)):
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(path).status_code == 404
        assert asks_for(queries, place), path
        assert not asks_for(queries, MISSING["int"])


def difference(here: tuple, gone: tuple) -> str:
    """The first words that differ."""
    if here[:2] != gone[:2]:
        return f"{here[:2]} instead of {gone[:2]}"
    at = next((n for n, (a, b) in enumerate(zip(here[2], gone[2], strict=False)) if a != b), 0)
    return f"{here[2][max(0, at - 60) : at + 60]!r} instead of {gone[2][max(0, at - 60) : at + 60]!r}"


def distinct(rows: list[Model]) -> list[Model]:
    """One row per status, channel, state and owner: they take different ways through the views."""
    ways = ("status", "channel", "state", "owner_id")
    return list({tuple(getattr(row, way, None) for way in ways): row for row in rows}.values())


def snapshot() -> tuple:
    """What nobody may change who cannot see it."""
    contracts = Contract.objects.order_by("pk").values_list("pk", "status", "version", "phone", "owner")
    others = [model.objects.count() for model in (Client, Document, SavedView, ExportJob, BulkJob, Event)]
    return list(contracts), others


@pytest.fixture
def client_of():
    def signed_in(person):
        browser = Browser()
        browser.force_login(person)
        return browser

    return signed_in


LISTS = [
    *("/", "/contrats/", "/contrats/?q=zzyzx", "/clients/", "/clients/?q=zzyzx", "/recherche/?q=zzyzx"),
    *("/documents/", "/documents/?q=zzyzx", "/notifications/", "/exports/", "/back-office/"),
    *("/contrats/suggestions/?q=zzyzx", "/contrats/suggestions/?champ=conseiller&q=zzyzx"),
    *("/clients/suggestions/?q=zzyzx", "/contrats/export/?format=csv", "/contrats/export/?q=zzyzx&format=csv"),
]


def test_no_list_count_or_search_tells_of_the_other_agency(client_of, world):
    for role, path in product([role for role in Role if role != Role.BACK_OFFICE], LISTS):
        browser = client_of(world.people[role])
        answer = browser.get(path)
        assert answer.status_code in (200, 302, 400, 403, 404), (path, answer.status_code)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert SECRET.lower() not in body.decode().lower(), path


def test_the_back_office_sees_the_secret_so_the_lists_above_could_have_shown_it(client_of, world):
    browser = client_of(world.people[Role.BACK_OFFICE])
    shown = [
        path for path in ("/contrats/", "/clients/", "/documents/") if SECRET in browser.get(path).content.decode()
    ]
    assert shown == ["/contrats/", "/clients/", "/documents/"]


def test_the_administration_is_shut_to_all_but_those_who_work_there(client_of, world):
    browsers = [client_of(person) for role, person in world.people.items() if role != Role.BACK_OFFICE]
    pages = [address for address in every_address() if address.pattern.startswith("admin/")]
    for browser, address in product(browsers, pages):
        answer = browser.get(address.filled(lambda kind, name: {"app_label": "contracts"}.get(name, 1)))
        assert answer.status_code in (302, 403, 404, 405), (address.pattern, answer.status_code)
        assert SECRET not in answer.content.decode()


def test_a_draft_of_somebody_else_is_not_there_even_for_the_back_office(client_of, world):
    draft = next(row for row in world.foreign[Contract] if row.status == Status.DRAFT)
    browser = client_of(world.people[Role.BACK_OFFICE])
    for path in (f"/contrats/brouillons/{draft.pk}/", f"/contrats/brouillons/{draft.pk}/suppression/"):
        assert browser.get(path).status_code in (403, 404)
        assert browser.post(path).status_code in (403, 404)
    assert Contract.objects.filter(pk=draft.pk).exists()


def test_nobody_signed_in_is_led_to_the_door_everywhere(world, leads_to):
    browser = Browser()
    for address in WITH_PLACES:
        if (model := leads_to.get(address.name)) is None or model is DemoDelivery:
            continue
        kind = kind_of(address)
        for value in [*(place_of(row, kind) for row in distinct(world.foreign.get(model, []))), MISSING[kind]]:
            if value is None:
                continue
            for method in METHODS:
                answer = getattr(browser, method)(path_to(address, kind, value))
                assert answer.status_code == 302, (address.pattern, answer.status_code)
                assert answer.headers["Location"].startswith("/connexion/?next=")
