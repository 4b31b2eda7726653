"""The demanding reader of the other tests is itself tested: it must refuse what it says it refuses."""

import pytest
from django.conf import settings
from django.template import Context, Engine
from django.template.base import Origin, Template

from tests.client import faults_of
from tests.undefined import UndefinedVariable

PAGE = "<!doctype html><html><head><title>{title}</title></head><body>{body}</body></html>"


def _page(body: str = "", title: str = "Contrats") -> list[str]:
    return faults_of(PAGE.format(title=title, body=body))


def test_a_plain_page_passes():
    assert _page('<img src="a.png" alt=""><script src="a.js"></script><p id="a">oui</p>') == []


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        "<style>p{}</style>",
        '<p style="color:red">',
        '<a onclick="go()">',
        "<img src=a.png>",
        '<p id="a"></p><p id="a"></p>',
        "{{ contract.number }}",
        '<a title="{% url %}">',
    ],
)
def test_what_a_strict_browser_refuses_fails(body):
    assert len(_page(body)) == 1


def test_a_page_without_title_fails():
    assert _page(title=" ") == ["no <title>, or an empty one"]


def test_the_title_of_a_drawing_is_not_that_of_the_page():
    assert _page("<svg><title>Courbe</title></svg>", title="") == ["no <title>, or an empty one"]


SOLID = '<button class="button button--primary">Envoyer</button>'


def test_a_page_has_one_primary_action_besides_what_is_closed_at_first():
    assert _page(f"{SOLID}<dialog>{SOLID}</dialog><details><summary>Filtres</summary>{SOLID}</details>") == []
    assert _page(SOLID * 2) == ["more than one primary action: button, button"]


def test_a_fragment_needs_no_title():
    assert faults_of("<p>oui</p>") == []


def _render(name: str, source: str) -> str:
    engine = Engine(string_if_invalid=settings.TEMPLATES[0]["OPTIONS"]["string_if_invalid"])
    return Template(source, origin=Origin(name=name), engine=engine).render(Context({"empty": ""}))


OURS = f"{settings.BASE_DIR}/templates/contracts/page.html"


def test_an_undefined_variable_in_our_templates_is_an_error():
    with pytest.raises(UndefinedVariable, match="missing"):
        _render(OURS, "<p>{{ missing }}</p>")


def test_a_condition_on_an_undefined_variable_stays_calm():
    assert _render(OURS, "{% if missing %}a{% else %}b{{ empty }}{% endif %}") == "b"


def test_the_templates_of_libraries_keep_their_blanks():
    assert (
        _render("/somewhere/django/admin/page.html", "<p>{{ missing|default:'rien' }}{{ missing }}</p>")
        == "<p>rien</p>"
    )
