"""E-mail through a provider's interface: a stand-in of Mailgun's, on loopback, that keeps what it was given."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest

from portal.messaging import delivery
from portal.messaging.gateways import gateway_for
from portal.messaging.gateways.anymail import AnymailGateway
from portal.messaging.models import Message
from tests.factories.messages import ADDRESS, queued_mail

pytestmark = pytest.mark.django_db


class Mailgun(BaseHTTPRequestHandler):
    given: list[dict] = []
    status = 200

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        assert self.headers["Authorization"].startswith("Basic ")
        self.given.append(parse_qs(body.decode()))
        if self.status == 0:
            return
        answer = json.dumps({"id": "<1@mg.exemple.fr>", "message": "Queued"} if self.status == 200 else {}).encode()
        self.send_response(self.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *args):
        pass


@pytest.fixture
def mailgun(settings, monkeypatch):
    monkeypatch.setattr(Mailgun, "given", [])
    with ThreadingHTTPServer(("127.0.0.1", 0), Mailgun) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.EMAIL_URL = "anymail://mailgun"
        settings.ANYMAIL = {
            "MAILGUN_API_KEY": "key",
            "MAILGUN_SENDER_DOMAIN": "mg.exemple.fr",
            "MAILGUN_API_URL": f"http://127.0.0.1:{server.server_address[1]}/v3",
            "REQUESTS_TIMEOUT": 3,
        }
        yield Mailgun
        server.shutdown()


def sent() -> Message:
    message = queued_mail("Votre contrat signé", text="Bonjour Zoë")
    delivery.deliver(message.pk)
    return Message.objects.get(pk=message.pk)


def test_an_email_leaves_by_the_provider(mailgun):
    assert isinstance(gateway_for("email"), AnymailGateway)
    message = sent()
    assert (message.state, message.provider, message.provider_id) == ("sent", "mailgun", "<1@mg.exemple.fr>")
    (given,) = mailgun.given
    assert (given["to"], given["subject"], given["text"]) == ([ADDRESS], ["Votre contrat signé"], ["Bonjour Zoë"])


@pytest.mark.parametrize(
    ("status", "state", "in_doubt"),
    [
        (400, "failed", False),
        (401, "failed", False),
        (429, "queued", False),
        (500, "queued", True),
        (0, "queued", True),
    ],
)
def test_provider_answer_gives_the_outcome(mailgun, monkeypatch, status, state, in_doubt):
    monkeypatch.setattr(mailgun, "status", status)
    message = sent()
    assert (message.state, message.in_doubt) == (state, in_doubt)
    assert message.error_sentence.startswith("le prestataire d’e-mail")


def test_a_provider_that_is_away_is_asked_again_later(settings):
    settings.EMAIL_URL = "anymail://mailgun"
    settings.ANYMAIL = {
        "MAILGUN_API_KEY": "key",
        "MAILGUN_SENDER_DOMAIN": "mg.exemple.fr",
        "MAILGUN_API_URL": "http://127.0.0.1:1/v3",
        "REQUESTS_TIMEOUT": 1,
    }
    message = sent()
    assert (message.state, message.error_sentence) == ("queued", "le prestataire d’e-mail ne répond pas")
