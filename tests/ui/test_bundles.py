"""Each layout asks for one style sheet and one script, made of the files that people write."""

import os
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from portal.ui import bundles
from tests.browsing import layout_shift
from tests.factories.accounts import UserFactory
from tests.factories.contracts import ContractFactory

STATIC = Path(settings.BASE_DIR) / "static"
MOST_REQUESTS = 12


@pytest.mark.parametrize("name", bundles.BUNDLES)
def test_a_bundle_holds_each_of_its_files(name):
    text = Path(finders.find(name)).read_text()
    for source in bundles.BUNDLES[name]:
        assert (STATIC / source).read_text().strip() in text, source


def test_bundles_are_collected_with_the_other_files():
    listed = {path for path, _storage in bundles.BundleFinder().list([])}
    assert listed == set(bundles.BUNDLES)
    assert not any((STATIC / name).exists() for name in bundles.BUNDLES)


def test_bundled_scripts_neither_import_nor_export():
    scripts = [source for name, sources in bundles.BUNDLES.items() if name.endswith(".js") for source in sources]
    assert scripts
    for source in scripts:
        assert not re.search(r"^\s*(import|export)\b", (STATIC / source).read_text(), re.MULTILINE), source


def test_a_changed_file_is_in_the_next_bundle(tmp_path, monkeypatch, settings):
    settings.VAR_DIR, settings.BASE_DIR = tmp_path / "var", tmp_path
    source = tmp_path / "static/css/one.css"
    source.parent.mkdir(parents=True)
    source.write_text("a { color: red }")
    monkeypatch.setitem(bundles.BUNDLES, "css/new.css", ("css/one.css",))
    made = bundles.written("css/new.css")
    assert "red" in made.read_text()
    source.write_text("a { color: blue }")
    later = made.stat().st_mtime_ns + 1_000_000_000
    os.utime(source, ns=(later, later))
    assert "blue" in bundles.written("css/new.css").read_text()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_list_is_drawn_in_few_requests_and_does_not_move(visit):
    agent = UserFactory()
    for name in ("Martin", "Perrin", "Roux"):
        ContractFactory(awaiting_client=True, owner=agent, last_name=name)
    page = visit("/aide/", as_=agent)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(re.sub(r"/aide/.*", "/contrats/", page.url))
    page.wait_for_load_state("networkidle")
    assert len(asked) <= MOST_REQUESTS, asked
    assert layout_shift(page) < 0.01
