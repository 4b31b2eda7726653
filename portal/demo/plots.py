"""What may happen to a contract, from its draft to its end. Each plot writes its steps into a tale."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings

from contracts.sales.enums import CallOutcome, SigningChannel
from portal.demo import phrases
from portal.demo.diary import Diary
from portal.demo.tale import Tale

Plot = Callable[[Tale, Diary, int], None]


def draft(tale: Tale, diary: Diary, days: int) -> None:
    """Begun, not sent; every other one lacks what is asked last."""
    tale.then(diary.moment(days), "draft", partial=tale.rank % 2 == 0)


def _sent(tale: Tale, diary: Diary, days: int) -> datetime:
    begun = tale.then(diary.moment(days), "draft")
    sent = tale.then(diary.soon(begun, 4, 16), "submit")
    return tale.then(diary.soon(sent, 0.3, 0.8), "freeze")


def waiting(tale: Tale, diary: Diary, days: int) -> None:
    """The client has the code and takes their time; some read the offer, some ask for another code."""
    code = _sent(tale, diary, days)
    if diary.rng.random() < 0.5:
        code = tale.then(diary.soon(code, 3, 40), "open_link")
    if days > 2 and diary.rng.random() < 0.5:
        tale.then(diary.later(code, 1), "ask_code")


def waiting_now(tale: Tale, diary: Diary, days: int) -> None:
    """The code has just left: there are some minutes to type it."""
    tale.then(diary.ago(9), "draft")
    tale.then(diary.ago(1.5), "submit")
    tale.then(diary.ago(1), "freeze")


def waiting_for_a_good_number(tale: Tale, diary: Diary, days: int) -> None:
    """The SMS did not arrive: the number is nobody's."""
    _sent(tale, diary, days)


def locked(tale: Tale, diary: Diary, days: int) -> None:
    """Too many wrong codes: the back-office has to unlock."""
    at = _sent(tale, diary, days)
    for _try in range(settings.CODE_WRONG_PER_DAY):
        at = tale.then(diary.soon(at, 0.6, 2), "wrong_code")


def _signed(tale: Tale, diary: Diary, days: int) -> datetime:
    """Signed and sealed, now and then after a wrong code or another day; gives the moment of the signature."""
    code = _sent(tale, diary, days)
    chance = diary.rng.random()
    if chance < 0.12:
        code = tale.then(diary.soon(code, 1, 4), "wrong_code")
    elif chance < 0.22 and days > 4:
        code = tale.then(diary.later(code, 1), "ask_code")
    elif chance < 0.26 and days > 4:
        changed = tale.then(diary.soon(code, 3, 9), "change_mobile", phone=f"{tale.phone[:-2]}{tale.rank % 90 + 10}")
        code = tale.then(diary.soon(changed, 0.3, 0.8), "freeze")
    channel = SigningChannel.CLIENT if diary.rng.random() < 0.3 else SigningChannel.AGENT
    if channel == SigningChannel.CLIENT:
        code = tale.then(diary.soon(code, 0.5, 2), "open_link")
    signed = tale.then(diary.soon(code, 1.5, 6), "sign", channel=channel)
    tale.then(diary.soon(signed, 0.1, 0.3), "seal")
    return signed


def _call(tale: Tale, diary: Diary, at: datetime, outcome: str) -> datetime:
    notes = {CallOutcome.CONFIRMED: phrases.CONFIRMED, CallOutcome.CALL_BACK: phrases.CALL_BACK}
    note = diary.rng.choice(notes.get(outcome, phrases.MISSED))
    return tale.then(at, "call", outcome=outcome, note=note)


def queued(tale: Tale, diary: Diary, days: int) -> None:
    """Signed; the back-office has not called yet, or is to call back."""
    signed = _signed(tale, diary, days)
    if days > 1:
        outcome = diary.rng.choice([CallOutcome.CALL_BACK, CallOutcome.NO_ANSWER, CallOutcome.VOICEMAIL])
        _call(tale, diary, diary.later(signed, 1), outcome)


def queued_missed(tale: Tale, diary: Diary, days: int) -> None:
    """Three calls on three days and nobody: the queue proposes to give up."""
    signed = _signed(tale, diary, days)
    for after, outcome in ((1, CallOutcome.NO_ANSWER), (2, CallOutcome.VOICEMAIL), (4, CallOutcome.NO_ANSWER)):
        _call(tale, diary, diary.later(signed, after), outcome)


