"""Scripts of contracts, from draft to end; each writes its steps into a scenario."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings

from contracts.demo import phrases
from contracts.demo.scenario import Scenario
from contracts.sales.enums import CallOutcome, SigningChannel
from portal.demo.working_hours import WorkingHours

Script = Callable[[Scenario, WorkingHours, int], None]


def draft(scenario: Scenario, hours: WorkingHours, days: int) -> None:
    """A draft, not sent; every other one is incomplete."""
    scenario.then(hours.moment(days), "draft", partial=scenario.rank % 2 == 0)


def _sent(scenario: Scenario, hours: WorkingHours, days: int) -> datetime:
    begun = scenario.then(hours.moment(days), "draft")
    sent = scenario.then(hours.soon(begun, 4, 16), "submit")
    return scenario.then(hours.soon(sent, 0.3, 0.8), "freeze")


def waiting(scenario: Scenario, hours: WorkingHours, days: int) -> None:
    """A client who has the code and has not signed; some read the offer, some ask for another code."""
    code = _sent(scenario, hours, days)
    if hours.rng.random() < 0.5:
        code = scenario.then(hours.soon(code, 3, 40), "open_link")
    if days > 2 and hours.rng.random() < 0.5:
        scenario.then(hours.later(code, 1), "ask_code")


def waiting_now(scenario: Scenario, hours: WorkingHours, days: int) -> None:
    """A code sent a moment ago, with minutes left to type it."""
    scenario.then(hours.ago(9), "draft")
    scenario.then(hours.ago(1.5), "submit")
    scenario.then(hours.ago(1), "freeze")


def waiting_for_a_good_number(scenario: Scenario, hours: WorkingHours, days: int) -> None:
    """An SMS that did not arrive: the number is nobody's."""
    _sent(scenario, hours, days)


def locked(scenario: Scenario, hours: WorkingHours, days: int) -> None:
    """A lock after too many wrong codes."""
    at = _sent(scenario, hours, days)
    for _try in range(settings.CODE_WRONG_PER_DAY):
        at = scenario.then(hours.soon(at, 0.6, 2), "wrong_code")


def _signed(scenario: Scenario, hours: WorkingHours, days: int) -> datetime:
    """Sign and seal, sometimes after a wrong code or another day; return the moment of the signature."""
    code = _sent(scenario, hours, days)
    chance = hours.rng.random()
    if chance < 0.12:
        code = scenario.then(hours.soon(code, 1, 4), "wrong_code")
    elif chance < 0.22 and days > 4:
        code = scenario.then(hours.later(code, 1), "ask_code")
    elif chance < 0.26 and days > 4:
        changed = scenario.then(
            hours.soon(code, 3, 9), "change_mobile", phone=f"{scenario.phone[:-2]}{scenario.rank % 90 + 10}"
        )
        code = scenario.then(hours.soon(changed, 0.3, 0.8), "freeze")
    channel = SigningChannel.CLIENT if hours.rng.random() < 0.3 else SigningChannel.AGENT
    if channel == SigningChannel.CLIENT:
        code = scenario.then(hours.soon(code, 0.5, 2), "open_link")
    signed = scenario.then(hours.soon(code, 1.5, 6), "sign", channel=channel)
    scenario.then(hours.soon(signed, 0.1, 0.3), "seal")
    return signed


def _call(scenario: Scenario, hours: WorkingHours, at: datetime, outcome: str) -> datetime:
    notes = {CallOutcome.CONFIRMED: phrases.CONFIRMED, CallOutcome.CALL_BACK: phrases.CALL_BACK}
    note = hours.rng.choice(notes.get(outcome, phrases.MISSED))
    return scenario.then(at, "call", outcome=outcome, note=note)


def queued(scenario: Scenario, hours: WorkingHours, days: int) -> None:
    """A signed contract that waits for its first call, or another one."""
    signed = _signed(scenario, hours, days)
    if days > 1:
        outcome = hours.rng.choice([CallOutcome.CALL_BACK, CallOutcome.NO_ANSWER, CallOutcome.VOICEMAIL])
        _call(scenario, hours, hours.later(signed, 1), outcome)


def queued_missed(scenario: Scenario, hours: WorkingHours, days: int) -> None:
    """Three calls on three days without an answer: the queue proposes to close."""
    signed = _signed(scenario, hours, days)
    for after, outcome in ((1, CallOutcome.NO_ANSWER), (2, CallOutcome.VOICEMAIL), (4, CallOutcome.NO_ANSWER)):
        _call(scenario, hours, hours.later(signed, after), outcome)


