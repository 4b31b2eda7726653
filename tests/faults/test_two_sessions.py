"""Two people, two tabs, one contract: every pair of steps from every status, at the same moment.

The outcome must be what one after the other would have given, in one order or the other: of two that exclude each
other one happens, once in the history, once by mail, and the page of the other tells how the contract stands now.
"""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations_with_replacement
from queue import SimpleQueue

import pytest

from contracts.sales.enums import Status
from portal.core.values import dates
from tests.codes.together import together

CLIENT, OFFICE, VALID = "awaiting_client", "awaiting_back_office", "validated"
DRAFT, GONE, UNREACHABLE, UNPAID = "draft", "withdrawn", "unreachable", "unpaid"
NOTICE = "messaging/messages/notice"  # one for each step that the seller is told of
REASON = {"reason": "Vu au même moment"}

# page of the step: who takes it, what is typed
STEPS = {
    "signature": ("agent", lambda made: {"code": made["code"], "challenge": made["challenge"]}),
    "modification": ("agent", lambda made: {}),
    "validation": ("office", lambda made: {"mobile_checked": "on", **REASON}),
    "injoignable": ("office", lambda made: REASON),
    "impaye": ("office", lambda made: REASON),
    "retractation": ("office", lambda made: {"sent_on": f"{dates.today():%d/%m/%Y}", **REASON}),
    "reouverture": ("office", lambda made: REASON),
}
# status: steps that may be taken from it, and where each leads (contracts made here are closed after their signature)
LEADS = {
    CLIENT: {"signature": OFFICE, "modification": DRAFT, "injoignable": UNREACHABLE, "retractation": GONE},
    OFFICE: {"validation": VALID, "injoignable": UNREACHABLE, "impaye": UNPAID, "retractation": GONE},
    VALID: {"impaye": UNPAID, "retractation": GONE},
    UNREACHABLE: {"reouverture": OFFICE, "retractation": GONE},
    UNPAID: {"reouverture": OFFICE, "retractation": GONE},
}
PAIRS = [(status, *pair) for status, steps in LEADS.items() for pair in combinations_with_replacement(steps, 2)]
DESKS = 4  # races at the same time, each on a contract of its own, between sessions of its own
CAST_AT_ONCE = 5  # rounds whose contracts one process makes: raced well within the ten minutes of their codes


def in_turn(status: str, steps: tuple[str, str]) -> tuple[str, ...]:
    """The statuses reached when the steps come one after the other; one that cannot be taken changes nothing."""
    reached, unsigned = [], status == CLIENT
    for step in steps:
        to = LEADS.get(status, {}).get(step)
        if unsigned and status == UNREACHABLE:  # closed unsigned: nothing to withdraw from; reopened: to the client
            to = CLIENT if step == "reouverture" else None
        if to:
            unsigned &= step != "signature"
            reached.append(to)
            status = to
    return tuple(reached)


class Pair:
    """Two sessions that press at the same moment."""

    def __init__(self, sessions: dict, steps: tuple[str, str]):
        self.steps = steps
        self.browsers = [sessions[STEPS[step][0]][index] for index, step in enumerate(steps)]

    def press(self, made: dict) -> list:
        """Both answers."""

        def one(index: int):
            step = self.steps[index]
            return self.browsers[index].post(f"/contrats/{made['number']}/{step}/", **STEPS[step][1](made))

        return together(2, one)


def reached(portal, made: dict, since: int) -> tuple[str, ...]:
    return tuple(to for _, to in portal.events(made["number"])[since:] if to)


def mails(portal, made: dict) -> list[tuple[str, str]]:
    """What was mailed about the contract: template and recipient."""
    return [(row["template"], row["recipient"]) for row in portal.messages(made["number"], channel="email")]


def label(status: str) -> str:
    return str(Status(status).label)


@pytest.fixture
def quiet(portal):
    """Contracts made by hand are printed and sealed by nobody."""
    portal.worker.kill()
    portal.beat.stop()
    yield portal
    portal.postgres.change(
        "UPDATE contracts_contract SET signed_document_id = document_id "
        "WHERE signed_at IS NOT NULL AND signed_document_id IS NULL"
    )


