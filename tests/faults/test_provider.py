"""An SMS provider that cuts, hangs, errs after it accepted, is busy, or cannot be asked."""

import time

from tests.faults.browser import code_in
from tests.faults.machine import until
from tests.faults.sales import Sale, read_code, send, sign

MODES = {"cut": 1, "error": 1, "garbage": 1, "hang": 1, "busy": 1, "broken": 1}  # mode: how often before it works
LIFE = 600  # seconds a code lives
SWEEPS = 7  # seconds: two rounds of the sweep


def told_in(portal, sale: Sale) -> list[str]:
    return [row["state"] for row in portal.messages(sale.number, channel="sms")]


def test_each_code_arrives_once_whatever_the_provider_does(portal, size, figure):
    rounds = size(1, 5)
    agent, sales = portal.browser(), []
    for _ in range(rounds):
        for mode, times in MODES.items():
            sale = Sale(portal.new_phone())
            portal.next_sms(sale.phone, [mode] * times)
            send(portal, agent, sale)
            sales.append((mode, sale))
    start = time.monotonic()
    for _, sale in sales:
        read_code(portal, sale, seconds=150)
        until(lambda sale=sale: told_in(portal, sale) == ["delivered"], seconds=150, what="its delivery is known")
    took = time.monotonic() - start
    for mode, sale in sales:
        assert len(portal.sms_to(sale.phone)) == 1, f"{mode}: sent twice"
    lives = [int(portal.sms_to(sale.phone)[0]["validity"]) for _, sale in sales]
    assert all(0 < life <= LIFE for life in lives)
    sign(portal, agent, sales[0][1])
    sids = {portal.sms_to(sale.phone)[0]["sid"] for _, sale in sales}
    reports = [row for row in portal.ledger("callbacks") if row["sid"] in sids]
    assert {row["answer"] for row in reports if row["forged"]} == {403}
    assert {row["answer"] for row in reports if not row["forged"]} == {204}
    figure(
        messages=len(sales),
        modes=list(MODES),
        lost=0,
        doubled=0,
        forged_reports_refused=sum(row["forged"] for row in reports),
        all_known_after_seconds=round(took, 1),
    )


def test_a_code_that_waited_too_long_never_leaves(portal, figure):
    agent, sale = portal.browser(), Sale(portal.new_phone())
    portal.next_sms(sale.phone, ["busy"] * 50)
    send(portal, agent, sale)
    until(lambda: told_in(portal, sale) == ["queued"] and attempts(portal, sale), what="it was refused for now")
    # Whether it waits or is just being refused once more: its life ends now.
    portal.postgres.change("UPDATE messaging_message SET expires_at = now() WHERE recipient = %s", [sale.phone])
    until(lambda: told_in(portal, sale) == ["cancelled"], what="it is given up")
    portal.next_sms(sale.phone, [])
    time.sleep(SWEEPS)
    assert portal.sms_to(sale.phone) == []
    figure(delivered_after_their_life=0)


def attempts(portal, sale: Sale) -> int:
    return sum(row["attempts"] for row in portal.messages(sale.number, channel="sms"))


def test_a_provider_that_cannot_be_asked_gets_no_second_copy(full_only, portal, figure):
    """It took the message, its answer was lost, its list is closed: the client has one code, and can sign with it."""
    agent, sale = portal.browser(), Sale(portal.new_phone())
    portal.list_of_messages(on=False)
    try:
        portal.next_sms(sale.phone, ["cut"])
        send(portal, agent, sale)
        until(lambda: attempts(portal, sale) >= 2, what="it was looked up in vain")
        sign(portal, agent, sale)
        assert len(portal.sms_to(sale.phone)) == 1
        figure(copies=1)
    finally:
        portal.list_of_messages(on=True)


def test_control_without_looking_up_the_code_leaves_twice(full_only, portal, figure):
    agent, sale = portal.browser(), Sale(portal.new_phone())
    portal.worker.kill()
    worker = portal.without("worker", "look_up")
    worker.start()
    try:
        portal.next_sms(sale.phone, ["cut"])
        send(portal, agent, sale)
        until(lambda: len(portal.sms_to(sale.phone)) > 1, what="a second copy")
    finally:
        worker.kill()
    codes = [code_in(row["body"]) for row in portal.sms_to(sale.phone)]
    assert len(codes) == 2
    figure(control_doubled=1)


def test_control_without_the_lease_two_processes_send_the_same(portal, figure):
    agent, sale = portal.browser(), Sale(portal.new_phone())
    portal.worker.kill()
    worker = portal.without("worker", "lease")
    worker.start()
    try:
        portal.next_sms(sale.phone, ["hang"] * 10)
        send(portal, agent, sale)
        until(lambda: len(portal.sms_to(sale.phone)) > 1, what="a second copy while the first call hangs")
    finally:
        worker.kill()
    figure(control_doubled=len(portal.sms_to(sale.phone)) - 1)
