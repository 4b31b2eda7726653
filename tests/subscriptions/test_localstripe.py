"""Stripe's own SDK against localstripe, which runs in its own process: charges, refusals, 3-D Secure, refunds, set-ups,
events.

It knows no idempotency keys: what they are for is tested in `test_stripe.py`.
"""

import base64
import json
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from contextlib import closing

import pytest

from subscriptions.models import CardSetup, Payment, PaymentMethod
from subscriptions.payments import actions, cards, events
from subscriptions.payments.enums import RefundState, SetupState, Status
from subscriptions.payments.gateways.base import Kind
from subscriptions.payments.gateways.stripe import StripeGateway
from tests.factories.accounts import UserFactory
from tests.factories.payments import asked

pytestmark = [pytest.mark.django_db, pytest.mark.localstripe]
KEY, SECRET = "sk_test_localstripe", "whsec_localstripe"
GOOD, DECLINED, THREE_D_SECURE = "4242424242424242", "4000000000000341", "4000000000003220"
SECONDS_TO_START = 15


class Localstripe:
    def __init__(self, port: int):
        self.base = f"http://127.0.0.1:{port}"

    def post(self, path: str, **fields) -> dict:
        """Do what the payer's browser or the account's owner does there."""
        request = urllib.request.Request(f"{self.base}{path}", urllib.parse.urlencode(fields).encode())
        request.add_header("Authorization", "Basic " + base64.b64encode(f"{KEY}:".encode()).decode())
        with urllib.request.urlopen(request, timeout=5) as answer:
            return json.loads(answer.read() or "{}")

    def card(self, number: str) -> PaymentMethod:
        """A kept card of that number."""
        fields = {"card[number]": number, "card[exp_month]": 12, "card[exp_year]": 2031, "card[cvc]": "123"}
        method = self.post("/v1/payment_methods", type="card", **fields)["id"]
        owner = UserFactory()
        customer = self.post("/v1/customers", email=owner.email)["id"]
        self.post(f"/v1/payment_methods/{method}/attach", customer=customer)
        return PaymentMethod.objects.create(
            account=owner, gateway="stripe", reference=method, customer=customer, brand="Visa", last4=number[-4:],
            exp_month=12, exp_year=2031, kept=True,
        )  # fmt: skip

    def give(self, reference: str, number: str) -> None:
        """Type a card of that number on the form of a set-up."""
        fields = {"[number]": number, "[exp_month]": 12, "[exp_year]": 2031, "[cvc]": "123"}
        card = {f"payment_method_data[card]{name}": value for name, value in fields.items()}
        self.post(f"/v1/setup_intents/{reference}/confirm", **{"payment_method_data[type]": "card"}, **card)

    def answers(self) -> bool:
        try:
            self.post("/v1/customers")
        except OSError:
            return False
        return True


