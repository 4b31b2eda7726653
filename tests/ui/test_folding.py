"""Constant neighbours of a template are one piece for each language; whatever depends on more stays as it is."""

import pytest
from django.template import Context, Template, engines
from django.template.base import TextNode, VariableNode
from django.test import override_settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import override

from portal.ui.components import controls
from portal.ui.folding import Piece, fold


def folded(source: str) -> Template:
    template = Template("{% load i18n static %}" + source)
    fold(template.nodelist)
    return template


def pieces(template: Template) -> list[type]:
    return [type(node) for node in template.nodelist]


def test_words_icons_and_addresses_become_one_piece():
    template = folded('<p>{% icon "x" %}{% translate "Fermer le menu" %}</p><a href="{% url "contracts:list" %}">→</a>')
    assert pieces(template) == [Piece]
    assert 'Fermer le menu</p><a href="/contrats/">→</a>' in template.render(Context())


def test_each_language_has_its_own():
    template = folded('<p>{% translate "Fermer le menu" %}</p>{% button _("Rechercher") type="submit" %}')
    french = template.render(Context())
    with override("en"):
        english = template.render(Context())
    assert "Fermer le menu</p>" in french
    assert "Rechercher</button>" in french
    assert "Close the menu</p>" in english
    assert "Search</button>" in english
    assert template.render(Context()) == french


def test_what_is_shown_of_the_page_is_asked_each_time():
    template = folded('{% translate "Clients" %} {{ name }} {% translate "Clients" %}')
    assert pieces(template) == [Piece, VariableNode, Piece]
    assert template.render(Context({"name": "<Léa>"})) == "Clients &lt;Léa&gt; Clients"
    assert template.render(Context({"name": "Zoé"})) == "Clients Zoé Clients"


@pytest.mark.parametrize(
    "tag",
    [
        '{% translate "Clients" as word %}',
        "{% translate word %}",
        "{% icon name %}",
        '{% url "contracts:detail" number %}',
        '{% url "contracts:list" as word %}',
        '{% button word type="submit" %}',
        '{% translate "Clients"|upper %}',
        "{% static name %}",
    ],
)
def test_what_depends_on_the_context_or_fills_it_is_left_alone(tag):
    loaded, left = folded(tag).nodelist  # the libraries loaded are a piece that writes nothing
    assert isinstance(left, type(Template("{% load i18n static %}" + tag).nodelist[-1]))


def test_plain_text_stays_text():
    template = Template("bonjour")
    fold(template.nodelist)
    assert pieces(template) == [TextNode]


def test_branches_loops_and_blocks_are_folded_too():
    template = folded(
        '{% if yes %}{% translate "Oui" %}{% else %}{% for x in "ab" %}{% icon "x" %}{% endfor %}{% endif %}'
    )
    condition = template.nodelist[-1]
    (_yes, chosen), (_no, other) = condition.conditions_nodelists
    assert [type(node) for node in chosen] == [Piece]
    assert [type(node) for node in other[0].nodelist_loop] == [Piece]
    assert template.render(Context({"yes": True})) == "Oui"
    assert template.render(Context({"yes": False})).count("<svg") == 2


def test_a_piece_of_a_message_in_plain_text_is_not_that_of_a_page():
    source = '{% translate "L’offre d’aujourd’hui" noop %}&'
    template = folded(source)
    assert template.render(Context()) == Template("{% load i18n %}" + source).render(Context())
    assert template.render(Context(autoescape=False)) == Template("{% load i18n %}" + source).render(
        Context(autoescape=False)
    )


def test_a_constant_is_drawn_once(monkeypatch):
    drawn = []
    monkeypatch.setattr(controls, "_drawing", lambda *asked: drawn.append(asked) or "x")
    template = folded('{% icon "x" %}')
    for _turn in range(3):
        template.render(Context())
    assert len(drawn) == 1


@override_settings(DEBUG=False)
def test_the_portal_reads_its_templates_so():
    template = engines["django"].get_template("layouts/app.html").template
    assert any(isinstance(node, Piece) for node in _all(template.nodelist))


def _all(nodes):
    for node in nodes:
        yield node
        for below in (value for value in vars(node).values() if isinstance(value, list)):
            yield from _all(each for each in below if hasattr(each, "render"))


def test_an_address_of_one_key_is_what_django_would_write():
    template = folded(
        '{% url "contracts:detail" number as here %}<a href="{{ here }}">{% url "contracts:list" as all %}{{ all }}'
    )
    for number in ("CT-2026-000001", "é/è?", ""):
        expected = reverse("contracts:detail", args=[number]) if number == "CT-2026-000001" else ""
        assert template.render(Context({"number": number})) == f'<a href="{expected}">/contrats/'


def test_an_address_that_does_not_exist_is_still_an_error():
    with pytest.raises(NoReverseMatch):
        folded('{% url "contracts:nowhere" number %}').render(Context({"number": 1}))
    assert folded('{% url "contracts:nowhere" as here %}[{{ here }}]').render(Context()) == "[]"


def test_words_in_a_tag_with_more_in_it_are_said_in_each_language():
    template = folded('{% button _("Rechercher") href=here %}')
    french = template.render(Context({"here": "/?a=1&b=<"}))
    with override("en"):
        english = template.render(Context({"here": "/"}))
    assert french == '<a class="button button--secondary" href="/?a=1&amp;b=&lt;">Rechercher</a>'
    assert english == '<a class="button button--secondary" href="/">Search</a>'
