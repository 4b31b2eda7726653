"""One code, one try: what each thing that people type leads to (domain row S6)."""

import pytest

from portal.audit.history import history_of
from portal.codes.challenges import kill, live_challenge
from portal.codes.checking import Kind, clean
from portal.codes.enums import Death, Outcome, State
from portal.codes.models import Attempt, Challenge
from tests.codes.desk import PURPOSE, Desk, other_than


def test_the_right_code_is_accepted_and_used(desk):
    issued = desk.issue()
    result = desk.type(issued.code)
    issued.challenge.refresh_from_db()
    assert result.kind == Kind.ACCEPTED
    assert issued.challenge.state == State.USED
    assert issued.challenge.ended_at is not None
    assert result.attempt.outcome == Outcome.ACCEPTED
    assert result.attempt.by == desk.agent


def test_the_client_may_type_it_on_their_own_phone(desk):
    issued = desk.issue()
    result = desk.type(issued.code, client=True)
    assert result.kind == Kind.ACCEPTED
    assert (result.attempt.channel, result.attempt.by) == ("client", None)


def test_a_code_serves_once(desk):
    issued = desk.issue()
    desk.type(issued.code)
    again = desk.type(issued.code, challenge=issued.challenge.pk)
    assert again.kind == Kind.STALE
    assert not again.needs_new_code


@pytest.mark.parametrize(
    "written", ["{0} {1}", "{0}\u00a0{1}", "{0}.{1}", "{0}-{1}", " {0}{1} \n", "{0}\u202f{1}", "{0}–{1}"]
)
def test_a_code_is_read_as_people_write_it(desk, written):
    code = desk.issue().code
    assert desk.type(written.format(code[:3], code[3:])).kind == Kind.ACCEPTED


@pytest.mark.parametrize(
    "pasted",
    [
        "Code : {0}{1}",
        "Comptoir : {0}{1} est votre code pour signer le contrat CT-2026-000123 (valable 10 min).",
        "Code\u00a0: {0} {1}, merci",
    ],
)
def test_a_code_is_found_in_the_words_it_was_copied_with(desk, pasted):
    code = desk.issue().code
    assert desk.type(pasted.format(code[:3], code[3:])).kind == Kind.ACCEPTED


@pytest.mark.parametrize("pasted", ["123456 ou 654321", "https://exemple.fr/l/a123456b", "+33 6 12 34 56 78"])
def test_two_codes_or_none_are_not_guessed(pasted):
    assert clean(pasted) is None


def test_full_width_digits_of_a_japanese_keyboard_are_digits():
    assert clean("１２３４５６") == "123456"


@pytest.mark.parametrize("nonsense", ["", "12345", "1234567", "12a456", "abcdef", "1" * 5000, "\u0661" * 6, "+12345"])
def test_input_other_than_six_digits_uses_up_no_try(desk, nonsense):
    issued = desk.issue()
    result = desk.type(nonsense)
    assert result.kind == Kind.MALFORMED
    assert "6 chiffres" in result.sentence
    assert not Attempt.objects.filter(outcome=Outcome.WRONG).exists()
    assert desk.type(issued.code).kind == Kind.ACCEPTED


def test_a_wrong_code_dies_and_asks_for_a_new_one(desk):
    issued = desk.issue()
    result = desk.type(other_than(issued.code))
    issued.challenge.refresh_from_db()
    assert result.kind == Kind.WRONG
    assert result.needs_new_code
    assert "4 essais" in result.sentence
    assert (issued.challenge.state, issued.challenge.death) == (State.DEAD, Death.WRONG)
    assert desk.type(issued.code, challenge=issued.challenge.pk).kind == Kind.STALE


def test_the_last_try_is_said_to_be_the_last(desk):
    for _ in range(3):
        desk.wrong()
    assert "un essai" in desk.wrong().sentence


def test_an_expired_code_dies_and_is_not_counted_as_wrong(desk, clock):
    issued = desk.issue()
    clock.shift(600)
    result = desk.type(issued.code)
    issued.challenge.refresh_from_db()
    assert result.kind == Kind.EXPIRED
    assert result.needs_new_code
    assert issued.challenge.death == Death.EXPIRED
    assert desk.status().wrong_left_today == 5