def _free_port() -> int:
    with closing(socket.socket(socket.AF_INET6)) as probe:
        probe.bind(("::", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def started(tmp_path_factory):
    """Run a localstripe on a free port; end it, and nothing else, after the tests of this file."""
    port, said = _free_port(), tmp_path_factory.mktemp("localstripe") / "said"
    command = [sys.executable, "-m", "localstripe", "--port", str(port), "--from-scratch"]
    with said.open("wb") as output, subprocess.Popen(command, stdout=output, stderr=output) as process:
        try:
            there, until = Localstripe(port), time.monotonic() + SECONDS_TO_START
            while not there.answers():
                if process.poll() is not None or time.monotonic() > until:
                    pytest.fail(f"localstripe did not start:\n{said.read_text()[-2000:]}")
                time.sleep(0.1)
            yield there
        finally:
            process.terminate()
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()


@pytest.fixture
def processor(started, settings) -> Localstripe:
    settings.PAYMENT_GATEWAY, settings.STRIPE_API_BASE = "stripe", started.base
    settings.STRIPE_SECRET_KEY, settings.STRIPE_WEBHOOK_SECRET = KEY, SECRET
    return started


def charged(card: PaymentMethod, amount: str = "12.00") -> Payment:
    payment = asked(card.account, amount, method=card, off_session=True)
    events.charge_due()
    payment.refresh_from_db()
    return payment


def test_kept_card_is_charged(processor, told):
    payment = charged(processor.card(GOOD), "19.99")
    assert (payment.status, payment.failure_code) == (Status.PAID, "")
    assert payment.processor_reference.startswith("pi_")
    assert told == [("paid", payment.pk)]


def test_declined_card_is_told_in_french(processor, told):
    payment = charged(processor.card(DECLINED))
    assert (payment.status, payment.failure_code) == (Status.FAILED, "card_declined")
    assert payment.failure_sentence.startswith("Votre banque a refusé le paiement.")
    assert told == [("failed", payment.pk)]


@pytest.mark.parametrize(
    ("confirms", "kind", "code"),
    [("true", Kind.PAID, ""), ("false", Kind.FAILED, "payment_intent_authentication_failure")],
)
def test_holder_confirms_afterwards_or_does_not(processor, told, confirms, kind, code):
    payment = charged(processor.card(THREE_D_SECURE))
    assert (payment.status, payment.failure_code) == (Status.FAILED, "authentication_required")
    assert told == [("failed", payment.pk)]
    reference, secret = StripeGateway().start(payment)
    assert reference == payment.processor_reference
    address = f"/v1/payment_intents/{reference}/_authenticate"
    processor.post(address, client_secret=secret, success=confirms)
    found = StripeGateway().look_up(reference)
    assert (found.kind, found.code) == (kind, code)


def test_payment_on_the_page_begins_there(processor):
    payment = asked(amount="20.00")
    reference, secret = StripeGateway().start(payment)
    assert secret.startswith(f"{reference}_secret_")
    actions.begin(payment=payment, reference=reference)
    assert events.reconcile() == 0
    payment.refresh_from_db()
    assert payment.status == Status.ASKED


def test_money_goes_back_in_parts(processor, told):
    payment = charged(processor.card(GOOD))
    parts = [actions.refund(payment, amount, "Retour") for amount in ("5.00", "7.00")]
    assert events.refund_due() == 2
    for part in parts:
        part.refresh_from_db()
        assert part.state == RefundState.DONE
        assert part.processor_reference.startswith("re_")
    payment.refresh_from_db()
    assert (payment.status, payment.refunded_amount) == (Status.REFUNDED, payment.amount)


def delivered(httpserver, about: str) -> tuple[bytes, str]:
    """Return the event that came about one object, and its signature; it is sent a second later."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        for sent, _answer in httpserver.log:
            if about.encode() in sent.get_data():
                return sent.get_data(), sent.headers["Stripe-Signature"]
        time.sleep(0.05)
    raise AssertionError(f"no event about {about} came")


def test_what_it_signs_is_accepted_and_settles(processor, client, httpserver, told):
    httpserver.expect_request("/hook").respond_with_data("")
    url = httpserver.url_for("/hook")
    processor.post("/_config/webhooks/tests", url=url, secret=SECRET, **{"events[]": "payment_intent.succeeded"})
    card = processor.card(GOOD)
    payment = asked(card.account, "12.00")
    fields = {"customer": card.customer, "payment_method": card.reference, "metadata[payment]": payment.pk}
    intent = processor.post("/v1/payment_intents", amount=1200, currency="eur", confirm="true", **fields)["id"]
    body, signature = delivered(httpserver, about=intent)
    for signed_by, status in ((signature, 200), (signature, 200), (signature[:-1], 403)):
        headers = {"Stripe-Signature": signed_by}
        answer = client.post("/webhooks/stripe/", body, content_type="application/json", headers=headers)
        assert answer.status_code == status
    assert (events.handle_due(), events.handle_due()) == (1, 0)
    assert told == [("paid", payment.pk)]


def begun(person) -> CardSetup:
    setup = cards.begin_setup(account=person)
    reference, secret = StripeGateway().set_up(setup)
    assert secret.startswith(f"{reference}_secret_")
    cards.note_reference(setup=setup, reference=reference)
    setup.refresh_from_db()
    assert StripeGateway().set_up(setup) == (reference, secret)
    return setup


def test_card_is_kept_without_a_charge_then_charged_then_forgotten(processor, told):
    setup = begun(person := UserFactory())
    assert cards.look_up_open() == 0
    processor.give(setup.reference, GOOD)
    assert cards.look_up_open() == 1
    method = PaymentMethod.objects.held().get(account=person)
    assert (method.last4, method.expiry, method.customer[:4]) == ("4242", "12/2031", "cus_")
    payment = asked(person, "12.00", method=method, off_session=True)
    assert events.charge_due() == 1
    payment.refresh_from_db()
    assert payment.status == Status.PAID
    cards.remove_card(method=method, by=person)
    assert (cards.detach_due(), cards.detach_due()) == (1, 0)


def test_holder_confirms_a_card_with_the_bank(processor):
    setup = begun(person := UserFactory())
    processor.give(setup.reference, THREE_D_SECURE)
    assert cards.look_up_open() == 1
    setup.refresh_from_db()
    assert (setup.state, PaymentMethod.objects.count()) == (SetupState.TO_CONFIRM, 0)
    processor.post(f"/v1/setup_intents/{setup.reference}/confirm")
    assert cards.look_up_open() == 1
    assert PaymentMethod.objects.held().get().account == person


def test_set_up_that_was_left_is_cancelled(processor, settings):
    setup = begun(UserFactory())
    settings.CARD_SETUP_MINUTES = -1
    assert cards.look_up_open() == 1
    assert StripeGateway().look_up_setup(setup.reference).kind is Kind.CANCELLED
