"""An expert gives a request to a colleague who is free at its dates: followed, told, kept in the history."""

import pytest
from django.urls import reverse

from portal.access.roles import Role
from portal.audit.chain import all_problems
from portal.audit.history import history_of
from portal.audit.transitions import NotYours, Refused
from portal.messaging.models import Message
from presales.meetings.enums import SlotState
from presales.models import Slot
from presales.requests.actions import handing
from presales.requests.enums import Status
from tests.contracts.desk import reader, sentences
from tests.factories.accounts import UserFactory
from tests.factories.presales import ExpertFactory, tale_at, three

pytestmark = pytest.mark.django_db


@pytest.fixture
def ines():
    return ExpertFactory(first_name="Ines", last_name="Moreau")


def page_of(tale) -> str:
    return reverse("presales:request_handover", args=[tale.request.pk])


def give(tale, to, by=None):
    return reader(by or tale.expert).post(page_of(tale), {"to": to.pk if to else ""}, follow=True)


def told(person, kind: str) -> bool:
    return Message.objects.filter(kind=kind, recipient__in=[str(person.pk), person.email]).exists()


def test_a_colleague_follows_the_request_and_is_told(ines):
    tale = tale_at("in_progress")
    assert "Confier à…" in reader(tale.expert).get(tale.request.get_absolute_url()).content.decode()
    Message.objects.all().delete()
    answer = give(tale, ines)
    assert sentences(answer) == ["La demande est confiée à Ines Moreau."]
    assert tale.fresh().handler == ines
    line = history_of(tale.request)[0]
    assert line.sentence == f"{tale.expert.get_full_name()} a confié le suivi à Ines Moreau"
    assert told(ines, "presales.assigned")
    assert not told(tale.expert, "presales.assigned"), "who did it knows"
    assert list(all_problems()) == []


def test_a_third_colleague_may_give_it_and_who_had_it_is_told(ines):
    tale, third = tale_at("in_progress"), ExpertFactory()
    Message.objects.all().delete()
    give(tale, ines, by=third)
    assert tale.fresh().handler == ines
    assert told(tale.expert, "presales.assigned")


def test_the_dates_held_go_along_and_stay_held(ines):
    tale = tale_at("planned")
    page = reader(tale.expert).get(page_of(tale)).content.decode()
    assert page.count("heure de Paris") == 3
    give(tale, ines)
    assert set(tale.fresh().slots.values_list("expert", "state")) == {(ines.pk, SlotState.HELD)}
    assert tale.request.status == Status.PLANNED


def test_a_meeting_goes_along_and_everybody_is_invited_again(ines):
    tale = tale_at("done")
    sequence = tale.request.meeting_sequence
    Message.objects.all().delete()
    give(tale, ines)
    assert tale.fresh().chosen.expert == ines
    assert tale.request.meeting_sequence == sequence + 1
    assert told(tale.partner, "presales.agreed")
    assert told(ines, "presales.agreed")
    assert told(ines, "presales.assigned")


def test_dates_of_another_expert_stay_with_them(ines):
    tale, other = tale_at("in_progress"), ExpertFactory()
    tale.propose(three(other))
    give(tale, ines)
    assert tale.fresh().handler == ines
    assert set(tale.request.slots.values_list("expert", flat=True)) == {other.pk}


def test_busy_expert_is_marked_and_refused_with_the_date(ines):
    tale, busy = tale_at("planned"), tale_at("planned")
    name = busy.expert.get_full_name()
    page = reader(tale.expert).get(page_of(tale)).content.decode()
    assert f"{name} (pas libre à ces dates)" in page
    assert "Ines Moreau (pas" not in page
    answer = give(tale, busy.expert)
    assert answer.status_code == 422
    assert f"{name} est déjà pris" in answer.content.decode()
    assert tale.fresh().handler == tale.expert
    with pytest.raises(Refused, match="déjà pris"):
        handing.entrust(request=tale.request, to=busy.expert, by=tale.expert)
    assert Slot.objects.filter(expert=busy.expert).count() == 3


@pytest.mark.parametrize("whom", ["nobody", "partner", "handler", "gone"])
def test_only_a_colleague_of_the_team_can_be_chosen(whom):
    tale = tale_at("in_progress")
    ExpertFactory()
    people = {"nobody": None, "partner": tale.partner, "handler": tale.expert, "gone": ExpertFactory(is_active=False)}
    answer = give(tale, people[whom])
    assert answer.status_code == 422
    assert "Choisissez quelqu’un de l’équipe avant-vente." in answer.content.decode()
    assert tale.fresh().handler == tale.expert


@pytest.mark.parametrize(("status", "said"), [("to_do", "il faut d’abord l’accepter"), ("cancelled", "la demande est")])
def test_unassigned_or_closed_request_cannot_be_handed_over(ines, status, said):
    tale = tale_at(status)
    assert "Confier à…" not in reader(tale.expert).get(tale.request.get_absolute_url()).content.decode()
    assert said in give(tale, ines).content.decode()
    assert tale.fresh().handler != ines


def test_partners_and_the_back_office_do_not_give_requests_here(ines):
    tale = tale_at("in_progress")
    assert "Confier à…" not in reader(tale.partner).get(tale.request.get_absolute_url()).content.decode()
    for person in (tale.partner, UserFactory(role=Role.BACK_OFFICE)):
        assert reader(person).get(page_of(tale)).status_code == 403
    with pytest.raises(NotYours):
        handing.entrust(request=tale.request, to=ines, by=tale.partner)


def test_handover_without_colleagues_says_so():
    tale = tale_at("in_progress")
    assert "Personne d’autre dans l’équipe" in reader(tale.expert).get(page_of(tale)).content.decode()


@pytest.mark.parametrize("page", ["passation", "reprise"])
def test_outdated_handover_shows_the_current_handler(ines, page):
    tale, late = tale_at("in_progress"), ExpertFactory()
    seen = tale.expert.pk
    give(tale, ines)
    fields = {"followed_by": seen, "to": ExpertFactory().pk}
    answer = reader(late).post(f"/avant-vente/{tale.request.pk}/{page}/", fields, follow=True)
    assert sentences(answer) == ["Quelqu’un vous a devancé : Ines Moreau suit maintenant cette demande."]
    assert tale.fresh().handler == ines
    for address in (tale.request.get_absolute_url(), page_of(tale)):
        assert f'name="followed_by" value="{ines.pk}"' in reader(late).get(address).content.decode()
