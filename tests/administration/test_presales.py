"""Opportunities and requests in the administration: found by what people know, given to a colleague, never edited."""

import pytest
from django.urls import reverse

from portal.access.permissions import Permission
from portal.administration import steps
from portal.audit.history import history_of
from presales.models import Opportunity, PresalesRequest
from tests.factories.accounts import UserFactory
from tests.factories.presales import ExpertFactory, tale_at

pytestmark = pytest.mark.django_db
LIST = "/admin/presales/presalesrequest/"
OPPORTUNITIES = "/admin/presales/opportunity/"


def choose(*tales, **more) -> dict:
    return {"action": "assign_selected", "_selected_action": [tale.request.pk for tale in tales], **more}


def test_what_people_know_finds_it_and_drafts_are_nobodys_business(login, back_office):
    tale, other, draft = tale_at("planned"), tale_at("to_do"), tale_at("draft")
    client = login(back_office)
    partner, expert = tale.partner, tale.expert
    for query in (
        f"q={tale.request.number}",
        f"q={tale.opportunity.company_name}",
        "status__exact=planned",
        f"organisation={partner.organisation.name}",
        f"demandeur={partner.last_name}",
        f"suivie={expert.last_name}",
    ):
        page = client.get(f"{LIST}?{query}").content.decode()
        assert tale.request.number in page, query
        assert other.request.number not in page, query
    assert draft.request.number not in client.get(LIST).content.decode()
    page = client.get(f"{OPPORTUNITIES}?q={tale.opportunity.title}").content.decode()
    assert tale.opportunity.company_name in page
    assert other.opportunity.company_name not in page


def test_requests_are_given_to_a_colleague_after_a_page_that_asks(login, back_office):
    followed, nobodys = tale_at("in_progress"), tale_at("to_do")
    heir = ExpertFactory(first_name="Ines", last_name="Moreau")
    client = login(back_office)
    page = client.post(LIST, choose(followed, nobodys)).content.decode()
    assert followed.request.number in page
    assert "Ines Moreau" in page
    assert "errorlist" in client.post(LIST, choose(followed, confirmed="yes", to=heir.pk, reason=" ")).content.decode()
    assert (
        "errorlist"
        in client.post(
            LIST, choose(followed, confirmed="yes", to=followed.partner.pk, reason="Congés")
        ).content.decode()
    )
    assert followed.fresh().handler == followed.expert
    form = choose(followed, nobodys, confirmed="yes", to=heir.pk, reason="Congés")
    page = client.post(LIST, form, follow=True).content.decode()
    assert "1 demande confiée." in page
    assert "Personne ne suit encore" in page
    assert (followed.fresh().handler, nobodys.fresh().handler) == (heir, None)
    line = history_of(followed.request)[0]
    assert (line.event.actor, line.reason) == (back_office, "Congés")


def test_too_many_at_once_are_refused_in_words(login, back_office, monkeypatch):
    monkeypatch.setattr(steps, "MOST_AT_ONCE", 1)
    page = login(back_office).post(LIST, choose(tale_at("to_do"), tale_at("to_do")), follow=True).content.decode()
    assert "au plus 1 lignes" in page


@pytest.mark.parametrize("model", [Opportunity, PresalesRequest])
def test_nothing_is_written_there_and_the_history_reads_as_sentences(login, back_office, model):
    tale = tale_at("done")
    tale.fresh()
    row = model.objects.get()
    kind = f"presales_{model._meta.model_name}"
    client = login(back_office)
    page = client.get(reverse(f"admin:{kind}_change", args=[row.pk])).content.decode()
    assert row.get_absolute_url() not in page.split("<main")[-1] or back_office.has_right(Permission.OPPORTUNITIES)
    before = model.objects.values().get()
    client.post(reverse(f"admin:{kind}_change", args=[row.pk]), {"title": "x", "status": "refused"})
    assert client.get(reverse(f"admin:{kind}_add")).status_code == 403
    assert client.post(reverse(f"admin:{kind}_delete", args=[row.pk]), {"post": "yes"}).status_code == 403
    assert model.objects.values().get() == before
    history = client.get(reverse(f"admin:{kind}_history", args=[row.pk])).content.decode()
    assert "a accepté la date" in history or "a créé cette opportunité" in history or model is Opportunity


def test_the_way_to_the_portal_is_for_those_to_whom_it_opens(login):
    tale = tale_at("to_do")
    page_url = reverse("admin:presales_presalesrequest_change", args=[tale.request.pk])
    for rights, shown in (([], False), ([Permission.OPPORTUNITIES.value], True)):
        person = UserFactory(back_office=True, extra_rights=rights)
        page = login(person).get(page_url).content.decode()
        assert (f'href="{tale.request.get_absolute_url()}"' in page) == shown


@pytest.mark.parametrize("rows", [2, 6])
def test_lists_cost_the_same_for_any_number(login, back_office, django_assert_num_queries, rows):
    for _each in range(rows):
        tale_at("in_progress")
    client = login(back_office)
    for path in (LIST, OPPORTUNITIES):
        client.get(path)
        with django_assert_num_queries(6):  # session, account, its rights (two), count, rows
            client.get(path)
