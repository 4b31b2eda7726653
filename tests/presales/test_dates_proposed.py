"""Three dates, no more and no less, that an expert can keep (D8)."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.urls import reverse

from portal.audit.transitions import Refused
from portal.core.values import dates
from portal.messaging.models import Message
from presales.meetings.enums import SlotState
from presales.meetings.rules import Proposal, in_words, moment_in_paris
from presales.models import Slot
from presales.requests.actions import answering, handling
from presales.requests.actions.ending import release_old_holds
from presales.requests.enums import Status
from tests.factories.presales import ExpertFactory, tale_at, three, working_moment
from tests.presales.test_journey import slots_posted

pytestmark = pytest.mark.django_db


def propose(tale, proposals):
    return handling.propose(request=tale.request, proposals=proposals, by=tale.expert)


@pytest.mark.parametrize("count", [0, 2, 4])
def test_two_or_four_dates_are_refused(count):
    tale = tale_at("in_progress")
    four = [*three(tale.expert), *three(tale.expert, first_day=12)]
    with pytest.raises(Refused, match="exactement trois"):
        propose(tale, four[:count])
    assert tale.fresh().status == Status.IN_PROGRESS
    assert not Slot.objects.exists()


def test_the_same_date_twice_is_refused():
    tale = tale_at("in_progress")
    first, second, _third = three(tale.expert)
    with pytest.raises(Refused, match="identiques"):
        propose(tale, [first, second, first])
    with pytest.raises(Refused, match="identiques"):
        propose(tale, [first, second, Proposal(first.start, first.end, ExpertFactory())])


def test_dates_that_overlap_for_one_expert_are_refused():
    tale = tale_at("in_progress")
    first, second, _third = three(tale.expert)
    half = timedelta(minutes=30)
    with pytest.raises(Refused, match="chevauchent"):
        propose(tale, [first, second, Proposal(first.start + half, first.end + half, tale.expert)])


def test_a_past_date_is_refused():
    tale = tale_at("in_progress")
    past = dates.now() - timedelta(hours=2)
    proposals = [*three(tale.expert)[:2], Proposal(past, past + timedelta(hours=1), tale.expert)]
    with pytest.raises(Refused, match="déjà passé"):
        propose(tale, proposals)


@pytest.mark.parametrize(("day", "hour"), [("2027-03-28", "02:30"), ("2026-10-25", "02:30")])
def test_an_hour_within_a_clock_change_is_refused(day, hour):
    with pytest.raises(ValueError, match="heure change"):
        moment_in_paris(datetime.fromisoformat(day).date(), time.fromisoformat(hour))
    assert moment_in_paris(datetime.fromisoformat(day).date(), time(4)).utcoffset() is not None


def test_the_form_says_each_fault_at_its_date_and_keeps_what_was_typed(client, time_machine):
    time_machine.move_to("2027-03-01T10:00:00+01:00")
    tale = tale_at("in_progress")
    client.force_login(tale.expert)
    posted = slots_posted(tale.expert) | {"creneau2-day": "28/03/2027", "creneau2-hour": "02:30"}
    answer = client.post(reverse("presales:request_proposals", args=[tale.request.pk]), posted)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "heure change" in page
    assert 'value="02:30"' in page
    nothing = client.post(reverse("presales:request_proposals", args=[tale.request.pk]), {})
    assert nothing.status_code == 422


def test_an_expert_held_elsewhere_is_refused_and_said(client):
    held, other = tale_at("planned"), tale_at("in_progress")
    with pytest.raises(Refused, match="déjà pris"):
        handling.propose(request=other.request, proposals=three(held.expert), by=other.expert)
    client.force_login(other.expert)
    page = reverse("presales:request_proposals", args=[other.request.pk])
    assert held.expert.get_full_name() in client.get(page).content.decode()
    answer = client.post(page, slots_posted(held.expert, first_day=7))
    assert answer.status_code == 422
    assert "déjà pris" in answer.content.decode()


def test_released_date_can_be_proposed_to_another():
    held, other = tale_at("planned"), tale_at("in_progress")
    held.ask_again()
    handling.propose(request=other.request, proposals=three(held.expert), by=other.expert)
    assert other.fresh().status == Status.PLANNED


def test_a_date_just_after_another_is_free():
    held, other = tale_at("planned"), tale_at("in_progress")
    proposals = [Proposal(p.end, p.end + timedelta(hours=1), p.expert) for p in three(held.expert)]
    handling.propose(request=other.request, proposals=proposals, by=other.expert)
    assert other.fresh().status == Status.PLANNED


def test_dates_are_held_five_working_days_then_given_back_and_the_partner_is_told_once(time_machine):
    time_machine.move_to("2026-11-23T10:00:00+01:00", tick=False)  # a Monday
    tale = tale_at("planned")
    held = tale.request.slots.first().held_until
    assert held.astimezone(dates.PARIS).isoformat() == "2026-11-30T23:59:59+01:00"
    assert release_old_holds() == 0
    tale.choose()
    time_machine.move_to("2026-12-01T00:00:00+01:00", tick=False)
    with pytest.raises(Refused, match="plus réservée"):
        tale.agree()
    assert release_old_holds() == 1
    assert release_old_holds() == 0
    assert tale.fresh().status == Status.PLANNED
    assert tale.request.chosen is None
    assert set(tale.request.slots.values_list("state", flat=True)) == {SlotState.RELEASED}
    assert Message.objects.filter(kind="presales.holds_ended", recipient=tale.partner.email).count() == 1
    tale.ask_again()
    assert tale.fresh().status == Status.IN_PROGRESS


def test_a_date_is_never_held_beyond_its_own_hour():
    tale = tale_at("in_progress")
    proposals = three(tale.expert, first_day=1)
    propose(tale, proposals)
    assert tale.request.slots.order_by("start")[0].held_until == proposals[0].start


def test_a_foreign_date_is_no_choice(client):
    mine, foreign = tale_at("planned"), tale_at("planned")
    slot = foreign.request.slots.first()
    with pytest.raises(Refused, match="Choisissez"):
        answering.agree(request=mine.request, slot_id=slot.pk, by=mine.partner)
    client.force_login(mine.partner)
    answer = client.post(reverse("presales:request_choice", args=[mine.request.pk]), {"slot": slot.pk})
    assert answer.status_code == 422


def test_dates_are_said_with_day_hour_and_time_zone():
    start = datetime(2026, 12, 1, 9, 5, tzinfo=UTC)
    words = in_words(start, start + timedelta(minutes=90))
    assert words.replace("\u00a0", " ") == "mardi 1er décembre 2026, de 10 h 05 à 11 h 35 (heure de Paris)"
    assert working_moment(1).hour == 10


def test_errors_of_each_date_are_linked_on_top(client):
    tale = tale_at("in_progress")
    client.force_login(tale.expert)
    posted = slots_posted(tale.expert) | {"creneau2-hour": "", "creneau3-day": "02/11/2020"}
    page = client.post(reverse("presales:request_proposals", args=[tale.request.pk]), posted).content.decode()
    assert '<a href="#id_creneau2-hour">Créneau 2, Heure de début' in page
    assert '<a href="#creneau-3">Créneau 3' in page
    assert "2 points à corriger" in page
