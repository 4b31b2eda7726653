"""The providers, in a process of their own: Twilio and a mail server, whose ledgers are the truth about what was sent.

`python -m tests.faults.stand_ins <folder> <twilio port> <smtp port> <portal port> <token>`. The ledgers are
`sms.jsonl`, `mail.jsonl` and `callbacks.jsonl` in the folder. `PUT /_how {"to": number, "how": [...]}` says what
happens to the next creations for a number (`*`: for all), `PUT /_list {"on": false}` closes the list of messages.
"""

import http.client
import json
import random
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP
from twilio.request_validator import RequestValidator

from tests.messaging.stand_ins import Twilio

HANG = 14  # seconds: longer than the portal waits


class Ledger:
    def __init__(self, path: Path):
        self.path, self.lock = path, threading.Lock()
        path.touch()

    def write(self, **row) -> None:
        with self.lock, self.path.open("a") as file:
            file.write(json.dumps({"at": time.time(), **row}) + "\n")


class Provider(Twilio):
    """Reports each message as the real one may at its worst: early, twice, shuffled, and forged by somebody else."""

    hang_seconds = HANG

    def __init__(self, folder: Path, port: int, portal_port: int, token: str):
        self.sms, self.callbacks = Ledger(folder / "sms.jsonl"), Ledger(folder / "callbacks.jsonl")
        self.plans: dict[str, list[str]] = {}
        self.taking = threading.Lock()
        self.portal_port, self.signature = portal_port, RequestValidator(token)
        super().__init__(port)

    def how_for(self, form: dict) -> str:
        for number in (form["To"], "*"):
            if self.plans.get(number):
                plan = self.plans[number]
                return plan[0] if number == "*" else plan.pop(0)
        return self.how

    def take(self, form: dict) -> dict:
        with self.taking:
            sms = super().take(form)
        self.sms.write(sid=sms["sid"], to=form["To"], body=form["Body"], validity=form.get("ValidityPeriod"))
        if address := form.get("StatusCallback"):
            threading.Thread(target=self._report, args=(sms["sid"], address), daemon=True).start()
        return sms

    def _report(self, sid: str, address: str) -> None:
        statuses = ["queued", "sent", "delivered", "delivered"]
        random.shuffle(statuses)
        self._post(sid, address, "failed", forged=True)
        for status in statuses:
            self._post(sid, address, status)

    def _post(self, sid: str, address: str, status: str, *, forged: bool = False) -> None:
        fields = {"MessageSid": sid, "MessageStatus": status, "AccountSid": "AC" + "a" * 32}
        url = urlsplit(address)
        headers = {
            "Host": url.netloc,
            "X-Forwarded-Proto": url.scheme,
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Twilio-Signature": "forged" if forged else self.signature.compute_signature(address, fields),
        }
        for _ in range(3):
            connection = http.client.HTTPConnection("127.0.0.1", self.portal_port, timeout=20)
            with suppress(OSError, http.client.HTTPException):
                connection.request("POST", url.path, urlencode(fields), headers)
                answer = connection.getresponse().status
                self.callbacks.write(sid=sid, status=status, forged=forged, answer=answer)
                return
            connection.close()
            time.sleep(0.5)

    def control(self, path: str, asked: dict) -> None:
        if path == "/_how":
            self.plans[asked["to"]] = asked["how"]
        if path == "/_list":
            self.listed = asked["on"]


class Letters:
    """Takes every mail."""

    def __init__(self, folder: Path):
        self.ledger = Ledger(folder / "mail.jsonl")

    async def handle_DATA(self, server, session, envelope):
        head = envelope.content.partition(b"\r\n\r\n")[0].decode(errors="replace")
        name = next((line for line in head.splitlines() if line.lower().startswith("message-id")), "")
        self.ledger.write(to=envelope.rcpt_tos, id=name.partition(":")[2].strip(), size=len(envelope.content))
        return "250 OK"


class MailServer(Controller):
    def factory(self):
        return SMTP(self.handler, hostname="127.0.0.1", data_size_limit=50_000_000)


def main() -> None:
    folder, twilio_port, smtp_port, portal_port, token = sys.argv[1:]
    Provider(Path(folder), int(twilio_port), int(portal_port), token)
    MailServer(Letters(Path(folder)), hostname="127.0.0.1", port=int(smtp_port)).start()
    threading.Event().wait()


if __name__ == "__main__":
    main()
