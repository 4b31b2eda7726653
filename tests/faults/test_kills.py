"""SIGKILL of every kind of process while contracts are sent and signed."""

import random
import threading
import time

from tests.faults.machine import until
from tests.faults.sales import in_parallel, settled

KINDS = ("worker", "web", "postgres", "redis", "beat")
STUCK_AFTER = 120  # seconds, promised


def kill_and_restart(portal, kind: str, *, hurry: bool) -> None:
    """Kills one kind of process with all its children and starts it again, as its container would be."""
    part = portal.part(kind)
    part.kill()
    if kind == "worker":
        portal.restart_worker(hurry=hurry)
    else:
        part.start()
    until(portal.is_ready, what=f"the portal is ready after {kind} was killed")


def kill_during(portal, thread: threading.Thread, kills: list[str], *, hurry: bool) -> list[str]:
    """Kills, at random moments, until the sales end or everybody had their turn.

    On a busy machine they are as much further apart as a start takes longer: a worker that never lives sells nothing.
    """
    done = []
    for kind in kills:
        thread.join(timeout=random.uniform(0.3, 2.5 if hurry else 6 * portal.slowness()))
        if not thread.is_alive():
            break
        kill_and_restart(portal, kind, hurry=hurry)
        done.append(kind)
    return done


def in_any_order(rounds: int) -> list[str]:
    return [kind for _ in range(rounds) for kind in random.sample(KINDS, len(KINDS))]


def test_whatever_is_killed_no_contract_is_lost_nor_signed_twice(portal, size, figure):
    count = size(6, 100)
    hurry = count < 20
    sales, thread = in_parallel(portal, count, sellers=3 if hurry else 10)
    killed = kill_during(portal, thread, in_any_order(1 if hurry else count // 4), hurry=hurry)
    thread.join()
    start = time.monotonic()
    assert [sale.trouble for sale in sales if sale.trouble] == []
    if hurry:  # what died with its worker is free at once; the full form waits for the leases
        portal.worker.kill()
        portal.restart_worker()
    within = STUCK_AFTER * portal.slowness()
    until(lambda: all(settled(portal, sale) for sale in sales), seconds=within, pause=0.5, what="all is settled")
    stuck_for = time.monotonic() - start

    statuses = portal.statuses([sale.number for sale in sales])
    assert [sale.number for sale in sales if statuses.get(sale.number) != "awaiting_back_office"] == []
    signatures = [[verb for verb, _ in portal.events(sale.number)].count("contracts.signed") for sale in sales]
    assert signatures == [1] * count
    sent = [row["body"] for row in portal.ledger("sms") if row["to"] in {sale.phone for sale in sales}]
    assert len(sent) == len(set(sent)), "a code was sent twice though the provider can be asked"
    assert [sale.errors for sale in sales if sale.errors] == []
    assert sum(sale.logged_out for sale in sales) == 0
    mails = [row["id"] for row in portal.ledger("mail")]
    doubled = len(mails) - len(set(mails))
    assert len({sale.number for sale in sales}) == count, "a form sent twice made two contracts"
    figure(
        sales=count,
        kills={kind: killed.count(kind) for kind in KINDS},
        lost=0,
        signed_twice=0,
        codes_sent=len(sent),
        codes_doubled=0,
        mails_doubled=doubled,
        processes_that_ended_by_themselves=portal.worker.exits + portal.web.exits + portal.beat.exits,
        settled_after_seconds=round(stuck_for, 1),
    )
