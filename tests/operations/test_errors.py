"""When something fails for real: the right page, a reference that the logs know, and a way out."""

import logging
import re

import pytest
from django.db import close_old_connections, connection
from django.urls import include, path

from portal.access.decorators import public
from portal.accounts.models import User
from portal.core.plumbing.logs import Masked, WithRequestId
from tests.client import StrictClient
from tests.factories.accounts import UserFactory
from tests.factories.contracts import ContractFactory

ERRORS = ["portal.ui.errors.bad_request", "portal.ui.errors.permission_denied", "portal.ui.errors.not_found"]


@public("a page that fails, for this test")
def failing(request):
    raise RuntimeError("secret")


@public("a page that loses its database half-way, for this test")
def cut(request):
    User.objects.exists()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
    raise AssertionError("the connection was cut, yet the page went on")


urlpatterns = [path("panne/", failing), path("coupure/", cut), path("", include("portal.urls"))]
handler400, handler403, handler404 = ERRORS
handler500 = "portal.ui.errors.server_error"


@pytest.fixture
def broken(client, settings):
    """A client that reads error pages as people do."""
    settings.ROOT_URLCONF = __name__
    client.raise_request_exception = False
    return client


@pytest.fixture
def log_lines():
    """The lines of the log with the id that the console shows."""
    lines = []

    class Kept(logging.Handler):
        def emit(self, record):
            WithRequestId().filter(record)
            Masked().filter(record)
            lines.append(f"[{record.request_id}] {record.getMessage()}")

    handler = Kept()
    loggers = [logging.getLogger("django"), logging.getLogger()]
    for logger in loggers:
        logger.addHandler(handler)
    yield lines
    for logger in loggers:
        logger.removeHandler(handler)


def reference_of(response) -> str:
    return re.search(r"référence ([0-9a-f]{12})", response.content.decode()).group(1)


def test_a_failure_gives_a_reference_that_the_logs_know_and_the_support_page_keeps(broken, db, log_lines):
    response = broken.get("/panne/")
    assert response.status_code == 500
    assert "secret" not in response.content.decode()
    reference = reference_of(response)
    assert any(line.startswith(f"[{reference}]") and "/panne/" in line for line in log_lines)
    assert f'href="/support/?reference={reference}"' in response.content.decode()
    page = broken.get(f"/support/?reference={reference}").content.decode()
    assert reference in page
    assert "Cette référence nous permet de retrouver l’erreur" in page


def test_the_support_page_on_its_own_has_a_reference_that_the_logs_know(client, db, log_lines):
    response = client.get("/support/")
    reference = response["X-Request-ID"]
    assert reference in response.content.decode()
    assert any(line.startswith(f"[{reference}]") for line in log_lines)


@pytest.mark.parametrize("given", ["<script>", "x" * 12, "é" * 12, "0" * 13, "%0d%0aSet-Cookie:a=b"])
def test_a_reference_nobody_gave_is_not_repeated(client, db, given):
    response = client.get(f"/support/?reference={given}")
    assert response.context["reference"] == response["X-Request-ID"]


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/n-existe-pas/", 404, "Cette page n’existe pas"),
        ("/back-office/", 403, "Vous n’avez pas accès"),
        ("/contrats/?q=%00", 400, "est incorrecte"),
        ("/contrats/CT-2026-999999/code/", 405, "ne s’ouvre pas directement"),
    ],
)
def test_real_addresses_answer_in_the_portals_own_voice(broken, db, login, address, status, words):
    response = login(UserFactory()).get(address)
    html = response.content.decode()
    assert response.status_code == status
    assert words in html
    assert f"Erreur {status}" in html
    assert 'href="/"' in html
    assert reference_of(response) == response["X-Request-ID"]


def test_a_host_that_is_not_ours_gets_a_page_too(broken, db):
    response = broken.get("/connexion/", headers={"Host": "evil.example"})
    assert response.status_code == 400
    assert "evil.example" not in response.content.decode()


def test_a_forged_form_is_told_to_be_loaded_again(db):
    client = StrictClient(enforce_csrf_checks=True)
    response = client.post("/connexion/", {"login": "a"})
    assert response.status_code == 403
    assert "Ce formulaire a expiré" in response.content.decode()


@pytest.fixture
def database_away():
    """Nobody listens where the database is expected, as when PostgreSQL is stopped."""
    port = connection.settings_dict["PORT"]

    def away():
        connection.close()
        connection.settings_dict["PORT"] = "1"

    yield away
    connection.settings_dict["PORT"] = port
    connection.close()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("address", ["/connexion/", "/contrats/", "/"])
def test_without_its_database_the_portal_says_when_to_come_back(broken, login, database_away, address):
    user = UserFactory()
    ContractFactory(owner=user)
    client = login(user)
    database_away()
    response = client.get(address)
    assert (response.status_code, response["Retry-After"]) == (503, "10")
    assert "revient dans un instant" in response.content.decode()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_database_that_goes_half_way_is_a_503_and_the_next_page_works(broken, login):
    client = login(UserFactory())
    response = client.get("/coupure/")
    assert (response.status_code, response["Retry-After"]) == (503, "10")
    close_old_connections()
    assert client.get("/documents/").status_code == 200
