"""Redis emptied, and Redis away."""

import time

from tests.faults.machine import until
from tests.faults.sales import Sale, read_code, send, sign
from tests.faults.test_provider import told_in

ANSWER_WITHIN = 2  # seconds, promised while the broker is away
OUT_WITHIN = 120  # seconds after its return, promised
PAGES = ("/", "/contrats/", "/contrats/nouveau/", "/recherche/?q=lef", "/sante/pret")


def wrong_codes(portal) -> int:
    return portal.postgres.rows("SELECT count(*) FROM codes_attempt WHERE outcome = 'wrong'")[0][0]


def send_some(portal, agent, count: int) -> list[Sale]:
    sales = [Sale(portal.new_phone()) for _ in range(count)]
    for sale in sales:
        send(portal, agent, sale)
    return sales


def all_out(portal, sales) -> float:
    start = time.monotonic()
    until(
        lambda: all(told_in(portal, sale) in (["sent"], ["delivered"]) for sale in sales),
        seconds=OUT_WITHIN * portal.slowness(),
        what="every waiting message is out",
        pause=0.3,
    )
    return time.monotonic() - start


def test_an_emptied_broker_loses_no_message(portal, size, figure):
    agent = portal.browser()
    portal.beat.stop()
    portal.worker.kill()
    sales = send_some(portal, agent, size(3, 40))
    assert portal.redis.waiting() >= len(sales)
    portal.redis.flush()
    assert portal.redis.waiting() == 0
    portal.worker.start()
    portal.beat.start()
    took = all_out(portal, sales)
    assert [len(portal.sms_to(sale.phone)) for sale in sales] == [1] * len(sales)
    figure(waiting=len(sales), lost=0, doubled=0, out_after_seconds=round(took, 1))


def test_control_with_wake_ups_alone_an_emptied_broker_loses_them(portal, size, figure):
    """Without the schedule nothing sweeps: what was in the broker is gone, though a later message arrives."""
    agent = portal.browser()
    portal.beat.stop()
    portal.worker.kill()
    lost = send_some(portal, agent, size(2, 40))
    portal.redis.flush()
    portal.worker.start()
    later = Sale(portal.new_phone())
    send(portal, agent, later)
    read_code(portal, later)
    assert [sale for sale in lost if portal.sms_to(sale.phone)] == []
    figure(control_waiting=len(lost), control_lost=len(lost))


def test_without_broker_pages_answer_nobody_is_logged_out_and_all_leaves_afterwards(portal, size, figure):
    agent, office = portal.browser(), portal.browser("office")
    watched = Sale(portal.new_phone())
    send(portal, agent, watched)
    code = read_code(portal, watched)
    other = f"{(int(code) + 1) % 1_000_000:06d}"
    agent.type_code(watched.number, agent.challenge(watched.number), other)
    wrong = wrong_codes(portal)
    assert wrong > 0
    portal.redis.kill()
    before = len(agent.answers), len(office.answers)
    sales = send_some(portal, agent, size(3, 40))
    for browser in (agent, office):
        for page in PAGES:
            browser.follow(browser.get(page))
    answers = agent.answers[before[0] :] + office.answers[before[1] :]
    assert [answer for answer in answers if answer[2] >= 500] == []
    slowest = max(seconds for _, _, _, seconds in answers)
    portal.redis.start()
    took = all_out(portal, sales)
    assert agent.is_signed_in()
    assert office.is_signed_in()
    assert wrong_codes(portal) == wrong
    sign(portal, agent, sales[0])
    assert [len(portal.sms_to(sale.phone)) for sale in sales] == [1] * len(sales)
    assert slowest <= ANSWER_WITHIN * portal.slowness(), f"a page took {slowest:.1f} s"
    figure(
        pages=len(answers),
        errors=0,
        slowest_page_seconds=round(slowest, 2),
        waiting=len(sales),
        lost=0,
        out_after_seconds=round(took, 1),
        logged_out=0,
        counters_reset=0,
        workers_ended_and_restarted=portal.worker.exits,
    )
