"""The token is with its reader only: not in the database, not in logs, not in a Referer, not in a cache."""

import logging
import runpy
from pathlib import Path

import pytest

from portal.core.plumbing.logs import Masked
from portal.links import making
from portal.links.models import SecureLink
from tests.codes.test_secrecy_of_codes import every_value
from tests.factories.accounts import OrganisationFactory

CONTINUE = {"passage": "1"}


def test_the_token_is_nowhere_in_the_database(client, post):
    given = post.send()
    client.post(given.url, CONTINUE, follow=True)
    assert [table for table, value in every_value() if given.token in value] == []


def test_a_token_has_256_bits_and_its_digest_needs_the_key(post, settings):
    given = post.send()
    assert len(given.token) == 43
    assert given.link.token_hash == making.digest_of(given.token)
    settings.DATA_KEY = "another key"
    assert given.link.token_hash != making.digest_of(given.token)


def test_the_access_lines_of_the_server_hold_no_address(post):
    """What `ACCESS_LOG` writes comes from gunicorn itself, past the filters of our own lines."""
    path = Path(post.send().url)
    written = runpy.run_path("portal/server.py")["access_log_format"]
    line = written % _Atoms({"r": f"GET {path} HTTP/1.1", "U": path, "f": f"https://portail{path}", "q": path})
    assert path.name not in line


class _Atoms(dict):
    def __missing__(self, name: str) -> str:
        return "-"


def test_log_lines_leave_the_token_out(client, post, caplog):
    given = post.send()
    caplog.handler.addFilter(Masked())
    caplog.set_level(logging.DEBUG)
    making.revoke(given.about, given.link.purpose)
    client.get(given.url)
    assert "Gone: /l/…/" in caplog.text
    assert given.token not in caplog.text


@pytest.mark.parametrize("path", ["{url}", "{url}fin/", "/l/unknown/"])
def test_no_answer_of_a_link_is_kept_or_told_to_the_next_site(client, post, path):
    given = post.send()
    for answer in (client.get(path.format(url=given.url)), client.post(path.format(url=given.url), CONTINUE)):
        assert answer["Referrer-Policy"] == "strict-origin"
        assert "no-store" in answer["Cache-Control"]
        assert "noindex" in answer["X-Robots-Tag"]


def test_the_page_behind_the_gate_is_kept_by_no_cache_either(client, post):
    given = post.send()
    answer = client.post(given.url, CONTINUE, follow=True)
    assert answer["Cache-Control"] == "private, no-store"


def test_the_session_gets_a_new_key_at_the_gate(client, post):
    given = post.send("tests.person")
    client.session.save()
    before = client.session.session_key
    client.post(given.url, CONTINUE | {"birth_date": "1/2/1980"})
    assert client.session.session_key != before


def test_the_address_comes_from_the_settings_not_from_the_request(client, post, settings):
    settings.PUBLIC_BASE_URL = "https://portail.example"
    assert making.url_for("abc") == "https://portail.example/l/abc/"


def test_a_link_needs_a_purpose_and_a_life(post):
    about = OrganisationFactory()
    with pytest.raises(LookupError):
        making.make(purpose="tests.unknown", about=about, days=1)
    with pytest.raises(ValueError, match="lives"):
        making.make(purpose="tests.plain", about=about)


def test_revoking_ends_the_links_of_one_purpose_about_one_thing(post):
    first, other = post.send(), post.send("tests.person", code="autre")
    assert making.revoke(first.about, "tests.plain") == 1
    assert making.revoke(first.about, "tests.plain") == 0
    assert list(SecureLink.objects.alive()) == [other.link]
