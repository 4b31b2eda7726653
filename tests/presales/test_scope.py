"""Who sees what: the right opens opportunities, and only that; an organisation sees its own (D1)."""

import pytest
from django.urls import reverse

from portal.access.permissions import Permission
from portal.access.roles import Role
from portal.core.plugs import menu, search
from presales.models import Opportunity, PresalesRequest
from presales.requests.enums import Status
from tests.factories.accounts import UserFactory
from tests.factories.presales import ExpertFactory, OpportunityFactory, PartnerFactory, tale_at, values

pytestmark = pytest.mark.django_db

OBJECT_PAGES = (
    "request submission edit proposals video question refusal choice other_dates answer move cancellation "
    "acceptance invitation"
).split()
POSTS = {"choice", "submission", "acceptance"}


def address(name: str, pk: int) -> str:
    return reverse("presales:request" if name == "request" else f"presales:request_{name}", args=[pk])


@pytest.mark.parametrize("status", Status.values)
def test_a_foreign_request_does_not_exist_on_any_page(client, status):
    tale = tale_at(status)
    client.force_login(PartnerFactory())
    for name in OBJECT_PAGES:
        if name == "acceptance" or name in {"proposals", "video", "question", "refusal"}:
            expected = 403  # the team's own pages say so before anything is looked up
        else:
            expected = 404
        assert client.post(address(name, tale.request.pk), {}).status_code in (expected, 405), name
        if name not in POSTS:
            assert client.get(address(name, tale.request.pk)).status_code == expected, name
    assert PresalesRequest.objects.get().version == tale.fresh().version
    assert tale.request.status == status


def test_a_request_for_somebody_elses_opportunity_is_refused(client):
    foreign = OpportunityFactory(title="Affaire secrète")
    client.force_login(PartnerFactory())
    url = f"{reverse('presales:request_new')}?opportunite={foreign.pk}"
    answer = client.post(url, values() | {"wished_presenter": "", "wished_on": "01/12/2027", "brouillon": "1"})
    assert answer.status_code == 422
    assert "Affaire secrète" not in answer.content.decode()
    assert not PresalesRequest.objects.exists()
    assert client.get(foreign.get_absolute_url()).status_code == 404


def test_lists_search_and_counters_hold_ones_own_organisation_only(client):
    mine, foreign = tale_at("planned"), tale_at("planned", opportunity=OpportunityFactory(title="Affaire secrète"))
    client.force_login(mine.partner)
    lists = ["/opportunites/?vue=tout", "/avant-vente/?vue=tout", "/avant-vente/nouvelle/"]
    for path in [*lists, "/", "/recherche/?q=secrete"]:
        assert "Affaire secrète" not in client.get(path).content.decode(), path
    groups = search.find(foreign.partner, "secrete", limit=5)
    assert {group.source.name for group in groups} == {"opportunites", "avant-vente"}
    assert search.find(mine.partner, "secrete", limit=5) == []


@pytest.mark.parametrize("role", list(Role))
def test_without_the_right_there_is_no_menu_and_no_page(client, role):
    user = UserFactory(role=role)
    tale = tale_at("to_do", partner=PartnerFactory(organisation=user.organisation))
    allowed = user.has_right(Permission.OPPORTUNITIES)
    assert allowed == (role == Role.PRESALES)
    names = {entry.url_name for entry in menu.entries_for(user)}
    assert ("presales:requests" in names) == allowed
    client.force_login(user)
    for path in ("/opportunites/", "/avant-vente/", tale.request.get_absolute_url()):
        assert (client.get(path).status_code == 200) == allowed
    assert Opportunity.objects.visible_to(user).exists() == allowed


def test_the_right_opens_nothing_else():
    partner, plain = PartnerFactory(), UserFactory(role=Role.PARTNER)
    more = {entry.url_name for entry in menu.entries_for(partner)} - {
        entry.url_name for entry in menu.entries_for(plain)
    }
    assert more == {"presales:opportunities", "presales:requests"}


def test_a_draft_is_not_the_teams_yet(client):
    tale = tale_at("draft")
    client.force_login(tale.expert)
    assert client.get(tale.request.get_absolute_url()).status_code == 404


def test_the_back_office_reads_with_the_right_and_changes_nothing(client):
    office = UserFactory(back_office=True, extra_rights=[Permission.OPPORTUNITIES.value])
    tale = tale_at("planned")
    client.force_login(office)
    assert client.get(tale.request.get_absolute_url()).status_code == 200
    slot = tale.request.slots.first()
    assert client.post(address("choice", tale.request.pk), {"slot": slot.pk}).status_code == 403
    assert client.get(address("cancellation", tale.request.pk)).status_code == 403
    assert client.get(reverse("presales:request_new")).status_code == 403
    assert client.get(reverse("presales:opportunity_edit", args=[tale.opportunity.pk])).status_code == 403


def test_doubles_are_shown_before_saving_and_foreign_ones_are_not_told(client):
    mine = OpportunityFactory(title="Déjà là", siren="732829320")
    OpportunityFactory(title="Affaire secrète", siren="732829320")
    client.force_login(mine.owner)
    posted = {"title": "Encore", "kind": "primo", "company_name": "X", "siren": "732829320", "stage": "new"}
    answer = client.post(reverse("presales:opportunity_new"), posted)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Déjà là" in page
    assert "Affaire secrète" not in page
    client.post(reverse("presales:opportunity_new"), posted | {"malgre": "1"})
    assert Opportunity.objects.filter(owner=mine.owner).count() == 2


def test_fields_nobody_asked_for_change_nothing(client):
    opportunity, expert = OpportunityFactory(), ExpertFactory()
    client.force_login(opportunity.owner)
    url = f"{reverse('presales:request_new')}?opportunite={opportunity.pk}"
    posted = {
        "description": "Voir", "mode": "remote", "wished_on": "01/12/2027", "brouillon": "1", "status": "done",
        "handler": expert.pk, "requester": expert.pk, "organisation": 1, "round": 4,
    }  # fmt: skip
    client.post(url, posted)
    made = PresalesRequest.objects.get()
    assert (made.status, made.handler, made.requester, made.round) == (Status.DRAFT, None, opportunity.owner, 0)
