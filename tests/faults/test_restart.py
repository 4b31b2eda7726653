"""Web processes restarted one after the other while people work."""

import threading
import time

from tests.faults.browser import BROKEN, Browser
from tests.faults.machine import family, until

PER_SECOND = 20
READERS = 24


def test_a_rolling_restart_shows_nobody_an_error(portal, size, figure):
    person = portal.browser()
    browsers = [Browser(portal.port) for _ in range(READERS)]
    for browser in browsers:
        browser.cookies = dict(person.cookies)
    go, broken = threading.Event(), []

    def read(browser) -> None:
        while not go.wait(READERS / PER_SECOND / 2):  # the other half of the time is the answer's
            try:
                browser.get("/contrats/")
            except BROKEN as error:
                broken.append(repr(error))

    threads = [threading.Thread(target=read, args=(browser,)) for browser in browsers]
    before = [len(browser.answers) for browser in browsers]
    start = time.monotonic()
    for thread in threads:
        thread.start()
    rounds = size(1, 5)

    def answered() -> int:
        return sum(len(browser.answers) for browser in browsers) - sum(before)

    for _ in range(rounds):
        seen = answered()
        until(lambda seen=seen: answered() >= seen + 20, what="people read")
        old = set(family(portal.web.process.pid)[1:])
        portal.roll_web()
        until(
            lambda old=old: (now := set(family(portal.web.process.pid)[1:])) and not old & now, what="new web workers"
        )
        seen = answered()
        until(lambda seen=seen: answered() >= seen + 60, what="people go on reading")
    go.set()
    for thread in threads:
        thread.join()
    took = time.monotonic() - start
    answers = [row for browser, first in zip(browsers, before, strict=True) for row in browser.answers[first:]]
    assert broken == []
    assert {status for _, _, status, _ in answers} == {200}
    figure(restarts=rounds, requests=len(answers), per_second=round(len(answers) / took, 1), errors=0)
