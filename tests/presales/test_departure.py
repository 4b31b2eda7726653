"""Somebody leaves: opportunities, requests, and the dates an expert keeps go to another, or the page says why not."""

from datetime import timedelta

import pytest

from portal.access.permissions import Permission
from portal.access.roles import Role
from portal.accounts import departures
from portal.audit.chain import all_problems
from portal.audit.history import history_of
from portal.core.values import dates
from portal.messaging.models import Message
from presales.meetings.enums import SlotState
from presales.models import Slot
from presales.requests.enums import Status
from tests.factories.accounts import UserFactory
from tests.factories.presales import (
    ExpertFactory,
    OpportunityFactory,
    PartnerFactory,
    Tale,
    tale_at,
    three,
    working_moment,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def back_office(db):
    return UserFactory(back_office=True)


def address(user) -> str:
    return f"/admin/accounts/user/{user.pk}/depart/"


def leave(login, back_office, user, heir):
    form = {"successor": heir.pk, "close": "on", "reason": "Départ à la retraite"}
    return login(back_office).post(address(user), form, follow=True).content.decode()


def owned(user) -> dict:
    return {each.label: each.count for each in departures.owned_by(user)}


def test_a_partners_affairs_and_open_requests_go_to_a_colleague(login, back_office):
    leaver = PartnerFactory()
    heir = PartnerFactory(organisation=leaver.organisation, first_name="Nadia", last_name="Héritière")
    waiting, closed = tale_at("planned", partner=leaver), tale_at("refused", partner=leaver)
    assert owned(leaver) == {"Opportunités": 2, "Demandes avant-vente en cours": 1}
    page = leave(login, back_office, leaver, heir)
    assert "3 fiches sont maintenant à Nadia Héritière." in page
    assert owned(leaver) == {}
    assert (waiting.fresh().requester, waiting.request.opportunity.owner) == (heir, heir)
    assert "heritiere" in waiting.request.search_text
    assert (closed.fresh().requester, closed.request.opportunity.owner) == (leaver, heir), "who asked stays a fact"
    line = history_of(waiting.opportunity)[0]
    assert line.sentence.endswith("a confié cette opportunité à Nadia Héritière")
    assert line.reason == "Départ à la retraite"
    assert list(all_problems()) == []


def test_another_partner_gets_the_requests_with_their_opportunities(login, back_office):
    leaver, heir = PartnerFactory(), PartnerFactory()
    colleague = PartnerFactory(organisation=leaver.organisation)
    mine = tale_at("to_do", partner=leaver)
    theirs = Tale(partner=leaver, opportunity=OpportunityFactory(owner=colleague))
    leave(login, back_office, leaver, heir)
    assert mine.fresh().organisation == heir.organisation == mine.request.opportunity.organisation
    assert mine.request.requester == heir
    assert theirs.fresh().organisation == colleague.organisation
    assert theirs.request.requester == colleague, "who follows the opportunity answers for it"
    login(heir)
    assert owned(leaver) == {}


def test_partners_are_offered_to_partners_and_those_without_the_right_are_refused_in_words(login, back_office):
    leaver = PartnerFactory()
    tale_at("to_do", partner=leaver)
    plain = UserFactory(role=Role.PARTNER, organisation=leaver.organisation, last_name="Sansdroit")
    UserFactory(organisation=leaver.organisation, last_name="Vendeuse")
    page = login(back_office).get(address(leaver)).content.decode()
    assert "Sansdroit" in page
    assert "Vendeuse" not in page
    assert "myB / Opportunités" in leave(login, back_office, leaver, plain)
    assert owned(leaver)
    leaver.refresh_from_db()
    assert leaver.is_active
    plain.extra_rights = [Permission.OPPORTUNITIES.value]
    plain.save()
    leave(login, back_office, leaver, plain)
    assert owned(leaver) == {}


def test_an_experts_requests_held_dates_and_meetings_go_to_a_colleague(login, back_office):
    leaver, heir = ExpertFactory(), ExpertFactory(first_name="Ines", last_name="Moreau")
    held, met = tale_at("planned", expert=leaver), Tale(expert=leaver)
    for step in ("submit", "accept"):
        getattr(met, step)()
    met.propose(three(leaver, first_day=14))
    met.choose()
    met.agree()
    over = tale_at("refused", expert=leaver)
    sequence = met.fresh().meeting_sequence
    Message.objects.all().delete()
    assert owned(leaver) == {"Demandes avant-vente suivies et rendez-vous à venir": 2}
    assert "2 fiches sont maintenant à Ines Moreau." in leave(login, back_office, leaver, heir)
    assert (held.fresh().handler, met.fresh().handler, over.fresh().handler) == (heir, heir, None)
    assert set(Slot.objects.exclude(state=SlotState.RELEASED).values_list("expert", flat=True)) == {heir.pk}
    assert met.request.meeting_sequence == sequence + 1
    invited = Message.objects.filter(kind="presales.agreed").values_list("recipient", flat=True)
    assert met.partner.email in invited
    assert heir.email in invited
    (told,) = Message.objects.filter(recipient__in=[leaver.email, str(leaver.pk)])
    assert met.request.chosen.in_words in told.body_text, "closed with the same answer: it leaves their calendar"
    assert held.request.status == Status.PLANNED
    assert list(all_problems()) == []


def test_busy_expert_cannot_take_over_and_the_page_says_when(login, back_office):
    leaver = ExpertFactory()
    tale_at("planned", expert=leaver)
    busy = tale_at("planned")
    page = leave(login, back_office, leaver, busy.expert)
    assert f"{busy.expert.get_full_name()} est déjà pris" in page
    assert owned(leaver)


def test_past_meetings_stay_with_who_held_them(time_machine):
    tale = tale_at("done")
    assert owned(tale.expert)
    assert owned(tale.partner)["Demandes avant-vente en cours"] == 1
    time_machine.move_to(working_moment(20) + timedelta(days=1))
    assert dates.now() > tale.request.chosen.start
    assert owned(tale.expert) == {}
    assert owned(tale.partner) == {"Opportunités": 1}
