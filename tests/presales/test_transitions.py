"""Every step, from every status, by every role: only those of D6–D13 work."""

import pytest

from portal.access.permissions import Permission
from portal.access.roles import Role
from portal.audit import transitions
from portal.audit.history import history_of
from portal.audit.transitions import Refused
from portal.audit.workflow import steps_of
from portal.core.values import dates
from presales.meetings.enums import SlotState
from presales.meetings.working_time import DAY_SECONDS
from presales.models import PresalesRequest
from presales.requests.actions import answering, ending, handling
from presales.requests.enums import Status
from tests.factories.accounts import UserFactory
from tests.factories.presales import ExpertFactory, tale_at

pytestmark = pytest.mark.django_db

P, A, M, T = Role.PARTNER, Role.AGENT, Role.MANAGER, Role.PRESALES
ASK, TEAM, BOTH = {P, A, M}, {T}, {P, A, M, T}
# (step, from) -> (to, who), written here a second time from D6–D13.
EXPECTED = {
    ("submit", "draft"): ({"to_do"}, ASK),
    ("accept", "to_do"): ({"in_progress"}, TEAM),
    ("propose", "in_progress"): ({"planned"}, TEAM),
    ("agree", "planned"): ({"done"}, ASK),
    ("ask_again", "planned"): ({"in_progress"}, ASK),
    ("undo_agreement", "done"): ({"planned"}, ASK),
    ("move", "done"): ({"in_progress"}, BOTH),
    ("ask_info", "to_do"): ({"awaiting_info"}, TEAM),
    ("ask_info", "in_progress"): ({"awaiting_info"}, TEAM),
    ("ask_info", "planned"): ({"awaiting_info"}, TEAM),
    ("give_info", "awaiting_info"): ({"to_do", "in_progress", "planned"}, ASK),
    ("refuse", "to_do"): ({"refused"}, TEAM),
    ("refuse", "in_progress"): ({"refused"}, TEAM),
    ("cancel", "draft"): ({"cancelled"}, ASK),
    ("cancel", "to_do"): ({"cancelled"}, BOTH),
    ("cancel", "in_progress"): ({"cancelled"}, TEAM),
    ("cancel", "awaiting_info"): ({"cancelled"}, TEAM),
    ("cancel", "planned"): ({"cancelled"}, TEAM),
    ("cancel", "done"): ({"cancelled"}, BOTH),
}


def test_the_workflow_is_that_of_the_guide():
    found = {(name, source): (set(targets), set(info.who)) for name, source, targets, info in steps_of(PresalesRequest)}
    assert found == EXPECTED


def test_labels_are_those_of_the_guide():
    labels = [str(label) for label in Status.labels]
    guide = "Brouillon,A traiter,En cours,En attente info,Planifiée,Terminé,Refusée,Annulée"
    assert labels == guide.split(",")


@pytest.mark.parametrize("status", Status.values)
def test_undocumented_transitions_are_refused_to_every_role(status):
    tale = tale_at(status)
    names = {name for name, _source in EXPECTED}
    for role in Role:
        user = UserFactory(role=role, extra_rights=[Permission.OPPORTUNITIES.value])
        for name in names:
            expected = EXPECTED.get((name, status))
            if expected and role in expected[1]:
                continue
            with pytest.raises(Refused):
                transitions.apply(tale.request, name, by=user, reason="Un motif")
    assert PresalesRequest.objects.get().status == status


@pytest.mark.parametrize("before", ["to_do", "in_progress", "planned"])
def test_an_answer_leads_back_to_the_status_before_the_question(before):
    tale = tale_at(before)
    tale.ask_info()
    answering.give_info(request=tale.request, answer="Douze postes.", by=tale.partner)
    assert tale.fresh().status == before
    question = tale.request.questions.get()
    assert question.answer == "Douze postes."


@pytest.mark.parametrize("step", ["refuse", "cancel", "ask_info", "ask_again"])
def test_a_step_that_needs_a_reason_is_refused_without_one(step):
    tale = tale_at("planned" if step == "ask_again" else "to_do")
    calls = {
        "refuse": lambda: handling.refuse(request=tale.request, reason="  ", by=tale.expert),
        "cancel": lambda: ending.cancel(request=tale.request, reason="", by=tale.partner),
        "ask_info": lambda: handling.ask_info(request=tale.request, question=" ", by=tale.expert),
        "ask_again": lambda: answering.ask_again(request=tale.request, expectations="", half_days=[], by=tale.partner),
    }
    with pytest.raises(Refused, match="motif"):
        calls[step]()


def test_other_dates_release_the_three_and_begin_another_round():
    tale = tale_at("planned")
    tale.ask_again()
    assert tale.fresh().status == Status.IN_PROGRESS
    assert set(tale.request.slots.values_list("state", flat=True)) == {SlotState.RELEASED}
    tale.propose()
    assert tale.fresh().round == 2
    assert tale.request.slots.filter(round=2, state=SlotState.HELD).count() == 3


def test_an_answer_after_a_cancellation_says_who_cancelled():
    tale = tale_at("planned")
    tale.choose()
    tale.cancel(by=tale.expert)
    with pytest.raises(Refused) as refused:
        tale.agree()
    assert tale.expert.get_full_name() in refused.value.sentence
    assert "annulé" in refused.value.sentence


def test_the_second_colleague_reads_who_accepted():
    tale = tale_at("in_progress")
    with pytest.raises(Refused, match=tale.expert.get_full_name()):
        handling.accept(request=tale.request, by=ExpertFactory())
    assert tale.fresh().handler == tale.expert


def test_agreeing_requires_a_date():
    with pytest.raises(Refused, match="Choisissez"):
        tale_at("planned").agree()


def test_a_meeting_moves_and_the_team_proposes_again():
    tale = tale_at("done")
    ending.move(request=tale.request, expectations="Salle prise", half_days=[], by=tale.expert)
    assert tale.fresh().status == Status.IN_PROGRESS
    assert tale.request.chosen is None
    tale.propose()
    tale.choose(1)
    tale.agree()
    assert tale.fresh().status == Status.DONE
    assert tale.request.meeting_sequence == 3


def test_the_clock_counts_working_days_and_stands_still_while_information_is_awaited(time_machine):
    time_machine.move_to("2026-11-26T10:00:00+01:00", tick=False)  # a Thursday
    tale = tale_at("in_progress")
    time_machine.move_to("2026-11-27T10:00:00+01:00", tick=False)
    tale.ask_info()
    assert tale.fresh().clock_spent == DAY_SECONDS
    assert tale.request.due_at is None
    time_machine.move_to("2026-12-03T10:00:00+01:00", tick=False)
    answering.give_info(request=tale.request, answer="Voilà.", by=tale.partner)
    assert tale.fresh().seconds_spent == DAY_SECONDS
    assert tale.request.due_at.astimezone(dates.PARIS).isoformat() == "2026-12-04T10:00:00+01:00"
    time_machine.move_to("2026-12-04T10:00:01+01:00", tick=False)
    assert tale.fresh().is_late


def test_every_step_is_a_sentence_on_the_timeline():
    tale = tale_at("done")
    sentences = [line.sentence for line in history_of(tale.request, newest_first=False)]
    assert len(sentences) == 5
    assert all("presales." not in sentence and "…" not in sentence for sentence in sentences)


def test_two_days_that_begin_on_a_sunday_end_with_tuesday(time_machine):
    time_machine.move_to("2026-11-22T10:00:00+01:00", tick=False)
    due = tale_at("to_do").request.due_at
    assert due.astimezone(dates.PARIS).isoformat() == "2026-11-24T23:59:59+01:00"
