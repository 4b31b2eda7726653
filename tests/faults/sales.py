"""Sales from the form to the sealed copy, by people who try again when nobody answers, as people do."""

import threading
import time
import uuid
from dataclasses import dataclass, field

from tests.faults.browser import BROKEN, Browser, code_in, number_in
from tests.faults.machine import Late

AGAIN = 0.3  # seconds before trying again


@dataclass
class Sale:
    """One sale: what the portal acknowledged (`number`, `signed`) and when."""

    phone: str
    key: uuid.UUID = field(default_factory=uuid.uuid4)
    number: str = ""
    signed: bool = False
    logged_out: int = 0
    errors: list = field(default_factory=list)
    trouble: str = ""


def until_answered(sale: Sale, ask, wanted, seconds: float):
    """Asks until the answer is the `wanted` one; a cut connection and a 503 are tried again."""
    limit = time.monotonic() + seconds
    last = None
    while time.monotonic() < limit:
        try:
            answer = ask()
        except BROKEN as error:
            last = type(error).__name__
        else:
            last = (answer.status, answer.location)
            if found := wanted(answer):
                return found
            if "/connexion/" in answer.location:
                sale.logged_out += 1
            if answer.status >= 500 and answer.status != 503:
                sale.errors.append((answer.status, answer.text[:300]))
        time.sleep(AGAIN)
    raise Late(f"{sale.number or sale.phone}: not within {seconds} s, last answer {last}")


def send(portal, agent: Browser, sale: Sale, *, seconds: float = 120) -> None:
    sale.number = until_answered(
        sale, lambda: agent.send_contract(portal.product, sale.phone, sale.key), number_in, seconds
    )


def read_code(portal, sale: Sale, *, seconds: float = 150) -> str:
    """The code on the client's phone: that of the last SMS."""
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        received = portal.sms_to(sale.phone)
        if received:
            return code_in(received[-1]["body"])
        time.sleep(0.1)
    raise Late(f"{sale.number}: no code within {seconds} s")


def sign(portal, agent: Browser, sale: Sale, *, seconds: float = 120) -> None:
    """Types the code until the portal says it is signed; each try reads the phone again, as a code may be renewed."""

    def ask():
        challenge = agent.challenge(sale.number)
        return agent.type_code(sale.number, challenge, read_code(portal, sale))

    def signed(answer) -> bool:
        return answer.status == 302 and answer.location.endswith("/felicitations/")

    until_answered(sale, ask, signed, seconds)
    sale.signed = True


def sell(portal, agent: Browser, sale: Sale) -> None:
    """As long as processes are killed a sale may be stopped again and again: nobody gives up for ten minutes."""
    try:
        send(portal, agent, sale, seconds=600)
        read_code(portal, sale, seconds=600)
        sign(portal, agent, sale, seconds=600)
    except Exception as error:  # noqa: BLE001 - told with the figures, after all threads ended
        sale.trouble = f"{type(error).__name__}: {error}"


def in_parallel(portal, count: int, *, sellers: int = 3, work=sell) -> tuple[list[Sale], threading.Thread]:
    """Starts `count` sales among a few sellers; returns them, and the thread that ends with the last one."""
    made = [Sale(portal.new_phone()) for _ in range(count)]
    queue, browsers = list(made), [portal.browser() for _ in range(sellers)]

    def desk(agent: Browser) -> None:
        while queue:
            try:
                sale = queue.pop(0)
            except IndexError:
                return
            work(portal, agent, sale)

    def all_desks() -> None:
        threads = [threading.Thread(target=desk, args=(agent,), daemon=True) for agent in browsers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    whole = threading.Thread(target=all_desks, daemon=True)
    whole.start()
    return made, whole


def settled(portal, sale: Sale) -> bool:
    """Nothing is left to do for a signed sale: sealed, mailed, no message on its way."""
    query = "SELECT signed_document_id IS NOT NULL FROM contracts_contract WHERE number = %s"
    rows = portal.postgres.rows(query, [sale.number])
    if not rows or not rows[0][0]:
        return False
    messages = portal.messages(sale.number)
    mailed = any(row["channel"] == "email" and row["state"] in ("sent", "delivered") for row in messages)
    return mailed and not any(row["state"] in ("queued", "sending") for row in messages)
