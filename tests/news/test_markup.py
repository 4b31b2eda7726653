"""The text of news: a little Markdown, nothing that could act."""

import pytest

from portal.news.markup import as_html


def test_plain_words_become_paragraphs_titles_and_lists():
    written = as_html("# Titre\n\nUn **mot** fort.\n\n- un\n- deux\n\n1. premier\n\n> cité\n\n### Petit")
    assert "<h2>Titre</h2>" in written
    assert "<p>Un <strong>mot</strong> fort.</p>" in written
    assert "<li>un</li>" in written
    assert "<blockquote>" in written
    assert "<h4>Petit</h4>" in written


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "un <b onclick=alert(1)>mot</b>",
        "<style>body{display:none}</style>",
        "<!-- a --><iframe src=//x></iframe>",
    ],
)
def test_html_is_read_back_as_it_was_typed(hostile):
    written = as_html(hostile)
    assert "&lt;" in written
    assert not any(sign in written for sign in ("<script", "<img", "<b ", "<style", "<iframe"))


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java&#115;cript:alert(1)",
        "data:text/html;base64,PHNjcmlwdD4=",
        "vbscript:x",
        "file:///etc/passwd",
        "//ailleurs.example/",
        "\x01javascript:alert(1)",
    ],
)
def test_a_link_leads_to_the_web_to_mail_or_into_the_portal_only(target):
    assert "href" not in as_html(f"[cliquez]({target})")
    assert "href" not in as_html(f"<{target}>")


@pytest.mark.parametrize(
    "target", ["https://exemple.fr/a?b=1&c=2", "/contrats/", "mailto:a@exemple.fr", "tel:+33123456789"]
)
def test_an_honest_link_is_one(target):
    assert '<a href="' in as_html(f"[cliquez]({target})")


def test_a_picture_is_not_brought_in_by_the_text():
    assert "<img" not in as_html("![x](https://espion.example/pixel.png)")


def test_a_link_does_not_escape_its_attribute():
    written = as_html('[a](https://x.example/"onmouseover="alert(1))')
    assert 'onmouseover="' not in written


def test_deep_nesting_is_no_burden():
    assert as_html(">" * 5000 + "a")
    assert as_html("[" * 5000 + "a")
