"""A step page asks, then calls its action once, says what was done and leaves."""

from types import SimpleNamespace

import pytest
from django import forms
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage

from portal.ui import steps
from portal.ui.steps import Place, Step, step_page

CLOSING = Step("Fermer", "Fermer le dossier", "lock", text="Le dossier de %(name)s est fermé.", done="C’est fermé.")


class WhyForm(forms.Form):
    reason = forms.CharField()


@pytest.fixture
def case():
    return SimpleNamespace(get_absolute_url=lambda: "/dossiers/7/")


@pytest.fixture
def ask(rf, monkeypatch, case):
    """`ask(posted, **options)`: the answer of the page, or the template, context and status it would be drawn with."""
    monkeypatch.setattr(steps, "render", lambda request, template, context, status: (template, context, status))

    def asked(posted=None, *, act=lambda **values: None, form_class=WhyForm, **options):
        request = rf.get("/") if posted is None else rf.post("/", posted)
        request.session = {}
        request._messages = FallbackStorage(request)
        form = form_class(request.POST if posted is not None else None) if form_class else None
        answer = step_page(request, CLOSING, Place(case, "Dossier"), act, form=form, **options)
        return answer, [str(message) for message in get_messages(request)]

    return asked


def test_step_says_what_it_does_before_anything_happens(ask):
    (template, context, status), said = ask(values={"name": "Camille"}, act=pytest.fail)
    assert (template, status, said) == ("layouts/step.html", 200, [])
    assert context["text"] == "Le dossier de Camille est fermé."
    assert context["place"].url == context["place"].other_way == "/dossiers/7/"


def test_confirmed_step_acts_once_with_what_was_typed(ask):
    acts = []
    answer, said = ask({"reason": "doublon"}, act=lambda **values: acts.append(values))
    assert (acts, said) == ([{"reason": "doublon"}], ["C’est fermé."])
    assert answer["Location"] == "/dossiers/7/"


def test_form_with_errors_is_shown_again(ask):
    (_template, context, status), said = ask({"reason": ""}, act=pytest.fail)
    assert (status, said) == (422, [])
    assert "reason" in context["form"].errors


def test_action_may_refuse_what_was_typed(ask):
    (_template, _context, status), said = ask({"reason": "x"}, act=lambda reason: False)
    assert (status, said) == (422, [])


def test_action_may_say_more_and_lead_elsewhere(ask):
    answer, said = ask({"reason": "x"}, act=lambda reason: "Fermé, et archivé.", go="/dossiers/")
    assert (said, answer["Location"]) == (["Fermé, et archivé."], "/dossiers/")
    answer, _said = ask({"reason": "x"}, act=lambda reason: 12, go=lambda made: f"/archives/{made}/")
    assert answer["Location"] == "/archives/12/"


def test_step_without_a_form_only_asks_to_confirm(ask):
    (_template, context, status), _said = ask(form_class=None)
    assert (context["form"], status) == (None, 200)
    answer, said = ask({}, form_class=None)
    assert (answer["Location"], said) == ("/dossiers/7/", ["C’est fermé."])
