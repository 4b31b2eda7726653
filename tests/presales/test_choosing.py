"""The partner chooses a date with one press, and can undo it before anybody is told."""

from datetime import timedelta

import pytest
from django.urls import reverse

from portal.audit.transitions import Refused
from portal.core.values import dates
from portal.messaging.models import Message
from portal.undo import commands as undo
from portal.undo.models import Reversal
from presales.meetings.enums import SlotState
from presales.requests.actions import ending, handing
from presales.requests.enums import Status
from tests.contracts.desk import reader
from tests.factories.presales import ExpertFactory, Tale, tale_at, three

pytestmark = pytest.mark.django_db
WINDOW = 10


@pytest.fixture
def window(settings):
    settings.UNDO_SECONDS = WINDOW


def states(tale) -> list[str]:
    return sorted(tale.request.slots.filter(round=tale.fresh().round).values_list("state", flat=True))


def told() -> int:
    return Message.objects.filter(kind="presales.agreed").count()


def choose(tale, rank: int = 0):
    slot = tale.request.slots.order_by("start")[rank]
    address = reverse("presales:request_choice", args=[tale.request.pk])
    return reader(tale.partner).post(address, {"slot": slot.pk}, follow=True)


def later(time_machine) -> None:
    time_machine.move_to(dates.now() + timedelta(seconds=WINDOW + 1), tick=False)
    undo.finish_due()


def test_one_press_agrees_and_offers_to_undo(window):
    tale = tale_at("planned")
    page = choose(tale, 1).content.decode()
    assert tale.fresh().status == Status.DONE
    assert tale.request.chosen == tale.request.slots.order_by("start")[1]
    assert "Le rendez-vous est fixé" in page
    assert page.count("/annuler/") >= 1 or "Annuler" in page
    assert states(tale) == [SlotState.HELD, SlotState.HELD, SlotState.TAKEN]
    assert told() == 0


def test_choice_is_told_and_other_dates_are_free_once_the_time_has_passed(window, time_machine):
    tale = tale_at("planned")
    choose(tale)
    later(time_machine)
    assert states(tale) == [SlotState.RELEASED, SlotState.RELEASED, SlotState.TAKEN]
    both = {tale.partner.email, tale.expert.email}
    assert (
        set(Message.objects.filter(kind="presales.agreed", recipient__contains="@").values_list("recipient", flat=True))
        == both
    )


def test_undone_choice_gives_the_three_dates_back_and_tells_nobody(window, time_machine):
    tale = tale_at("in_progress")
    type(tale.request).objects.update(expectations="Le matin", half_days=["lun-matin"])
    tale.propose()
    choose(tale)
    reversal = Reversal.objects.get()
    reader(tale.partner).post(reverse("undo:undoing", args=[reversal.pk]))
    assert tale.fresh().status == Status.PLANNED
    assert tale.request.chosen is None
    assert (tale.request.expectations, tale.request.half_days) == ("Le matin", ["lun-matin"])
    assert states(tale) == [SlotState.HELD] * 3
    later(time_machine)
    assert told() == 0
    choose(tale, 2)
    later(time_machine)
    assert tale.fresh().meeting_sequence == 2
    assert told() > 0


def test_colleague_cannot_undo_and_the_team_has_no_such_step(window):
    tale = tale_at("planned")
    choose(tale)
    with pytest.raises(Refused):
        undo.undo(reversal=Reversal.objects.get(), by=tale.expert)
    assert tale.fresh().status == Status.DONE


def test_meeting_moved_within_the_time_is_not_announced_any_more(window, time_machine):
    tale = tale_at("planned")
    choose(tale)
    ending.move(request=tale.request, expectations="Salle prise", half_days=[], by=tale.expert)
    later(time_machine)
    assert told() == 0
    assert set(states(tale)) == {SlotState.RELEASED}


def test_meeting_given_away_within_the_time_is_announced_once(window, time_machine):
    tale, heir = tale_at("planned"), ExpertFactory()
    choose(tale)
    handing.entrust(request=tale.fresh(), to=heir, by=tale.expert)
    announced = told()
    later(time_machine)
    assert told() == announced > 0
    assert states(tale) == [SlotState.RELEASED, SlotState.RELEASED, SlotState.TAKEN]


def test_holds_that_end_within_the_time_leave_the_meeting_alone(window, time_machine):
    time_machine.move_to("2026-11-23T10:00:00+01:00", tick=False)
    tale = tale_at("planned")
    choose(tale)
    tale.request.slots.filter(state=SlotState.HELD).update(held_until=dates.now())
    assert ending.release_old_holds() == 0
    assert tale.fresh().status == Status.DONE
    later(time_machine)
    assert tale.fresh().chosen is not None


def test_stale_and_foreign_dates_are_refused():
    tale, other = tale_at("planned"), Tale()
    other.submit(), other.accept()
    other.propose(three(other.expert, first_day=14))
    foreign = other.request.slots.first()
    address = reverse("presales:request_choice", args=[tale.request.pk])
    desk = reader(tale.partner)
    for slot in ("", "x", foreign.pk):
        assert desk.post(address, {"slot": slot}).status_code == 422
    tale.request.slots.update(held_until=dates.now() - timedelta(hours=1))
    gone = desk.post(address, {"slot": tale.request.slots.first().pk}, follow=True)
    assert "n’est plus réservée" in gone.content.decode()
    assert tale.fresh().status == Status.PLANNED


def test_page_of_the_window_asks_ten_queries_at_most(window, django_assert_max_num_queries):
    tale = tale_at("planned")
    choose(tale)
    desk = reader(tale.partner)
    desk.get(tale.request.get_absolute_url())
    with django_assert_max_num_queries(10):
        page = desk.get(tale.request.get_absolute_url()).content.decode()
    assert "Vous venez de choisir une date." in page
