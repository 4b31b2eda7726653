"""Components refuse what they do not know, and write what they say."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.template import Context, Template, TemplateSyntaxError

from portal.core.paging import Page
from portal.ui.parts import Crumb, Step, Tab

MISTAKES = [
    '{% badge "Neuf" tonne="info" %}',
    '{% button "Envoyer" type="submit" colour="red" %}',
    '{% card titel="Client" %}{% endcard %}',
    '{% callout kind="info" %}{% endcallout %}',
    "{% page_header %}{% endpage_header %}",
    "{% facts wide=True %}{% endfacts %}",
    '{% empty text="Rien" %}',
    '{% stat label="Signés" %}',
    '{% progress value=1 label="Pièces" %}',
    '{% dialog title="Annuler" %}{% enddialog %}',
]
NONSENSE = [
    '{% icon "unicorn" %}',
    '{% icon "home" size="huge" %}',
    '{% badge "Neuf" tone="pink" %}',
    '{% callout tone="pink" %}{% endcallout %}',
    '{% button "Envoyer" %}',
    '{% button "Envoyer" href="/" type="submit" %}',
    '{% button "Envoyer" href="/" variant="loud" %}',
    '{% button "Envoyer" href="/" icon_only=True %}',
    '{% page_header title="Clients" back_url="/" %}{% endpage_header %}',
    '{% empty title="Rien" action_label="Ajouter" %}',
]


def render(source: str, **context) -> str:
    return Template(source).render(Context(context))


@pytest.mark.parametrize("source", MISTAKES)
def test_a_mistyped_or_missing_attribute_is_an_error(source):
    with pytest.raises((TemplateSyntaxError, TypeError)):
        render(source)


@pytest.mark.parametrize("source", NONSENSE)
def test_a_value_no_style_knows_is_an_error(source):
    with pytest.raises(ValueError, match=r"."):
        render(source)


def test_typed_text_is_escaped_everywhere():
    bad = "<b onload=x>"
    obj = SimpleNamespace(status_label=bad, status_tone="info")
    html = render(
        "{% badge bad %}{% button bad href=bad %}{% status obj %}{% card title=bad subtitle=bad %}{% endcard %}"
        "{% facts %}{% fact bad bad %}{% endfacts %}{% empty title=bad text=bad %}{% stat label=bad value=bad %}"
        "{% callout title=bad %}{{ bad }}{% endcallout %}{% page_header title=bad subtitle=bad %}{% endpage_header %}"
        '{% file_row name=bad url=bad %}{% copy_button value=bad %}{% icon "home" label=bad %}',
        bad=bad,
        obj=obj,
    )
    assert "<b onload" not in html
    assert html.count("&lt;b onload=x&gt;") > 15


def test_block_content_stays_html():
    html = render('{% page_header title="Clients" %}{% button "Ajouter" href="/x/" %}{% endpage_header %}')
    assert '<div class="page-header__actions"><a class="button button--secondary" href="/x/">Ajouter</a></div>' in html


def test_an_empty_actions_block_leaves_no_hole():
    assert "page-header__actions" not in render('{% page_header title="Clients" %}  {% endpage_header %}')


def test_an_unavailable_link_leads_nowhere():
    html = render('{% button "Signer" href="/signer/" disabled=True %}')
    assert "href" not in html
    assert 'aria-disabled="true"' in html


def test_an_icon_alone_keeps_its_name_for_those_who_do_not_see_it():
    html = render('{% button "Imprimer" href="/x/" icon="printer" icon_only=True %}')
    assert '<span class="visually-hidden">Imprimer</span>' in html


def test_nothing_known_is_a_dash_and_zero_is_a_value():
    assert "—" in render('{% fact "E-mail" "" %}')
    assert "—" in render('{% fact "E-mail" None %}')
    assert "<dd>0</dd>" in render('{% fact "Relances" 0 %}')


def test_steps_before_the_current_one_are_done():
    states = [step.state for step in Step.sequence(["Client", "Produit", "Signature"], current=2)]
    assert states == ["done", "current", "todo"]
    assert {step.state for step in Step.sequence(["Client", "Produit"], current=3)} == {"done"}


def test_the_current_step_tab_and_place_are_told_to_screen_readers():
    html = render(
        '{% steps steps %}{% tabs tabs label="Client" %}{% crumbs crumbs %}',
        steps=Step.sequence(["Client", "Produit"], current=1),
        tabs=[Tab("Données", "/a/", active=True), Tab("Contrats", "/b/", count=0)],
        crumbs=[Crumb("Clients", "/"), Crumb("Morel")],
    )
    assert html.count('aria-current="step"') == 1
    assert html.count('aria-current="page"') == 2
    assert '<span class="tabs__count">0</span>' in html


def test_the_pages_of_a_list_keep_the_search(rf):
    request = rf.get("/contrats/", {"q": "morel & fils", "suite": "old"})
    html = render("{% pager page %}", page=Page(rows=[], next_cursor="new", previous_cursor=""), request=request)
    assert 'href="?q=morel+%26+fils&amp;suite=new"' in html
    assert "Précédents" not in html


def test_a_list_of_one_page_shows_no_pager(rf):
    html = render("{% pager page %}", page=Page([], "", ""), request=rf.get("/"))
    assert html.strip() == ""


def test_a_confirmation_posts_with_its_token_and_offers_a_way_back():
    html = render(
        '{% confirm_form action="/annuler/" text="Sûr ?" confirm_label="Annuler" cancel_url="/c/" %}'
        '<input name="reason">{% endconfirm_form %}',
        csrf_token="jeton",
    )
    assert 'method="post" action="/annuler/"' in html
    assert 'value="jeton"' in html
    assert '<input name="reason">' in html
    assert 'href="/c/"' in html


def test_a_person_without_photo_is_shown_by_initials():
    assert ">CA<" in render("{% avatar user %}", user=SimpleNamespace(initials="CA", photo_url=""))
    assert 'src="/p/"' in render("{% avatar user %}", user=SimpleNamespace(initials="CA", photo_url="/p/"))


def test_a_phone_dials_when_touched():
    assert 'href="tel:+33612345678">06\xa012\xa034\xa056\xa078</a>' in render('{% phone_link "+33612345678" %}')


def test_timeline_groups_days_and_folds_technical_lines():
    def event(at, sentence, *, technical=False):
        return SimpleNamespace(
            at=at, sentence=sentence, technical=technical, tone="", icon="", actor_label="", reason=""
        )

    late = datetime(2026, 11, 28, 23, 30, tzinfo=UTC)  # already the 29th in Paris
    events = [
        event(late, "Signé"),
        event(late - timedelta(hours=2), "Code créé", technical=True),
        event(late - timedelta(hours=3), "PDF généré", technical=True),
        event(late - timedelta(hours=4), "Envoyé"),
        event(late - timedelta(hours=5), "Modifié", technical=True),
    ]
    html = render("{% timeline events %}", events=events).replace("\u00a0", " ")
    assert html.count("timeline__date") == 2
    assert html.index("29 novembre 2026") < html.index("Signé") < html.index("28 novembre 2026")
    folded = html[html.index("<details>") : html.index("</details>")]
    assert "2 lignes techniques" in folded
    assert "Code créé" in folded
    assert "PDF généré" in folded
    assert html.count("<details>") == 1
