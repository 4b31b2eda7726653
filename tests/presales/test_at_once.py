"""Two people at the same instant, on real row locks: one wins, the other reads why."""

import time

import pytest

from portal.audit import transitions
from portal.audit.history import history_of
from portal.audit.transitions import Refused
from portal.messaging.models import Message
from portal.messaging.states import Channel
from presales.meetings import queries
from presales.meetings.enums import SlotState
from presales.models import PresalesRequest, Slot
from presales.requests.actions import answering, handing, handling
from tests.codes.together import errors_of, together
from tests.factories.presales import ExpertFactory, PartnerFactory, tale_at, three

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_two_colleagues_accept_at_once_and_one_reads_who_did():
    tale = tale_at("to_do")
    team = [tale.expert, ExpertFactory()]
    answers = together(2, lambda number: handling.accept(request=tale.request, by=team[number]))
    refused = [answer for answer in answers if isinstance(answer, Refused)]
    assert len(refused) == 1
    winner = PresalesRequest.objects.get().handler
    assert winner.get_full_name() in refused[0].sentence
    assert [line.event.verb for line in history_of(tale.request)].count("presales.accepted") == 1
    assert Message.objects.filter(kind="presales.accepted", channel=Channel.EMAIL).count() == 1


def test_without_the_lock_two_colleagues_do_not_both_read_why(monkeypatch):
    """The control: what keeps the test above green is the lock, not luck."""
    tale = tale_at("to_do")
    team = [tale.expert, ExpertFactory()]

    def without_lock(obj):
        row = PresalesRequest.objects.get(pk=obj.pk)
        time.sleep(0.3)
        return row

    monkeypatch.setattr(transitions, "lock", without_lock)
    answers = together(2, lambda number: handling.accept(request=tale.request, by=team[number]))
    assert not [answer for answer in answers if isinstance(answer, Refused)]
    assert errors_of(answers)


def propose_at_once(expert):
    tales = [tale_at("in_progress"), tale_at("in_progress")]
    answers = together(
        2,
        lambda number: handling.propose(
            request=tales[number].request, proposals=three(expert), by=tales[number].expert
        ),
    )
    return answers, Slot.objects.filter(expert=expert, state=SlotState.HELD).count()


def test_one_expert_is_never_held_twice_at_the_same_hour():
    answers, held = propose_at_once(ExpertFactory(last_name="Kervella"))
    refused = [answer for answer in answers if isinstance(answer, Refused)]
    assert len(refused) == 1
    assert "Kervella est déjà pris" in refused[0].sentence
    assert held == 3


def test_without_the_lock_on_the_expert_both_would_be_held(monkeypatch):
    """The control: the rows of experts are read without a lock, and both see a free week."""

    class Unlocked:
        objects = type("M", (), {"select_for_update": lambda self, **_: PresalesRequest.objects.none()})()

    monkeypatch.setattr(handling, "get_user_model", lambda: Unlocked)
    real = queries.busy

    def slow(**asked):
        found = list(real(**asked)[:1])
        time.sleep(0.3)
        return type("Found", (), {"first": lambda self: found[0] if found else None})()

    monkeypatch.setattr(queries, "busy", slow)
    answers, held = propose_at_once(ExpertFactory())
    assert not errors_of(answers)
    assert held == 6


@pytest.mark.parametrize("status", ["in_progress", "done"])
@pytest.mark.parametrize("taken", [False, True])
def test_a_request_given_or_taken_twice_at_once_goes_to_one_colleague(status, taken):
    tale = tale_at(status)
    team = [ExpertFactory(), ExpertFactory()]
    give = [handing.entrust, handing.assign if taken else handing.entrust]
    answers = together(2, lambda number: give[number](request=tale.request, to=team[number], by=team[1]))
    (refused,) = [answer for answer in answers if isinstance(answer, Refused)]
    winner = tale.fresh().handler
    assert winner in team
    assert refused.sentence == f"Quelqu’un vous a devancé : {winner.get_full_name()} suit maintenant cette demande."
    verbs = [line.event.verb for line in history_of(tale.request)]
    assert verbs.count("presales.assigned") + verbs.count("presales.taken_over") == 1


def test_without_the_lock_both_would_have_given_it(monkeypatch):
    tale = tale_at("in_progress")
    team = [ExpertFactory(), ExpertFactory()]

    def without_lock(obj):
        row = PresalesRequest.objects.get(pk=obj.pk)
        time.sleep(0.3)
        return row

    monkeypatch.setattr(transitions, "lock", without_lock)
    answers = together(2, lambda number: handing.entrust(request=tale.request, to=team[number], by=tale.expert))
    assert not [answer for answer in answers if isinstance(answer, Refused)]


def test_two_people_of_a_partner_choose_at_once_and_one_date_is_taken():
    tale = tale_at("planned")
    colleague = PartnerFactory(organisation=tale.partner.organisation)
    slots, people = list(tale.request.slots.order_by("start")), [tale.partner, colleague]
    answers = together(
        2,
        lambda number: answering.agree(request=tale.request, slot_id=slots[number].pk, by=people[number]),
    )
    (refused,) = [answer for answer in answers if isinstance(answer, Refused)]
    assert "a accepté la date" in refused.sentence
    assert tale.fresh().slots.filter(state=SlotState.TAKEN).count() == 1
    assert not tale.request.slots.filter(state=SlotState.HELD).exists()
