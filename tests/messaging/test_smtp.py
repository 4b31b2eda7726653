"""Against a real SMTP server on loopback."""

import socket
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller

from portal.core.plugs import attachments
from portal.messaging import delivery
from portal.messaging.models import DemoDelivery
from portal.messaging.states import State
from tests.factories.messages import ADDRESS, queued_mail

pytestmark = pytest.mark.django_db


class Server:
    """Keeps what it takes; `answer` is what it says to a recipient or to the body."""

    def __init__(self):
        self.letters, self.raw = [], []
        self.to_recipient = self.to_body = "250 OK"
        self.cut = False

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.to_recipient.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.to_recipient

    async def handle_DATA(self, server, session, envelope):
        self.raw.append(envelope.content)
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        if self.cut:
            server.transport.abort()
        return self.to_body


@pytest.fixture
def server(settings):
    handler = Server()
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_URL = f"smtp://127.0.0.1:{port}"
    yield handler
    controller.stop()


def send(message):
    delivery.deliver(message.pk)
    message.refresh_from_db()
    return message


def test_a_mail_arrives_with_its_words_and_its_file(server, monkeypatch):
    monkeypatch.setattr(attachments, "_readers", [lambda file_id: (f"{file_id}.pdf", b"%PDF-1.7", "application/pdf")])
    message = send(
        queued_mail("Contrat signé – Élodie", "Bonjour Élodie", html="<p>Bonjour</p>", attachments=["contrat-é"])
    )
    assert message.state == State.SENT
    letter = server.letters[0]
    assert (letter["Subject"], letter["To"]) == ("Contrat signé – Élodie", ADDRESS)
    assert letter["From"].addresses[0].addr_spec == "ne-pas-repondre@comptoir.example"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter.get_body(("plain",)).get_content().strip() == "Bonjour Élodie"
    assert letter.get_body(("html",)).get_content().strip() == "<p>Bonjour</p>"
    (file,) = letter.iter_attachments()
    assert (file.get_filename(), file.get_content()) == ("contrat-é.pdf", b"%PDF-1.7")
    assert not DemoDelivery.objects.exists()


def test_a_second_copy_bears_the_same_message_id(server, clock):
    server.cut = True
    message = send(queued_mail())
    assert (message.state, message.in_doubt) == (State.QUEUED, True)
    server.cut = False
    clock(5)
    message = send(message)
    assert message.state == State.SENT
    first, second = (letter["Message-ID"] for letter in server.letters)
    assert first == second == message.provider_id


def test_an_address_that_does_not_exist_is_a_failure_in_words(server):
    server.to_recipient = "550 no such user"
    message = send(queued_mail())
    assert message.status_label == "Échec\u00a0: cette adresse n’existe pas"
    assert message.error_code == "550"


@pytest.mark.parametrize("stage", ["to_recipient", "to_body"])
def test_a_server_that_is_busy_is_tried_again(server, stage):
    setattr(server, stage, "451 later")
    message = send(queued_mail())
    assert (message.state, message.in_doubt) == (State.QUEUED, False)


def test_a_server_that_refuses_the_body_is_a_failure(server):
    server.to_body = "554 spam"
    assert send(queued_mail()).error_code == "554"


def test_a_server_that_is_not_there_is_tried_again_without_doubt(settings):
    settings.EMAIL_URL = "smtp://127.0.0.1:1"
    message = send(queued_mail())
    assert (message.state, message.in_doubt) == (State.QUEUED, False)
    assert message.error_sentence == "le serveur d’e-mail ne répond pas"


def test_a_mail_whose_file_is_gone_says_so(server, monkeypatch):
    monkeypatch.setattr(attachments, "_readers", [])
    message = send(queued_mail(attachments=["4b3e"]))
    assert message.status_label == "Échec\u00a0: une pièce jointe est introuvable"
    assert not server.letters


@pytest.mark.parametrize(
    "subject",
    [
        "Contrat signé – Élodie de La Rochefoucauld et la Société d’études hydrauliques de Saint-Étienne-du-Rouvray",
        "Contract signed by the Hydraulic Engineering Society of Saint-Just and by everybody else",
        "x" * 200,
        "é" * 255,
        "Court",
    ],
)
def test_a_long_subject_begins_on_the_line_of_its_name(server, subject):
    assert send(queued_mail(subject, "Bonjour")).state == State.SENT
    [raw] = server.raw
    [first] = [line for line in raw.split(b"\r\n") if line.startswith(b"Subject:")]
    assert first.removeprefix(b"Subject:").strip()
    assert max(map(len, raw.split(b"\r\n\r\n")[0].split(b"\r\n"))) <= 78
    assert server.letters[0]["Subject"] == message_from_bytes(raw, policy=policy.SMTP)["Subject"] == subject
