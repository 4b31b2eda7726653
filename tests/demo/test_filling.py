"""The demonstration is filled behind the pages: they say how far it is, an interrupted run is taken up."""

import io
import os
import subprocess
import sys
import time

import pytest
from django.conf import settings as portal_settings
from django.core.management import call_command

from contracts.demo import cast, timeline
from contracts.demo import scripts as plots
from contracts.demo.scenes import Scene
from contracts.sales.models import Contract
from portal.core.plumbing import filling
from portal.core.values import dates
from portal.demo import company
from tests.client import StrictClient
from tests.demo.conftest import quick_prints

pytestmark = pytest.mark.django_db
SCHEDULE = ((plots.validated, (5, 6, 9)), (plots.draft, (2,)))


@pytest.fixture
def var(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    return tmp_path


@pytest.fixture
def short(monkeypatch):
    quick_prints(monkeypatch)
    monkeypatch.setattr(cast, "SCHEDULE", SCHEDULE)
    return len(cast.OWN) + 4


def test_beginning_makes_accounts_and_leaves_the_rest_to_come(var):
    call_command("demo_data", begin=True, stdout=io.StringIO())
    assert filling.current().done == 0
    assert not Contract.objects.exists()
    answer = StrictClient().post("/connexion/", {"login": "agent@demo.comptoir.example", "password": company.PASSWORD})
    assert answer.status_code == 302


def test_pages_say_how_far_it_is_until_it_is_complete(var, client):
    filling.begin(dates.now())
    assert "Données de démonstration" not in client.get("/connexion/").content.decode()
    filling.note(120, 300)
    for address in ("/connexion/", "/_ui/demonstration/"):
        assert "Données de démonstration\u00a0: 120 / 300" in client.get(address).content.decode()
    filling.end()
    assert client.get("/_ui/demonstration/").content.decode().strip() == ""


@pytest.mark.usefixtures("var")
def test_an_interrupted_run_is_taken_up(short, monkeypatch):
    filling.begin(dates.now())
    play, played = timeline._play, []

    def until_the_plug_is_pulled(scene, at, step, **more):
        play(scene, at, step, **more)
        played.append(step)
        if len(played) == 12:
            raise KeyboardInterrupt

    monkeypatch.setattr(timeline, "_play", until_the_plug_is_pulled)
    with pytest.raises(KeyboardInterrupt):
        company.make_company(lambda line: None)
    begun = Contract.objects.count()
    assert 0 < begun < short
    monkeypatch.setattr(timeline, "_play", play)
    company.make_company(lambda line: None)
    assert Contract.objects.count() == short
    assert (filling.current().done, filling.current().total) == (short, short)


@pytest.mark.usefixtures("var", "short")
def test_what_is_deleted_of_a_complete_demonstration_does_not_come_back():
    company.make_company(lambda line: None)
    Contract.objects.filter(status="draft").first().delete()
    kept = Contract.objects.count()
    call_command("demo_data", begin=True, stdout=io.StringIO())
    company.make_company(lambda line: None)
    assert Contract.objects.count() == kept


def test_no_passage_leaves_a_contract_to_the_workers():
    demo = company.begin_company(lambda line: None)
    scenarios = cast.scenarios(demo.clients, demo.products, company.dice(2), dates.now())
    scenes = [Scene(scenario, None, None) for scenario in scenarios]
    steps = sorted(step for position, scene in enumerate(scenes) for step in _plain(position, scene))
    passages = list(timeline._passages(steps, scenes))
    assert sum(map(len, passages)) == len(steps)
    assert max(map(len, passages)) < 40, "a passage holds the database: somebody waits to write"
    for passage in passages:
        made = [(position, step.scene) for _at, position, _order, step in passage]
        for position, name in made:
            after = timeline.MADE_BY_WORKERS.get(name)
            if after and after in {step.scene for step in scenes[position].scenario.steps}:
                assert (position, after) in made


def _plain(position, scene):
    return [(at, position, order, step) for at, position, order, step in timeline._steps_of(position, scene.scenario)]


def test_the_process_that_fills_ends_with_the_one_that_started_it():
    script = "import threading, time; from portal.demo import behind; behind._end_with_parent()"
    environment = {
        **os.environ,
        "PYTHONPATH": str(portal_settings.BASE_DIR),
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }
    script = f"import django; django.setup(); {script}"
    process = subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, env=environment)
    time.sleep(0.2)
    assert process.poll() is None
    process.stdin.close()
    assert process.wait(timeout=60) == 1
