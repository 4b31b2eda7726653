"""PostgreSQL stopped and killed while people work."""

import threading
import time

from tests.faults.browser import BROKEN, number_in
from tests.faults.machine import until
from tests.faults.sales import Sale

NORMAL_WITHIN = 10  # seconds after its return, promised
PAGES = ("/contrats/", "/contrats/nouveau/", "/")


class Crowd:
    """People who read pages and send contracts without a pause; each answer is kept with its hour."""

    def __init__(self, portal, readers: int = 2, sellers: int = 2):
        self.portal, self.go = portal, True
        self.seen: list[tuple[float, int, dict, str]] = []
        self.acknowledged: list[str] = []
        works = [self._read] * readers + [self._sell] * sellers
        self.threads = [threading.Thread(target=work, args=(portal.browser(),)) for work in works]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *failure):
        self.go = False
        for thread in self.threads:
            thread.join()

    def _keep(self, answer) -> None:
        self.seen.append((time.monotonic(), answer.status, answer.headers, answer.text[:4000]))

    def _read(self, browser) -> None:
        while self.go:
            for page in PAGES:
                try:
                    self._keep(browser.get(page))
                except BROKEN:
                    self.seen.append((time.monotonic(), 0, {}, ""))
            time.sleep(0.05)

    def _sell(self, browser) -> None:
        sale = Sale(self.portal.new_phone())
        while self.go:
            try:
                answer = browser.send_contract(self.portal.product, sale.phone, sale.key)
            except BROKEN:
                self.seen.append((time.monotonic(), 0, {}, ""))
                continue
            self._keep(answer)
            if number := number_in(answer):
                self.acknowledged.append(number)
                sale = Sale(self.portal.new_phone())
            time.sleep(0.05)

    def good_since(self, moment: float) -> int:
        return sum(status in (200, 302) for at, status, _, _ in list(self.seen) if at > moment)

    def statuses_between(self, start: float, end: float) -> set[int]:
        return {status for at, status, _, _ in list(self.seen) if start < at < end}


def test_a_database_that_goes_and_comes_back_loses_nothing_acknowledged(portal, size, figure):
    recoveries, away_answers = [], []
    with Crowd(portal) as crowd:
        for number in range(size(2, 10)):
            start = len(crowd.acknowledged)
            until(lambda start=start: len(crowd.acknowledged) >= start + 2, what="contracts are sent")
            (portal.postgres.stop if number % 2 == 0 else portal.postgres.kill)()
            gone = time.monotonic()
            until(
                lambda gone=gone: sum(at > gone and status == 503 for at, status, *_ in list(crowd.seen)) >= 5,
                what="pages that say the portal comes back",
            )
            away_answers += [row for row in list(crowd.seen) if row[0] > gone]
            portal.postgres.start()
            back = time.monotonic()
            until(lambda back=back: crowd.good_since(back) >= 8, what="normal pages again")
            recoveries.append(time.monotonic() - back)
        settled = time.monotonic()
        until(lambda: crowd.good_since(settled) >= 12, what="calm pages")
    calm = {status for at, status, *_ in crowd.seen if at > settled}
    assert calm <= {200, 302}, "still failing after the first normal pages"
    assert {row[1] for row in away_answers} <= {503, 200, 302}, "something else than a calm 503"
    refusals = [row for row in away_answers if row[1] == 503]
    assert {row[2].get("retry-after") for row in refusals} == {"10"}
    assert all("Le portail revient dans un instant" in row[3] for row in refusals)
    kept = portal.statuses(crowd.acknowledged)
    assert [number for number in crowd.acknowledged if number not in kept] == []
    assert len(set(crowd.acknowledged)) == len(crowd.acknowledged)
    assert max(recoveries) <= NORMAL_WITHIN * portal.slowness()
    figure(
        stops=len(recoveries),
        acknowledged=len(crowd.acknowledged),
        lost=0,
        answers_while_away=len(away_answers),
        answers_503=len(refusals),
        normal_after_seconds=round(max(recoveries), 1),
    )


MOST_KILLS = 6
UNSAFE = {"synchronous_commit": "off", "wal_writer_delay": "10s", "wal_writer_flush_after": "0"}


def configure(portal, values: dict) -> None:
    for name, value in values.items():
        portal.postgres.change(f"ALTER SYSTEM SET {name} = '{value}'" if value else f"ALTER SYSTEM RESET {name}")
    portal.postgres.rows("SELECT pg_reload_conf()")


def test_control_with_commits_that_are_not_awaited_some_are_lost(full_only, portal, figure):
    """The measure sees a loss where there is one: PostgreSQL acknowledges before it wrote, then dies.

    Killed just after it wrote all the same, it loses nothing: so it is killed until something is lost.
    """
    configure(portal, UNSAFE)
    acknowledged, lost = [], []
    try:
        for _kill in range(MOST_KILLS):
            acknowledged += (sent := _sent_until_killed(portal))
            kept = portal.statuses(sent)
            lost += [number for number in sent if number not in kept]
            if lost:
                break
    finally:
        configure(portal, dict.fromkeys(UNSAFE, ""))
        portal.postgres.stop()  # all of it takes effect for whoever connects from now on
    portal.postgres.start()
    assert lost
    figure(control_acknowledged=len(acknowledged), control_lost=len(lost))


def _sent_until_killed(portal) -> list[str]:
    with Crowd(portal) as crowd:
        until(lambda: len(crowd.acknowledged) >= 3, what="contracts are sent")
        portal.postgres.kill()
        sent = list(crowd.acknowledged)
    portal.postgres.start()
    return sent
