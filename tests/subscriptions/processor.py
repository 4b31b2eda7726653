"""A stand-in for Stripe behind a real socket, and events signed as it signs them."""

import hashlib
import hmac
import json
import time
from urllib.parse import parse_qs

from werkzeug import Request, Response

from subscriptions.models import Payment
from tests.factories.payments import asked

SECRET = "whsec_tests"
HOOK = "/webhooks/stripe/"


class Processor:
    """A processor in memory behind a real socket: one object per idempotency key, and faults on demand."""

    def __init__(self):
        self.refund_status = "succeeded"
        self.intents, self.refunds, self.disputes, self.by_key, self.faults, self.calls = {}, {}, {}, {}, [], []
        self.setups, self.detached = {}, []

    def answer(self, request: Request) -> Response:
        fault = self.faults.pop(0) if self.faults else ""
        self.calls.append((request.method, request.path))
        if fault == "before":
            return Response(json.dumps({"error": {"type": "api_error", "message": "down"}}), 500)
        found = self.act(request)
        if fault == "after":
            return Response(json.dumps({"error": {"type": "api_error", "message": "lost"}}), 500)
        if fault == "hang":
            time.sleep(0.7)
        if fault == "cut":
            return Response('{"id": "pi_', 200)
        return Response(json.dumps(found[0]), found[1], content_type="application/json")

    def act(self, request: Request) -> tuple[dict, int]:
        key = request.headers.get("Idempotency-Key")
        if request.method == "GET":
            reference = request.path.rsplit("/", 1)[1]
            known = self.intents | self.disputes | self.refunds | self.setups
            missing = {"error": {"type": "invalid_request_error", "code": "resource_missing", "message": "no such"}}
            return (known[reference], 200) if reference in known else (missing, 404)
        if request.path.endswith(("/detach", "/cancel")):
            return self.end(*request.path.split("/")[-2:])
        if key not in self.by_key:
            fields = {name: values[0] for name, values in parse_qs(request.get_data(as_text=True)).items()}
            ways = {"refunds": self.refund, "setup_intents": self.set_up, "customers": self.customer}
            self.by_key[key] = ways.get(request.path.split("/")[2], self.charge)(fields)
        return self.by_key[key]

    def customer(self, fields: dict) -> tuple[dict, int]:
        return {"id": f"cus_{fields['metadata[account]']}", "object": "customer"}, 200

    def set_up(self, fields: dict) -> tuple[dict, int]:
        number = f"seti_{len(self.setups)}"
        self.setups[number] = {
            "id": number,
            "object": "setup_intent",
            "status": "requires_payment_method",
            "usage": fields["usage"],
            "customer": fields["customer"],
            "client_secret": f"{number}_secret",
            "metadata": {"setup": fields["metadata[setup]"]},
            "payment_method": None,
        }
        return self.setups[number], 200

    def give(self, number: str, status: str = "succeeded", last4: str = "4242", **more) -> None:
        """Do what the holder and their bank do on the processor's form."""
        card = {"brand": "visa", "last4": last4, "exp_month": 12, "exp_year": 2031}
        method = {"id": f"pm_{number}", "object": "payment_method", "card": card}
        self.setups[number] |= {"status": status, "payment_method": method} | more

    def end(self, number: str, how: str) -> tuple[dict, int]:
        wrong = {"error": {"type": "invalid_request_error", "code": "unexpected_state", "message": "too late"}}
        if how == "detach":
            self.detached.append(number)
            again = self.detached.count(number) > 1
            return (wrong, 400) if again else ({"id": number, "object": "payment_method"}, 200)
        asked = (self.setups | self.intents)[number]
        if asked["status"] in ("succeeded", "processing", "canceled"):
            return wrong, 400
        asked["status"] = "canceled"
        return asked, 200

    def refund(self, fields: dict) -> tuple[dict, int]:
        number = f"re_{len(self.refunds)}"
        self.refunds[number] = {
            "id": number,
            "object": "refund",
            "status": self.refund_status,
            "amount": int(fields["amount"]),
        }
        return self.refunds[number], 200

    def charge(self, fields: dict) -> tuple[dict, int]:
        intent = self.intent(int(fields["amount"]), "succeeded" if "confirm" in fields else "requires_payment_method")
        intent["metadata"] = {"payment": fields["metadata[payment]"]}
        if fields.get("payment_method") == "pm_declined":
            intent["status"] = "requires_payment_method"
            error = {"type": "card_error", "code": "card_declined", "decline_code": "insufficient_funds"}
            return {"error": error | {"message": "no", "payment_intent": intent}}, 402
        if fields.get("payment_method") == "pm_secure":
            intent["status"] = "requires_payment_method"
            error = {"type": "card_error", "code": "authentication_required", "message": "confirm"}
            return {"error": error | {"payment_intent": intent}}, 402
        if fields.get("payment_method") == "pm_action":
            intent["status"] = "requires_action"
        if fields.get("payment_method") == "pm_detached":
            return {"error": {"type": "invalid_request_error", "code": "resource_missing", "message": "no such"}}, 400
        return intent, 200

    def intent(self, amount: int, status: str, number: str = "") -> dict:
        number = number or f"pi_{len(self.intents)}"
        card = {"brand": "visa", "last4": "4242", "exp_month": 12, "exp_year": 2031}
        self.intents[number] = {
            "id": number,
            "object": "payment_intent",
            "status": status,
            "amount": amount,
            "amount_received": amount if status == "succeeded" else 0,
            "currency": "eur",
            "client_secret": f"{number}_secret",
            "metadata": {},
            "payment_method": {"id": "pm_1", "object": "payment_method", "card": card},
        }
        return self.intents[number]

    def dispute(self, number: str, intent: str | None, status: str) -> None:
        values = {"id": number, "object": "dispute", "payment_intent": intent, "status": status}
        self.disputes[number] = values


def event(number: str, kind: str, about: dict) -> dict:
    return {"id": f"evt_{number}", "object": "event", "type": kind, "data": {"object": about}}


def signed(body: bytes, at: float | None = None, secret: str = SECRET) -> str:
    stamp = int(time.time() if at is None else at)
    digest = hmac.new(secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={stamp},v1={digest}"


def post(client, told: dict, **how):
    body = json.dumps(told).encode()
    headers = {"Stripe-Signature": signed(body, **how)}
    return client.post(HOOK, body, content_type="application/json", headers=headers).status_code


def begun(processor, status: str = "succeeded") -> Payment:
    payment = asked(amount="20.00")
    assert payment.gateway == "stripe"
    number = f"pi_{payment.pk.hex[:8]}"
    processor.intent(2000, status, number)
    Payment.objects.filter(pk=payment.pk).update(processor_reference=number)
    return Payment.objects.get(pk=payment.pk)