def test_a_code_lives_to_its_last_second(desk, clock):
    issued = desk.issue()
    clock.shift(599)
    assert desk.type(issued.code).kind == Kind.ACCEPTED


def test_expired_codes_never_lock(desk, clock):
    for _ in range(8):
        desk.issue()
        clock.shift(601)
        assert desk.type("123456").kind == Kind.EXPIRED
    assert desk.status().lock is None


def test_a_second_tab_on_a_dead_code_is_answered_calmly(desk):
    first = desk.issue()
    second = desk.issue()
    result = desk.type(first.code, challenge=first.challenge.pk)
    assert result.kind == Kind.STALE
    assert desk.status().wrong_left_today == 5
    assert desk.type(second.code).kind == Kind.ACCEPTED


@pytest.mark.parametrize("challenge", ["", "nonsense", "12", "' OR 1=1", "00000000-0000-0000-0000-000000000000"])
def test_a_form_that_names_no_code_is_stale_and_never_an_error(desk, challenge):
    issued = desk.issue()
    assert desk.type(issued.code, challenge=challenge).kind == Kind.STALE


def test_nothing_can_be_typed_before_a_code_was_made(desk):
    assert desk.type("123456").kind == Kind.STALE


def test_the_code_of_another_contract_is_just_wrong(desk, monkeypatch):
    codes = iter(["111111", "222222"])
    monkeypatch.setattr("portal.codes.issuing.new_code", lambda: next(codes))
    desk.issue()
    other = Desk(agent=desk.agent).issue()
    assert desk.type(other.code).kind == Kind.WRONG


def test_the_challenge_of_another_contract_is_stale_here(desk):
    desk.issue()
    other = Desk(agent=desk.agent).issue()
    assert desk.type(other.code, challenge=other.challenge.pk).kind == Kind.STALE
    other.challenge.refresh_from_db()
    assert other.challenge.state == State.LIVE


@pytest.mark.parametrize("change", [{"phone": "+33698765432"}, {"document": "b" * 64}])
def test_a_code_made_for_another_number_or_document_is_dead(desk, change):
    issued = desk.issue()
    result = desk.type(issued.code, **change)
    issued.challenge.refresh_from_db()
    assert result.kind == Kind.STALE
    assert issued.challenge.death == Death.EDITED
    assert not Attempt.objects.filter(outcome=Outcome.WRONG).exists()


def test_a_row_copied_onto_another_subject_accepts_no_code(desk):
    """Who can write in the database still cannot move a code: its digest names subject, document and number."""
    issued = desk.issue()
    other = Desk(agent=desk.agent)
    Challenge.objects.filter(pk=issued.challenge.pk).update(about_id=str(other.about.pk))
    assert other.type(issued.code).kind == Kind.WRONG


def test_an_edit_kills_the_code(desk):
    issued = desk.issue()
    dead = kill(about=desk.about, purpose=PURPOSE, reason="edited")
    assert dead == issued.challenge
    assert live_challenge(desk.about, PURPOSE) is None
    assert desk.type(issued.code, challenge=issued.challenge.pk).kind == Kind.STALE


def test_killing_where_nothing_lives_does_nothing(desk):
    assert kill(about=desk.about, purpose=PURPOSE, reason=Death.CLOSED) is None


def test_a_code_does_not_die_of_a_reason_nobody_knows(desk):
    desk.issue()
    with pytest.raises(ValueError, match="boredom"):
        kill(about=desk.about, purpose=PURPOSE, reason="boredom")


def test_an_attempt_is_written_once_and_never_removed(desk):
    desk.wrong()
    attempt = Attempt.objects.get()
    with pytest.raises(TypeError):
        attempt.save()
    with pytest.raises(TypeError):
        attempt.delete()


def test_the_timeline_tells_codes_and_errors_with_the_number_masked(desk):
    desk.wrong()
    wrong, issued = history_of(desk.about)
    assert wrong.sentence == f"{desk.agent.get_full_name()} a saisi un code erroné"
    assert "06\u00a0••\u00a0••\u00a0••\u00a078" in issued.sentence
