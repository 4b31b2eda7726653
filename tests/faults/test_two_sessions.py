"""Two people, two tabs, one contract: every pair of steps from every status, at the same moment.

The outcome must be what one after the other would have given, in one order or the other: of two that exclude each
other one happens, once in the history, once by mail, and the page of the other tells how the contract stands now.
"""

import threading
from collections import Counter
from datetime import date
from itertools import combinations_with_replacement

import pytest

from contracts.sales.enums import Status

CLIENT, OFFICE, VALID = "awaiting_client", "awaiting_back_office", "validated"
DRAFT, GONE, UNREACHABLE, UNPAID = "draft", "withdrawn", "unreachable", "unpaid"
NOTICE = "messaging/messages/notice"  # one for each step that the seller is told of
REASON = {"reason": "Vu au même moment"}

# page of the step: who takes it, what is typed
STEPS = {
    "signature": ("agent", lambda made: {"code": made["code"], "challenge": made["challenge"]}),
    "modification": ("agent", lambda made: {}),
    "validation": ("office", lambda made: {}),
    "injoignable": ("office", lambda made: REASON),
    "impaye": ("office", lambda made: REASON),
    "retractation": ("office", lambda made: {"sent_on": f"{date.today():%d/%m/%Y}", **REASON}),
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
        """Both answers, after the redirects."""
        start, answers = threading.Barrier(2), [None, None]

        def one(index: int) -> None:
            step, browser = self.steps[index], self.browsers[index]
            start.wait()
            first = browser.post(f"/contrats/{made['number']}/{step}/", **STEPS[step][1](made))
            answers[index] = (first.status, browser.follow(first))

        threads = [threading.Thread(target=one, args=(index,)) for index in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return answers


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


@pytest.fixture
def sessions(quiet) -> dict:
    return {who: (quiet.browser(who), quiet.browser(who)) for who in ("agent", "office")}


def race(portal, pair: Pair, status: str, made: dict) -> tuple[str, ...]:
    """Both press; what happened is checked against what may, and returned."""
    since, mailed = len(portal.events(made["number"])), mails(portal, made)
    answers = pair.press(made)
    happened, what = reached(portal, made, since), f"{made['number']}, {status}, {pair.steps}"
    orders = {in_turn(status, pair.steps), in_turn(status, pair.steps[::-1])}
    assert happened in orders, f"{what}: led to {happened}, not to one of {orders}"
    assert [code for code, _ in answers if code >= 500] == [], what
    now = portal.statuses([made["number"]])[made["number"]]
    assert now == happened[-1], what
    if len(happened) == 1:
        for step, (_, page) in zip(pair.steps, answers, strict=True):
            if LEADS[status][step] == now:
                continue
            # A draft is nobody's but its seller's: to the back-office it may not exist any more.
            hidden = now == DRAFT and STEPS[step][0] == "office"
            assert page.status == 200 or (hidden and page.status == 404), f"{what}: {step} reads {page.status}"
            told = label(now) in page.text or "a changé entre-temps" in page.text
            assert told or page.status == 404, f"{what}: {step} is not told that it is {now}"
        assert any(page.status == 200 for _, page in answers), what
    new = Counter(mails(portal, made)[len(mailed) :])
    to_seller = sum(count for (template, _), count in new.items() if template == NOTICE)
    assert to_seller <= len(happened), f"{what}: {new}"
    assert all(count == 1 for (template, _), count in new.items() if template != NOTICE), f"{what}: {new}"
    return happened


def test_of_two_steps_at_once_one_happens_or_both_in_turn(quiet, sessions, size, figure):
    count, happened = size(1, 200), []
    for _ in range(count):
        every = quiet.cast("contracts", *(status for status, *_ in PAIRS))
        for (status, *steps), made in zip(PAIRS, every, strict=True):
            happened.append(race(quiet, Pair(sessions, tuple(steps)), status, made))
    alone = sum(len(each) == 1 for each in happened)
    figure(
        pairs=len(PAIRS),
        races=len(happened),
        one_alone=alone,
        both_in_turn=len(happened) - alone,
        twice=0,
        errors=0,
    )


def test_control_without_the_lock_both_happen(quiet, sessions, size, figure):
    """The door reads without locking and saves without looking: the history has two endings."""
    quiet.web.kill()
    web = quiet.without("web", "lock")
    web.start()
    wrong, count = 0, size(3, 20)
    try:
        quiet.wait_ready()
        pair = Pair(sessions, ("validation", "injoignable"))
        orders = {in_turn(OFFICE, pair.steps), in_turn(OFFICE, pair.steps[::-1])}
        for made in quiet.cast("contracts", *[OFFICE] * count):
            since = len(quiet.events(made["number"]))
            answers = pair.press(made)
            bad = reached(quiet, made, since) not in orders or any(code >= 500 for code, _ in answers)
            wrong += bad
    finally:
        web.kill()
    assert wrong > 0
    figure(control_races=count, control_wrong=wrong)
