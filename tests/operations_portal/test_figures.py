"""`/metrics`: figures for Prometheus, behind a token, without anybody's name."""

import re
import urllib.error
import urllib.request

import pytest
from django.db import connection

from portal.operations import heartbeats
from tests.factories.accounts import UserFactory
from tests.factories.contracts import ContractFactory
from tests.factories.messages import queued_sms
from tests.faults.machine import free_ports
from tests.operations_portal.processes import started, until

TOKEN = "jeton-de-mesure-assez-long-pour-servir"


def value(text: str, name: str) -> float:
    found = re.search(rf"^{re.escape(name)} (\S+)$", text, re.MULTILINE)
    assert found, f"{name} is not in\n{text}"
    return float(found.group(1))


@pytest.fixture
def figures(client, settings):
    settings.METRICS_TOKEN = TOKEN
    return lambda: client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).content.decode()


def test_without_a_token_there_is_no_such_page(client):
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


@pytest.mark.parametrize("given", ["", "Bearer", "Bearer wrong", "Basic " + TOKEN, TOKEN])
def test_another_token_opens_nothing(client, settings, given):
    settings.METRICS_TOKEN = TOKEN
    answer = client.get("/metrics", headers={"Authorization": given})
    assert (answer.status_code, answer.content) == (401, b"")


@pytest.mark.django_db
def test_pages_are_counted_by_view_never_by_path(figures, login):
    reader = login(UserFactory())
    before = figures()
    name = 'comptoir_requests_total{status="2xx",view="contracts:list"}'
    start = value(before, name) if name in before else 0
    for _ in range(3):
        reader.get("/contrats/?q=06 12 34 56 78")
    after = figures()
    assert value(after, name) == start + 3
    assert 'comptoir_request_seconds_count{view="contracts:list"}' in after
    assert "06 12" not in after


@pytest.mark.django_db
def test_what_waits_and_what_is_signed_is_told(figures):
    ContractFactory(awaiting_back_office=True)
    queued_sms()
    heartbeats.beat("beat")
    text = figures()
    assert value(text, 'comptoir_messages_waiting{channel="sms"}') >= 1
    assert value(text, "comptoir_signatures_last_day") == 1
    assert value(text, "comptoir_messages_lost") == 0
    assert value(text, 'comptoir_sign_of_life_seconds{name="beat"}') < 5
    assert value(text, 'comptoir_service_state{service="base"}') == 0
    assert "+336" not in text


@pytest.mark.postgres
@pytest.mark.slow
def test_two_web_processes_are_one_in_the_figures(transactional_db, tmp_path):
    connection.close()
    port = str(*free_ports(1))
    address = f"http://127.0.0.1:{port}"
    variables = {"PORT": port, "HOST": "127.0.0.1", "WEB_WORKERS": "2", "METRICS_TOKEN": TOKEN}
    command = ("gunicorn", "--config", "portal/server.py", "portal.wsgi")
    with started(*command, folder=tmp_path, name="web", **variables):
        until(lambda: _opens(f"{address}/sante/vivant"), seconds=60, what="the portal answers")
        for _ in range(40):
            urllib.request.urlopen(f"{address}/sante/vivant").close()
        request = urllib.request.Request(f"{address}/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
        told = set()
        for _ in range(6):
            with urllib.request.urlopen(request) as answer:
                told.add(value(answer.read().decode(), 'comptoir_requests_total{status="2xx",view="alive"}'))
    assert len(told) == 1
    assert told.pop() >= 41


def _opens(address: str) -> bool:
    try:
        urllib.request.urlopen(address, timeout=5).close()
    except (urllib.error.URLError, OSError):
        return False
    return True
