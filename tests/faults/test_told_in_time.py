"""Both sides of a pre-sales request get their mail within a minute of each change, by real processes."""

import re
import time
from datetime import date, timedelta

import pytest

from tests.faults.browser import Browser
from tests.faults.machine import until
from tests.faults.portal import PEOPLE

WITHIN = 60  # seconds, promised
PARTNER, EXPERT = PEOPLE["partner"], PEOPLE["expert"]


@pytest.fixture(scope="module")
def presales(running) -> dict:
    return running.cast("presales")


class Timed:
    """Takes steps, and waits for the mail each of them sends: `longest` is the worst of the waits, in seconds."""

    def __init__(self, portal):
        self.portal, self.longest, self.mails = portal, 0.0, 0

    def step(self, browser: Browser, path: str, *recipients: str, **fields):
        before = len(self.portal.ledger("mail"))
        since = time.time()
        answer = browser.post(path, **fields)
        assert answer.status == 302, (path, answer.status, re.findall(r'class="error[^<]*<[^<]*', answer.text))
        self.wait_for(recipients, since=since, before=before)
        return answer

    def wait_for(self, recipients, *, since: float, before: int) -> None:
        def arrived() -> list[dict]:
            rows = self.portal.ledger("mail")[before:]
            return [row for row in rows if row["to"][0] in recipients]

        until(lambda: len(arrived()) >= len(recipients), seconds=WITHIN * self.portal.slowness(), what="the mail")
        assert sorted(row["to"][0] for row in arrived()) == sorted(recipients)
        self.mails += len(recipients)
        self.longest = max(self.longest, *(row["at"] - since for row in arrived()), 0.0)


def draft(partner: Browser, presales: dict) -> str:
    """The address of a new request, still a draft."""
    wished = date.today() + timedelta(days=20)
    answer = partner.post(
        f"/avant-vente/nouvelle/?opportunite={presales['opportunity']}",
        description="Voir",
        mode="remote",
        wished_on=wished.isoformat(),
        brouillon="1",
        version="1",
    )
    assert answer.status == 302, answer.text[-2000:]
    return answer.location


def three_dates(presales: dict, first: int) -> dict:
    fields = {}
    for rank in (1, 2, 3):
        day = date.today() + timedelta(days=first + rank)
        fields |= {
            f"creneau{rank}-day": day.isoformat(),
            f"creneau{rank}-hour": "10:00",
            f"creneau{rank}-minutes": "60",
            f"creneau{rank}-expert": presales["expert"],
        }
    return fields


def first_slot(partner: Browser, request: str) -> str:
    return re.search(r'name="slot" value="(\d+)"', partner.get(request).text).group(1)


def test_each_change_of_a_request_is_mailed_within_a_minute(portal, presales, size, figure):
    partner, expert, timed = portal.browser("partner"), portal.browser("expert"), Timed(portal)
    for turn in range(size(1, 10)):
        request = draft(partner, presales)
        timed.step(partner, f"{request}soumission/", EXPERT)
        timed.step(expert, f"{request}acceptation/", PARTNER)
        timed.step(expert, f"{request}question/", PARTNER, question="Combien ?")
        timed.step(partner, f"{request}reponse/", EXPERT, answer="Douze.")
        timed.step(expert, f"{request}propositions/", PARTNER, **three_dates(presales, 30 + 20 * turn))
        timed.step(partner, f"{request}autres-dates/", EXPERT, expectations="Plus tard")
        timed.step(expert, f"{request}propositions/", PARTNER, **three_dates(presales, 35 + 20 * turn))
        timed.step(partner, f"{request}creneau/", PARTNER, EXPERT, slot=first_slot(partner, request))
        timed.step(expert, f"{request}annulation/", PARTNER, EXPERT, reason="Reporté")
    figure(mails=timed.mails, longest_seconds=round(timed.longest, 1))
    assert timed.longest <= WITHIN * portal.slowness()


def test_a_change_is_mailed_within_a_minute_though_the_worker_dies_and_the_broker_forgets(portal, presales, figure):
    """The wake-up is lost: the sweep alone finds the mail, once there is a worker again."""
    partner, timed = portal.browser("partner"), Timed(portal)
    request = draft(partner, presales)
    before = len(portal.ledger("mail"))
    portal.worker.kill()
    since = time.time()
    assert partner.post(f"{request}soumission/").status == 302
    portal.redis.flush()
    portal.restart_worker()
    timed.wait_for([EXPERT], since=since, before=before)
    figure(mails=timed.mails, longest_seconds=round(timed.longest, 1))