def _confirmed(scenario: Scenario, hours: WorkingHours, days: int) -> datetime:
    """Sign, call, validate; return the moment of the validation."""
    signed = _signed(scenario, hours, days)
    called = signed
    if days > 4 and hours.rng.random() < 0.35:
        called = _call(scenario, hours, hours.later(called, 1), hours.rng.choice(list(CallOutcome)[1:4]))
    called = _call(scenario, hours, hours.later(called, 1 if days > 2 else 0), CallOutcome.CONFIRMED)
    return scenario.then(hours.soon(called, 2, 9), "validate")


def validated(scenario: Scenario, hours: WorkingHours, days: int) -> None:
    _confirmed(scenario, hours, days)


def withdrawn(scenario: Scenario, hours: WorkingHours, days: int) -> None:
    """A validated contract, withdrawn within the fourteen days."""
    scenario.then(hours.later(_confirmed(scenario, hours, days), hours.rng.randint(1, 4)), "withdraw")


def withdrawn_early(scenario: Scenario, hours: WorkingHours, days: int) -> None:
    """A contract withdrawn before anybody called."""
    scenario.then(hours.later(_signed(scenario, hours, days), 1), "withdraw")


def withdrawn_by_letter(scenario: Scenario, hours: WorkingHours, days: int) -> None:
    """A withdrawal by letter: its sending day counts."""
    signed = _signed(scenario, hours, days)
    sent = hours.later(signed, hours.rng.randint(2, 5))
    reason = hours.rng.choice(phrases.LETTERS)
    scenario.then(hours.later(sent, hours.rng.randint(2, 4)), "letter", sent_on=sent.date(), reason=reason)


def expired(scenario: Scenario, hours: WorkingHours, days: int) -> None:
    """A contract unsigned for thirty days."""
    begun = scenario.then(hours.moment(days), "draft")
    sent = scenario.then(hours.soon(begun, 4, 16), "submit")
    frozen = scenario.then(hours.soon(sent, 0.3, 0.8), "freeze")
    scenario.then(hours.later(frozen, 2), "ask_code")
    scenario.then(sent + timedelta(days=settings.CONTRACT_EXPIRY_DAYS, minutes=7), "expire")


def unreachable(scenario: Scenario, hours: WorkingHours, days: int) -> None:
    """A signed contract whose client cannot be reached."""
    at = _signed(scenario, hours, days)
    for after, outcome in ((1, CallOutcome.NO_ANSWER), (2, CallOutcome.VOICEMAIL), (2, CallOutcome.NO_ANSWER)):
        at = _call(scenario, hours, hours.later(at, after), outcome)
    scenario.then(hours.soon(at, 2, 6), "unreachable", reason=hours.rng.choice(phrases.UNREACHABLE))


def reopened(scenario: Scenario, hours: WorkingHours, days: int) -> None:
    """A closed contract, reopened when the client calls back."""
    unreachable(scenario, hours, days)
    back = scenario.then(
        hours.later(scenario.steps[-1].at, 3), "reopen", reason=hours.rng.choice(phrases.REOPENED[::2])
    )
    scenario.then(hours.soon(_call(scenario, hours, hours.soon(back, 1, 3), CallOutcome.CONFIRMED), 1, 4), "validate")


def unpaid(scenario: Scenario, hours: WorkingHours, days: int) -> None:
    """A validated contract that is not paid."""
    at = hours.later(_confirmed(scenario, hours, days), hours.rng.randint(10, 18))
    scenario.then(at, "unpaid", reason=hours.rng.choice(phrases.UNPAID))


def paid_at_last(scenario: Scenario, hours: WorkingHours, days: int) -> None:
    unpaid(scenario, hours, days)
    scenario.then(hours.later(scenario.steps[-1].at, 3), "reopen", reason=phrases.REOPENED[1])


def unlocked(scenario: Scenario, hours: WorkingHours, days: int) -> None:
    """A signature locked after wrong codes, then unlocked by the back-office and signed."""
    locked(scenario, hours, days)
    at = hours.later(scenario.steps[-1].at, 1)
    at = scenario.then(at, "unlock", reason=phrases.UNLOCKED)
    at = scenario.then(hours.soon(at, 1, 4), "ask_code")
    signed = scenario.then(hours.soon(at, 1, 4), "sign", channel=SigningChannel.AGENT)
    scenario.then(hours.soon(signed, 0.1, 0.3), "seal")
    called = _call(scenario, hours, hours.later(signed, 1), CallOutcome.CONFIRMED)
    scenario.then(hours.soon(called, 1, 4), "validate")