def _confirmed(tale: Tale, diary: Diary, days: int) -> datetime:
    """Signed, called, validated; gives the moment of the validation."""
    signed = _signed(tale, diary, days)
    called = signed
    if days > 4 and diary.rng.random() < 0.35:
        called = _call(tale, diary, diary.later(called, 1), diary.rng.choice(list(CallOutcome)[1:4]))
    called = _call(tale, diary, diary.later(called, 1 if days > 2 else 0), CallOutcome.CONFIRMED)
    return tale.then(diary.soon(called, 2, 9), "validate")


def validated(tale: Tale, diary: Diary, days: int) -> None:
    _confirmed(tale, diary, days)


def withdrawn(tale: Tale, diary: Diary, days: int) -> None:
    """Confirmed, then the client thinks better of it, within the fourteen days."""
    tale.then(diary.later(_confirmed(tale, diary, days), diary.rng.randint(1, 4)), "withdraw")


def withdrawn_early(tale: Tale, diary: Diary, days: int) -> None:
    """The client renounces before anybody called."""
    tale.then(diary.later(_signed(tale, diary, days), 1), "withdraw")


def withdrawn_by_letter(tale: Tale, diary: Diary, days: int) -> None:
    """A letter: the day it was sent counts."""
    signed = _signed(tale, diary, days)
    sent = diary.later(signed, diary.rng.randint(2, 5))
    reason = diary.rng.choice(phrases.LETTERS)
    tale.then(diary.later(sent, diary.rng.randint(2, 4)), "letter", sent_on=sent.date(), reason=reason)


def expired(tale: Tale, diary: Diary, days: int) -> None:
    """Nobody signed in thirty days."""
    begun = tale.then(diary.moment(days), "draft")
    sent = tale.then(diary.soon(begun, 4, 16), "submit")
    frozen = tale.then(diary.soon(sent, 0.3, 0.8), "freeze")
    tale.then(diary.later(frozen, 2), "ask_code")
    tale.then(sent + timedelta(days=settings.CONTRACT_EXPIRY_DAYS, minutes=7), "expire")


def unreachable(tale: Tale, diary: Diary, days: int) -> None:
    """Signed, then never to be found again."""
    at = _signed(tale, diary, days)
    for after, outcome in ((1, CallOutcome.NO_ANSWER), (2, CallOutcome.VOICEMAIL), (2, CallOutcome.NO_ANSWER)):
        at = _call(tale, diary, diary.later(at, after), outcome)
    tale.then(diary.soon(at, 2, 6), "unreachable", reason=diary.rng.choice(phrases.UNREACHABLE))


def reopened(tale: Tale, diary: Diary, days: int) -> None:
    """Given up, then the client calls back."""
    unreachable(tale, diary, days)
    back = tale.then(diary.later(tale.steps[-1].at, 3), "reopen", reason=diary.rng.choice(phrases.REOPENED[::2]))
    tale.then(diary.soon(_call(tale, diary, diary.soon(back, 1, 3), CallOutcome.CONFIRMED), 1, 4), "validate")


def unpaid(tale: Tale, diary: Diary, days: int) -> None:
    """Confirmed, but the money does not come."""
    at = diary.later(_confirmed(tale, diary, days), diary.rng.randint(10, 18))
    tale.then(at, "unpaid", reason=diary.rng.choice(phrases.UNPAID))


def paid_at_last(tale: Tale, diary: Diary, days: int) -> None:
    unpaid(tale, diary, days)
    tale.then(diary.later(tale.steps[-1].at, 3), "reopen", reason=phrases.REOPENED[1])


def unlocked(tale: Tale, diary: Diary, days: int) -> None:
    """Locked after wrong codes, unlocked by the back-office, signed."""
    locked(tale, diary, days)
    at = diary.later(tale.steps[-1].at, 1)
    at = tale.then(at, "unlock", reason=phrases.UNLOCKED)
    at = tale.then(diary.soon(at, 1, 4), "ask_code")
    signed = tale.then(diary.soon(at, 1, 4), "sign", channel=SigningChannel.AGENT)
    tale.then(diary.soon(signed, 0.1, 0.3), "seal")
    called = _call(tale, diary, diary.later(signed, 1), CallOutcome.CONFIRMED)
    tale.then(diary.soon(called, 1, 4), "validate")
