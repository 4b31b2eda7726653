"""Two people, two tabs, one contract: every pair of steps from every status, at the same moment.

The outcome must be what one after the other would have given, in one order or the other: of two that exclude each
other one happens, once in the history, once by mail, and the page of the other tells how the contract stands now.
"""

import threading
from datetime import date
from itertools import combinations_with_replacement

import pytest

from contracts.sales.enums import Status

CLIENT, OFFICE, VALID = "awaiting_client", "awaiting_back_office", "validated"
DRAFT, GONE, UNREACHABLE, UNPAID = "draft", "withdrawn", "unreachable", "unpaid"
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

    def __init__(self, portal, steps: tuple[str, str]):
        self.portal, self.steps = portal, steps
        self.browsers = [portal.browser(STEPS[step][0]) for step in steps]

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
    return portal


def run_pair(portal, status: str, steps: tuple[str, str], count: int) -> dict:
    pair, orders = Pair(portal, steps), {in_turn(status, steps), in_turn(status, steps[::-1])}
    figures = {"races": 0, "one_only": 0, "both_in_turn": 0}
    for made in portal.cast("contracts", status, count):
        since, mailed = len(portal.events(made["number"])), mails(portal, made)
        answers = pair.press(made)
        happened = reached(portal, made, since)
        assert happened in orders, f"{made['number']}: {status} {steps} led to {happened}, not to one of {orders}"
        assert [code for code, _ in answers if code >= 500] == []
        now = portal.statuses([made["number"]])[made["number"]]
        for _, page in answers:
            assert page.status == 200, f"{steps}: the page after it is {page.status}"
            assert label(now) in page.text or now == DRAFT, f"{steps}: the page does not say {now}"
        new = mails(portal, made)[len(mailed) :]
        assert len(new) == len(set(new)), f"mailed twice: {new}"
        figures["races"] += 1
        figures["one_only" if len(happened) == 1 else "both_in_turn"] += 1
    return figures


def test_of_two_steps_at_once_one_happens_or_both_in_turn(quiet, size, figure):
    count = size(1, 200)
    whole = {"pairs": len(PAIRS), "races": 0, "one_only": 0, "both_in_turn": 0}
    for status, *steps in PAIRS:
        for name, value in run_pair(quiet, status, tuple(steps), count).items():
            whole[name] += value
    figure(**whole, twice=0, errors=0)


def test_control_without_the_lock_both_happen(quiet, size, figure):
    """The door reads without locking and saves without looking: the history has two endings."""
    quiet.web.kill()
    web = quiet.without("web", "lock")
    web.start()
    wrong, count = 0, size(3, 20)
    try:
        quiet.wait_ready()
        pair = Pair(quiet, ("validation", "injoignable"))
        orders = {in_turn(OFFICE, pair.steps), in_turn(OFFICE, pair.steps[::-1])}
        for made in quiet.cast("contracts", OFFICE, count):
            since = len(quiet.events(made["number"]))
            answers = pair.press(made)
            bad = reached(quiet, made, since) not in orders or any(code >= 500 for code, _ in answers)
            wrong += bad
    finally:
        web.kill()
    assert wrong > 0
    figure(control_races=count, control_wrong=wrong)
