"""The door of the API: tokens, scopes, limits, replays, refusals as JSON."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client as Program

from crm.models import Client
from portal.api import actions
from portal.api.models import Answer, ApiToken
from portal.core.values import dates
from tests.api.conftest import Caller
from tests.factories.accounts import UserFactory
from tests.factories.clients import ClientFactory

pytestmark = pytest.mark.django_db
MOREL = {"last_name": "Morel", "first_name": "Jean", "email": "jean.morel@exemple.example"}


def sentence_of(response, status: int) -> str:
    assert response.status_code == status, response.content
    assert response["Content-Type"].startswith("application/json")
    return response.json()["detail"]


# --- who comes in ----------------------------------------------------------------------------------


@pytest.mark.parametrize("secret", ["", "x", "cpt_nobody", "cpt_" + "a" * 500])
def test_unknown_token_is_refused(db, secret):
    assert "Jeton absent" in sentence_of(Caller(secret).get("/clients"), 401)


def test_session_alone_opens_nothing(login, manager):
    assert login(manager).get("/api/v1/clients").status_code == 401


def test_revoked_and_expired_tokens_are_dead_at_once(token_of, manager):
    (revoked, one), (expired, other) = token_of(manager), token_of(manager)
    assert Caller(one).get("/clients").status_code == 200
    actions.revoke(token=revoked, by=manager)
    ApiToken.objects.filter(pk=expired.pk).update(expires_at=dates.now() - timedelta(seconds=1))
    assert Caller(one).get("/clients").status_code == Caller(other).get("/clients").status_code == 401


def test_account_that_loses_its_right_loses_the_api(caller, manager):
    program = caller(manager)
    manager.role = "agent"
    manager.save()
    assert program.get("/clients").status_code == 401
    manager.extra_rights = ["api.use"]
    manager.save()
    assert program.get("/clients").status_code == 200
    manager.is_active = False
    manager.save()
    assert program.get("/clients").status_code == 401


def test_scope_of_the_token_and_right_of_the_owner_are_both_asked(caller, manager):
    reader = caller(manager, "clients:read")
    assert "clients:write" in sentence_of(reader.post("/clients", MOREL), 403)
    presales = UserFactory(role="presales", extra_rights=["api.use"])
    assert "droit" in sentence_of(caller(presales).get("/clients"), 403)


def test_unknown_address_and_method_are_told_in_json(caller, manager):
    program = caller(manager)
    assert sentence_of(program.get("/nowhere"), 404)
    assert sentence_of(program.call("delete", "/clients"), 405)
    assert sentence_of(program.get("/clients/999999999"), 404)


def test_body_that_is_no_json_is_told(caller, manager):
    program = caller(manager)
    response = program.program.post(
        "/api/v1/clients", data="{oops", content_type="application/json", headers=program.headers
    )
    assert "JSON" in sentence_of(response, 400)


def test_too_many_calls_wait_a_minute(caller, manager, settings):
    settings.API_CALLS_PER_MINUTE = 3
    program = caller(manager)
    assert [program.get("/clients").status_code for _call in range(4)] == [200, 200, 200, 429]
    response = program.get("/clients")
    assert response["Retry-After"] == "60"
    ApiToken.objects.update(minute=dates.now() - timedelta(minutes=2))
    assert program.get("/clients").status_code == 200


# --- once --------------------------------------------------------------------------------------------


def test_same_request_twice_is_done_once(caller, manager):
    program = caller(manager)
    first = program.post("/clients", MOREL, Idempotency_Key="a1")
    again = program.post("/clients", MOREL, Idempotency_Key="a1")
    assert (first.status_code, again.status_code, again["Idempotent-Replay"]) == (201, 201, "true")
    assert first.json() == again.json()
    assert Client.objects.count() == 1


def test_other_body_under_the_same_key_is_refused(caller, manager):
    program = caller(manager)
    program.post("/clients", MOREL, Idempotency_Key="a1")
    response = program.post("/clients", MOREL | {"last_name": "Autre"}, Idempotency_Key="a1")
    assert "déjà servi" in sentence_of(response, 422)
    assert response.json()["errors"][0]["field"] == "Idempotency-Key"


def test_key_is_free_again_after_a_day_and_of_one_token_alone(caller, manager):
    program = caller(manager)
    program.post("/clients", MOREL, Idempotency_Key="a1")
    other = caller(manager).post("/clients", {"last_name": "Autre"}, Idempotency_Key="a1")
    assert other.status_code == 201
    Answer.objects.update(at=dates.now() - timedelta(hours=25))
    later = program.post("/clients", {"last_name": "Encore"}, Idempotency_Key="a1")
    assert later.status_code == 201
    assert Client.objects.count() == 3


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_same_request_by_six_at_once_is_done_once(token_of, manager):
    secret, barrier, told = token_of(manager)[1], Barrier(6), []

    def send():
        barrier.wait()
        try:
            told.append(Caller(secret).post("/clients", MOREL, Idempotency_Key="k").status_code)
        finally:
            connection.close()

    threads = [Thread(target=send) for _program in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told == [201] * 6
    assert Client.objects.count() == 1


# --- the pages --------------------------------------------------------------------------------------------


def test_token_is_shown_once_and_kept_as_a_digest(login, manager):
    client = login(manager)
    form = {"name": "Compta", "scopes": ["clients:read"], "days": "90", "key": "6f0f6a2e-1111-4222-8333-444455556666"}
    page = client.post("/compte/api/", form).content.decode()
    secret = page.partition('<code class="mono">')[2].partition("</code>")[0]
    assert secret.startswith("cpt_")
    assert Caller(secret).get("/clients").status_code == 200
    assert secret not in str(list(ApiToken.objects.values()))
    assert secret not in client.get("/compte/api/").content.decode()
    assert client.post("/compte/api/", form).status_code == 422
    assert ApiToken.objects.count() == 1


def test_owner_revokes_their_token_and_nobody_else_does(login, manager, token_of):
    token, secret = token_of(manager)
    url = f"/compte/api/{token.pk}/revocation/"
    assert login(UserFactory(manager=True)).post(url).status_code == 404
    assert login(UserFactory()).get("/compte/api/").status_code == 403
    login(manager).post(url)
    assert Caller(secret).get("/clients").status_code == 401


def test_document_and_its_page_load_nothing_from_elsewhere(db):
    program = Program()
    paths = program.get("/api/v1/openapi.json").json()["paths"]
    assert {"/api/v1/clients", "/api/v1/catalog/products", "/api/v1/partner-contracts/batches"} <= set(paths)
    page = program.get("/api/v1/docs").content.decode()
    assert "/api/v1/partner-contracts/batches" in page
    assert "cdn." not in page


def test_call_reads_the_records_of_its_owner_alone(caller, manager):
    mine, other = ClientFactory(agency=manager.organisation), ClientFactory()
    program = caller(manager)
    assert [row["id"] for row in program.get("/clients").json()["items"]] == [mine.pk]
    assert program.get(f"/clients/{other.pk}").status_code == 404
    assert program.patch(f"/clients/{other.pk}", {"version": 1, "city": "Lyon"}).status_code == 404
