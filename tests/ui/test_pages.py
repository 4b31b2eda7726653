"""The gallery, the theme, the error pages and the menu."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.db.transaction import TransactionManagementError
from django.http import Http404
from django.test import override_settings
from django.urls import include, path
from django.views.decorators.http import require_POST

from portal.core.plugs.menu import MenuEntry
from portal.ui import context_processors, errors
from portal.ui import urls as ui_urls
from tests.factories.accounts import UserFactory


def failing(error):
    def view(request):
        raise error

    view.login_required = False
    return view


def broken_by_a_loss(request):
    try:
        raise OperationalError("secret")
    except OperationalError:
        raise TransactionManagementError("the transaction is broken")  # noqa: B904 - as Django does


broken_by_a_loss.login_required = False


@require_POST
def form_only(request):
    """Never reached: only the answer to a GET is looked at."""


form_only.login_required = False
urlpatterns = [
    path("405/", form_only),
    path("transaction/", broken_by_a_loss),
    path("400/", failing(SuspiciousOperation())),
    path("403/", failing(PermissionDenied())),
    path("404/", failing(Http404())),
    path("500/", failing(RuntimeError("secret"))),
    path("503/", failing(OperationalError("secret"))),
    *ui_urls.urlpatterns,
    path("", include("portal.urls")),  # where the menu and the foot of the page lead
]
handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.not_found
handler500 = errors.server_error


@pytest.fixture
def failures(client):
    client.raise_request_exception = False
    with override_settings(ROOT_URLCONF=__name__):
        yield client


@pytest.fixture
def agent(db):
    return UserFactory()


@pytest.mark.parametrize("address", ["", "client/", "connexion/"])
def test_the_gallery_shows_every_component_to_anybody(client, db, address):
    response = client.get(f"/_ui/{address}")
    assert response.status_code == 200
    assert "Comptoir</title>" in response.content.decode()


@pytest.mark.parametrize("status", [400, 403, 404, 500, 503])
def test_errors_are_told_in_french_without_their_cause(failures, db, status):
    response = failures.get(f"/{status}/")
    html = response.content.decode()
    assert response.status_code == status
    assert f"Erreur {status}" in html
    assert "secret" not in html
    assert response["X-Request-ID"] in html


@pytest.mark.parametrize(("address", "status"), [("/403/", 403), ("/404/", 404), ("/nulle-part/", 404), ("/405/", 405)])
def test_forbidden_page_keeps_the_menu(failures, agent, address, status):
    failures.force_login(agent)
    response = failures.get(address)
    html = response.content.decode()
    assert response.status_code == status
    assert 'class="sidebar"' in html
    assert html.count("<h1>") == 1
    assert f"Erreur {status} · référence {response['X-Request-ID']}" in html
    assert f'href="/support/?reference={response["X-Request-ID"]}"' in html


def test_an_expired_form_and_too_many_tries_keep_it_too(rf, agent, failures):
    request = rf.post("/", headers={"Accept": "text/html"})
    request.user, request.id = agent, "abc"
    for answer, status in ((errors.csrf_failure(request), 403), (errors.too_many(request), 429)):
        assert answer.status_code == status
        assert 'class="sidebar"' in answer.content.decode()


@pytest.mark.parametrize("address", ["/403/", "/404/", "/405/"])
def test_a_visitor_sees_no_menu_there(failures, db, address):
    html = failures.get(address).content.decode()
    assert 'class="sidebar"' not in html
    assert "Retour à l’accueil" in html


def test_server_error_page_needs_no_menu_and_no_database(failures, agent, django_assert_num_queries):
    failures.force_login(agent)
    with django_assert_num_queries(2):  # session and reader, before it failed
        html = failures.get("/500/").content.decode()
    assert 'class="sidebar"' not in html


def test_a_database_lost_while_the_menu_is_drawn_says_when_to_come_back(failures, agent, monkeypatch):
    def away(user):
        raise OperationalError("secret")

    monkeypatch.setattr(context_processors.menu, "entries_for", away)
    failures.force_login(agent)
    response = failures.get("/404/")
    assert response.status_code == 503
    assert "secret" not in response.content.decode()


def test_a_database_away_says_when_to_come_back(failures, db):
    assert failures.get("/503/")["Retry-After"] == "10"


def test_so_does_a_transaction_broken_by_the_loss(failures, db):
    assert failures.get("/transaction/").status_code == 503


def test_a_form_that_expired_says_what_to_do(rf):
    request = rf.post("/")
    request.user = AnonymousUser()
    html = errors.csrf_failure(request).content.decode()
    assert "Ce formulaire a expiré" in html


def test_a_failure_of_the_error_page_still_answers(rf, monkeypatch):
    def broken(*args):
        raise ValueError("no such file in the manifest")

    monkeypatch.setattr(errors, "render_to_string", broken)
    response = errors.server_error(rf.get("/"))
    assert response.status_code == 500
    assert "Une erreur est survenue" in response.content.decode()


def test_the_chosen_theme_is_kept_and_rendered_by_the_server(client, db):
    response = client.post("/_ui/apparence/", {"theme": "dark", "next": "/_ui/?a=1"})
    assert response.status_code == 302
    assert response["Location"] == "/_ui/?a=1"
    assert 'data-theme="dark"' in client.get("/_ui/").content.decode()


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_choosing_a_theme_leads_nowhere_else(client, db, elsewhere):
    assert client.post("/_ui/apparence/", {"theme": "dark", "next": elsewhere})["Location"] == "/"


def test_a_theme_nobody_drew_is_refused(client, db):
    assert client.post("/_ui/apparence/", {"theme": '"><script>'}).status_code == 400
    client.cookies["theme"] = "pink"
    assert "data-theme=" not in client.get("/_ui/").content.decode()


def test_changing_the_theme_takes_a_post(client, db):
    assert client.get("/_ui/apparence/").status_code == 405


def test_the_menu_marks_the_page_one_is_on(rf, monkeypatch):
    entries = [
        MenuEntry("Composants", "ui_gallery", "home", active_prefix="/_ui/"),
        MenuEntry("Disparue", "no_such_page", "home"),
        MenuEntry("Client", "ui_gallery_client", "user", active_prefix="/ailleurs/", count=lambda user: 3),
    ]
    monkeypatch.setattr(context_processors.menu, "entries_for", lambda user: entries)
    request = rf.get("/_ui/")
    request.user = AnonymousUser()
    links = context_processors.menu_links(request)
    assert [(link.label, link.active, link.count) for link in links] == [
        ("Composants", True, ""),
        ("Client", False, "3"),
    ]
