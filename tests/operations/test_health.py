import pytest
from django.db import OperationalError

from portal.core.plumbing import health


@pytest.fixture(autouse=True)
def just_started(monkeypatch):
    monkeypatch.setattr(health, "_applied", False)


def test_a_living_process_answers_without_a_database(client):
    """No database fixture: a query would fail the test."""
    response = client.get("/sante/vivant")
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.django_db
def test_a_ready_portal_says_so(client):
    response = client.get("/sante/pret")
    assert response.status_code == 200
    told = response.json()
    assert (told["base"], told["migrations"]) == ("ok", "ok")
    assert set(told) == {"base", "migrations", "courtier", "messages", "planificateur", "ouvriers", "secondes"}


def test_a_portal_without_database_is_not_ready(client, monkeypatch):
    def cut():
        raise OperationalError

    monkeypatch.setattr("portal.core.plumbing.health.connection.cursor", cut)
    response = client.get("/sante/pret")
    assert response.status_code == 503
    told = response.json()
    assert told["base"] == "en panne"
    assert told["messages"] == "inconnu"
    assert response.headers["Retry-After"] == "10"


@pytest.mark.django_db
def test_a_portal_whose_tables_are_old_is_not_ready(client, monkeypatch):
    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda *_: ["0002"])
    response = client.get("/sante/pret")
    assert response.status_code == 503
    assert response.json()["migrations"] == "à appliquer"
