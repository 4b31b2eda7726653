"""Between a link and what it leads to: nothing on GET, nothing personal before the proof, nothing after the end."""

import re
from urllib.parse import quote

import pytest

from portal.audit.models import Event
from portal.links import gate, making, purposes
from portal.links.models import SecureLink
from portal.links.purposes import Purpose
from tests.links.conftest import SECRET, everything, page

CONTINUE = {"passage": "1"}
RIGHT = CONTINUE | {"birth_date": "01/02/1980"}
WRONG = CONTINUE | {"birth_date": "02/02/1980"}


def text_of(response):
    """The page without what differs by nature: the token in addresses, the form's key."""
    html = response.content.decode()
    html = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", html)
    return re.sub(r"/l/[^/]+/", "/l/…/", html)


@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize("purpose", ["tests.plain", "tests.person"])
def test_a_mail_scanner_that_opens_the_link_changes_nothing(client, post, method, purpose):
    given = post.send(purpose)
    before = everything(given.link)
    for path in ("", "fin/", "document/", "?utm_source=mail"):
        answer = getattr(client, method)(given.url + path)
        assert answer.status_code in (200, 302)
        assert SECRET not in answer.content.decode()
    assert everything(given.link) == before
    assert not Event.objects.exists()
    assert "sessionid" not in client.cookies


@pytest.mark.parametrize("behind", [")", ",", ".", ">", "/)", ").", "),/", " ", "/»", "%22"])
@pytest.mark.parametrize("method", ["get", "head"])
def test_punctuation_behind_the_address_leads_to_the_link_and_changes_nothing(client, post, behind, method):
    given = post.send()
    before = everything(given.link)
    answer = getattr(client, method)(given.url.rstrip("/") + behind)
    assert (answer.status_code, answer.url) == (302, given.url)
    assert answer["Referrer-Policy"] == "strict-origin"
    assert everything(given.link) == before
    assert client.post(given.url.rstrip("/") + behind, CONTINUE).status_code == 405
    assert client.get(answer.url).status_code == 200


def test_the_gate_says_who_writes_and_what_for(client, post):
    html = client.get(post.send().url).content.decode()
    assert "Comptoir" in html
    assert "Choisir un mot de passe" in html
    assert "Continuer" in html


def test_going_on_opens_the_page_at_the_same_address(client, post):
    given = post.send()
    answer = client.post(given.url, CONTINUE, follow=True)
    assert answer.redirect_chain == [(given.url, 302)]
    assert SECRET in answer.content.decode()
    assert everything(given.link)["opened_at"] is not None
    assert [event.verb for event in Event.objects.all()] == ["links.opened"]


def test_a_double_click_on_going_on_is_no_answer_to_the_page_behind(client, post):
    given = post.send()
    client.post(given.url, CONTINUE)
    assert client.post(given.url, CONTINUE).status_code == 302
    assert "POST" in client.post(given.url, {}).content.decode()
    assert Event.objects.count() == 1


def test_another_browser_meets_the_gate_again(client, post):
    given = post.send("tests.person")
    client.post(given.url, RIGHT)
    client.cookies.clear()
    assert SECRET not in client.get(given.url).content.decode()


def test_an_unused_visit_ends_after_two_hours(client, post):
    import time_machine

    given = post.send("tests.person")
    with time_machine.travel("2026-03-10T12:00:00+01:00", tick=False) as clock:
        SecureLink.objects.update(created_at="2026-03-10T10:00:00Z", expires_at="2026-03-20T10:00:00Z")
        client.post(given.url, RIGHT)
        clock.shift(7000)
        assert SECRET in client.get(given.url).content.decode()
        clock.shift(7000)
        assert SECRET in client.get(given.url).content.decode()
        clock.shift(7201)
        assert SECRET not in client.get(given.url).content.decode()


def test_the_visit_of_one_link_opens_no_other(client, post):
    first, second = post.send("tests.person"), post.send("tests.company")
    client.post(first.url, RIGHT)
    assert SECRET not in client.get(second.url).content.decode()


def test_actions_lead_to_the_gate_first(client, post):
    given = post.send()
    answer = client.post(f"{given.url}fin/")
    assert (answer.status_code, answer.url) == (302, given.url)
    assert everything(given.link)["completed_at"] is None


def test_an_action_nobody_knows_leads_back(client, post):
    given = post.send()
    client.post(given.url, CONTINUE)
    assert client.get(f"{given.url}rien/").url == given.url


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options"])
def test_other_methods_are_refused(client, post, method):
    assert getattr(client, method)(post.send().url).status_code == 405


