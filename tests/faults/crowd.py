"""People at work, so many requests a second whatever the answers take: most read a list, some keep a draft."""

import queue
import threading
import time
import uuid
from collections import Counter
from contextlib import suppress
from itertools import count

from tests.faults.browser import BROKEN
from tests.faults.machine import until

PEOPLE = 24
ONE_WRITES_IN = 5


class Crowd:
    """`with Crowd(portal, browsers, per_second=20) as crowd`: what each request got stands in `statuses`, `broken`."""

    def __init__(self, portal, make_browser, *, per_second: float):
        self.portal, self.pause = portal, 1 / per_second
        first = make_browser().sign_in("agent@exemple.fr")
        self.browsers = [make_browser() for _ in range(PEOPLE)]
        for browser in self.browsers:
            browser.cookies = dict(first.cookies)
        self.statuses, self.broken, self.slowest = Counter(), [], 0.0
        self._turns, self._end = queue.Queue(maxsize=PEOPLE), threading.Event()
        self._threads = [threading.Thread(target=self._work, args=(browser,)) for browser in self.browsers]
        self._clock = threading.Thread(target=self._tick)
        self._keep = threading.Lock()

    def __enter__(self) -> "Crowd":
        self.start = time.monotonic()
        for thread in (*self._threads, self._clock):
            thread.start()
        return self

    def __exit__(self, kind, value, trace) -> None:
        self._end.set()
        self._clock.join()
        for thread in self._threads:
            thread.join()
        self.took = time.monotonic() - self.start

    def _tick(self) -> None:
        """One turn each `pause`, from the start. When everybody waits for an answer, nobody else comes."""
        for number in count(1):
            if self._end.wait(max(0.0, self.start + number * self.pause - time.monotonic())):
                return
            with suppress(queue.Full):
                self._turns.put_nowait(number)

    def _work(self, browser) -> None:
        while not self._end.is_set():
            try:
                number = self._turns.get(timeout=0.2)
            except queue.Empty:
                continue
            start = time.monotonic()
            try:
                answer = self._ask(browser, number)
            except BROKEN as error:
                self.broken.append(repr(error))
                continue
            with self._keep:
                self.statuses[answer.status] += 1
                self.slowest = max(self.slowest, time.monotonic() - start)

    def _ask(self, browser, number: int):
        if number % ONE_WRITES_IN:
            return browser.get("/contrats/")
        return browser.send_contract(self.portal.product, self.portal.new_phone(), uuid.uuid4(), button="garder")

    @property
    def answered(self) -> int:
        return self.statuses.total()

    def go_on(self, requests: int) -> None:
        """Waits until so many more were answered."""
        enough = self.answered + requests
        until(lambda: self.answered >= enough, what=f"{requests} more answers")

    def figures(self) -> dict:
        return {
            "requests": self.answered,
            "per_second": round(self.answered / self.took, 1),
            "errors": len(self.broken) + sum(n for status, n in self.statuses.items() if status >= 500),
            "slowest_s": round(self.slowest, 2),
        }