def sessions_of(portal) -> dict:
    """Two of the seller, two of the back-office: what one reads after its step is of that step alone."""
    return {who: (portal.browser(who), portal.browser(who)) for who in ("agent", "office")}


def race(portal, pair: Pair, status: str, made: dict) -> tuple[str, ...]:
    """Both press; what happened is checked against what may, and returned."""
    since, mailed = len(portal.events(made["number"])), mails(portal, made)
    answers = pair.press(made)
    happened, what = reached(portal, made, since), f"{made['number']}, {status}, {pair.steps}"
    orders = {in_turn(status, pair.steps), in_turn(status, pair.steps[::-1])}
    assert happened in orders, f"{what}: led to {happened}, not to one of {orders}"
    assert [answer.status for answer in answers if answer.status >= 500] == [], what
    now = portal.statuses([made["number"]])[made["number"]]
    assert now == happened[-1], what
    if len(happened) == 1:
        for step, browser, answer in zip(pair.steps, pair.browsers, answers, strict=True):
            if LEADS[status][step] == now:
                continue
            page = browser.follow(answer)
            assert page.status == 200, f"{what}: {step} reads {page.status}"
            told = label(now) in page.text or "a changé entre-temps" in page.text
            assert told, f"{what}: {step} is not told that it is {now}"
    new = Counter(mails(portal, made)[len(mailed) :])
    to_seller = sum(count for (template, _), count in new.items() if template == NOTICE)
    assert to_seller <= len(happened), f"{what}: {new}"
    assert all(count == 1 for (template, _), count in new.items() if template != NOTICE), f"{what}: {new}"
    return happened


def cast_for(portal, pairs: list[tuple]) -> list[dict]:
    """A contract for each of `pairs`, in the status it starts from."""
    return portal.cast("contracts", *(status for status, *_ in pairs)) if pairs else []


def race_all(portal, desks: SimpleQueue, pairs: list[tuple], every: list[dict]) -> list[tuple[str, ...]]:
    """One race for each of `pairs`, on each of `every` contract, as many at a time as there are desks."""

    def one(pair: tuple, made: dict) -> tuple[str, ...]:
        status, *steps = pair
        sessions = desks.get()
        try:
            return race(portal, Pair(sessions, tuple(steps)), status, made)
        finally:
            desks.put(sessions)

    with ThreadPoolExecutor(desks.qsize()) as pool:
        return list(pool.map(one, pairs, every))


def test_of_two_steps_at_once_one_happens_or_both_in_turn(quiet, size, figure):
    desks, happened, rounds = SimpleQueue(), [], size(1, 200)
    for _ in range(DESKS):
        desks.put(sessions_of(quiet))
    batches = [PAIRS * min(CAST_AT_ONCE, rounds - done) for done in range(0, rounds, CAST_AT_ONCE)]
    with ThreadPoolExecutor(1) as caster:  # makes the contracts of the next batch while this one is raced
        made = caster.submit(cast_for, quiet, batches[0])
        for batch, following in zip(batches, [*batches[1:], []], strict=True):
            every, made = made.result(), caster.submit(cast_for, quiet, following)
            happened += race_all(quiet, desks, batch, every)
    alone = sum(len(each) == 1 for each in happened)
    figure(
        pairs=len(PAIRS),
        races=len(happened),
        one_alone=alone,
        both_in_turn=len(happened) - alone,
        twice=0,
        errors=0,
    )


def test_control_without_the_lock_both_happen(quiet, size, figure):
    """The door reads without locking and saves without looking: the history has two endings."""
    quiet.web.kill()
    web = quiet.without("web", "lock")
    web.start()
    wrong, count = 0, size(3, 20)
    try:
        quiet.wait_ready()
        pair = Pair(sessions_of(quiet), ("validation", "injoignable"))
        orders = {in_turn(OFFICE, pair.steps), in_turn(OFFICE, pair.steps[::-1])}
        for made in quiet.cast("contracts", *[OFFICE] * count):
            since = len(quiet.events(made["number"]))
            answers = pair.press(made)
            bad = reached(quiet, made, since) not in orders or any(answer.status >= 500 for answer in answers)
            wrong += bad
    finally:
        web.kill()
    assert wrong > 0
    figure(control_races=count, control_wrong=wrong)