# --- the end ----------------------------------------------------------------------------------------------


def end_of(given, how):
    if how == "revoked":
        making.revoke(given.about, given.link.purpose)
    elif how == "completed":
        making.complete(given.link)
    elif how == "expired":
        SecureLink.objects.filter(pk=given.link.pk).update(
            created_at="2026-01-01T00:00:00Z", expires_at="2026-01-02T00:00:00Z"
        )
    elif how == "gone":
        given.about.delete()
    elif how == "forgotten":
        purposes.PURPOSES.held.clear()


@pytest.mark.parametrize("how", ["revoked", "completed", "expired", "gone", "forgotten"])
def test_a_dead_link_answers_like_one_that_never_was(client, post, how):
    given = post.send("tests.person")
    unknown = client.get(f"/l/{'A' * 43}/")
    end_of(given, how)
    for answer in (client.get(given.url), client.post(given.url, RIGHT), client.get(f"{given.url}fin/")):
        assert answer.status_code == unknown.status_code == 410
        assert text_of(answer) == text_of(unknown)


@pytest.mark.parametrize("how", ["revoked", "expired", "gone"])
def test_a_visit_dies_with_its_link(client, post, how):
    given = post.send("tests.person")
    client.post(given.url, RIGHT)
    end_of(given, how)
    assert SECRET not in client.get(given.url).content.decode()


def test_only_the_browser_that_completed_a_link_sees_the_thanks(client, post):
    given = post.send("tests.person")
    client.post(given.url, RIGHT)
    answer = client.post(f"{given.url}fin/", follow=True)
    assert "C’est fait" in answer.content.decode()
    for late in (client.post(given.url, {}), client.post(f"{given.url}fin/"), client.get(f"{given.url}fin/")):
        assert late.status_code == 302  # back to the thanks: nothing is done a second time
        assert late.url in given.url
    client.cookies.clear()
    assert client.get(given.url).status_code == 410


@pytest.mark.parametrize("how", ["revoked", "completed", "gone"])
@pytest.mark.parametrize("purpose", ["tests.plain", "tests.person"])
def test_a_link_that_dies_while_one_answers_is_dead(client, post, monkeypatch, how, purpose):
    given, find = post.send(purpose), gate.find

    def find_then_end(token):
        passage = find(token)
        end_of(given, how)
        return passage

    monkeypatch.setattr(gate, "find", find_then_end)
    assert client.post(given.url, RIGHT).status_code == 410
    assert not Event.objects.exists()


def test_a_link_completes_once(post):
    link = post.send().link
    assert making.complete(link)
    assert not making.complete(link)


@pytest.mark.parametrize(
    "token",
    [
        "x",
        "A" * 44,
        "é" * 43,
        "..",
        "%2e%2e",
        "<script>alert(1)</script>",
        "A" * 5000,
        " " * 43,
        "\u202e" * 43,
        "%ff%fe",
    ],
)
def test_odd_tokens_are_dead_links_and_never_errors(client, db, token):
    address = f"/l/{quote(token, safe='%')}/"
    for answer in (client.get(address), client.post(address, CONTINUE), client.post(f"{address}nouveau/")):
        assert answer.status_code in (200, 404, 410)


def test_a_nul_byte_is_refused(client, db):
    assert client.get("/l/%00abc/").status_code in (400, 404, 410)


# --- asking for a new one ---------------------------------------------------------------------------------------


def test_asking_for_a_new_link_answers_alike_for_all(client, post):
    alive, expired, completed = (post.send() for _ in range(3))
    unable = post.send("tests.person")
    end_of(expired, "expired")
    end_of(completed, "completed")
    end_of(unable, "expired")
    tokens = [alive.token, expired.token, completed.token, unable.token, "A" * 43, "odd"]
    answers = [client.post(f"/l/{token}/nouveau/") for token in tokens]
    assert {answer.status_code for answer in answers} == {200}
    assert len({text_of(answer) for answer in answers}) == 1
    assert post.renewed == [expired.link]


def test_a_dead_link_is_renewed_once(client, post):
    given = post.send()
    end_of(given, "expired")
    for _ in range(3):
        client.post(f"{given.url}nouveau/")
    assert len(post.renewed) == 1


def test_a_scanner_cannot_ask_for_a_new_link(client, post):
    given = post.send()
    end_of(given, "expired")
    assert client.get(f"{given.url}nouveau/").status_code == 405
    assert post.renewed == []


def test_the_gate_keeps_its_own_action(db):
    with pytest.raises(ValueError, match="nouveau"):
        Purpose("tests.x", "x", page, {"nouveau": page})
