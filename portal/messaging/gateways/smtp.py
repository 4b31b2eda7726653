"""E-mail through the server named by `EMAIL_URL`, with Django's own transport."""

import smtplib
from email.header import Header
from email.message import Message as EmailMessage
from email.utils import parseaddr

import environ
from django.conf import settings
from django.core import mail
from django.utils.translation import gettext_lazy as _

from portal.core.plugs import attachments
from portal.core.plumbing import crypto
from portal.core.values import emails
from portal.messaging.content import Content
from portal.messaging.gateways.base import TIMEOUT_SECONDS, Kind, Outcome
from portal.messaging.models import Message

BADLY_WRITTEN = _("cette adresse est mal écrite")
# RFC 5321, 4.2.1: 4yz may work later, 5yz will not. These are the 5yz that tell more (RFC 3463 and practice).
SENTENCES = {
    550: _("cette adresse n’existe pas"),
    551: _("cette adresse n’existe plus"),
    552: _("la boîte aux lettres est pleine ou le message trop lourd"),
    553: BADLY_WRITTEN,
    554: _("le serveur du destinataire a refusé le message"),
}
REFUSED = _("le serveur du destinataire a refusé le message")
LONGEST_LINE = 60
AWAY = _("le serveur d’e-mail ne répond pas")


class SmtpGateway:
    name = "smtp"

    def send(self, message: Message, content: Content) -> Outcome:
        """Hand one e-mail to the server. A cut before the body left is a `retry`, after it `unknown`."""
        try:
            letter = letter_for(message, content)
        except LookupError:
            return Outcome(Kind.FAILED, code="attachment", sentence=_("une pièce jointe est introuvable"))
        except emails.EmailError:
            return Outcome(Kind.FAILED, code="address", sentence=BADLY_WRITTEN)
        connection = _connection()
        try:
            connection.open()
        except (OSError, smtplib.SMTPException) as error:
            return Outcome(Kind.RETRY, code=type(error).__name__, sentence=AWAY)
        try:
            connection.send_messages([letter])
        except smtplib.SMTPException as error:
            return _refusal(error)
        except OSError as error:
            return Outcome(Kind.UNKNOWN, code=type(error).__name__, sentence=AWAY)
        finally:
            _hang_up(connection)
        return Outcome(Kind.SENT, provider_id=letter.extra_headers["Message-ID"])

    def lookup(self, message: Message, content: Content) -> None:
        """Not available in SMTP; a second copy has the same Message-ID, by which mailboxes detect duplicates."""
        return None  # noqa: RET501 - an answer, not the lack of one


class Letter(mail.EmailMultiAlternatives):
    """An e-mail whose subject begins on the line of its name; Django's own leaves that line empty above a long one."""

    def message(self):
        written = super().message()
        if not self.subject.isascii() or len(self.subject) > LONGEST_LINE:
            del written["Subject"]
            subject = Header(self.subject, "utf-8", header_name="Subject")
            EmailMessage.__setitem__(written, "Subject", subject)  # Django's would encode it without its name
        return written


def letter_for(message: Message, content: Content) -> mail.EmailMultiAlternatives:
    """Return the e-mail; raise `LookupError` for a missing attachment, `EmailError` for an invalid address."""
    letter = Letter(
        subject=content.subject,
        body=content.text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[emails.for_sending(message.recipient)],
        headers={"Message-ID": message_id(message), "Auto-Submitted": "auto-generated"},
    )
    if content.html:
        letter.attach_alternative(content.html, "text/html")
    for file_id in message.attachments:
        letter.attach(*attachments.read(file_id))
    return letter


def message_id(message: Message) -> str:
    """Return the Message-ID, the same at each try."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return f"<{message.pk}.{crypto.digest('message-id', message.dedupe)[:24]}@{domain}>"


def _connection():
    config = environ.Env.email_url_config(settings.EMAIL_URL)
    if not config["EMAIL_BACKEND"].endswith("smtp.EmailBackend"):
        return mail.get_connection(config["EMAIL_BACKEND"])
    return mail.get_connection(
        config["EMAIL_BACKEND"],
        host=config["EMAIL_HOST"] or "localhost",
        port=config["EMAIL_PORT"] or 25,
        username=config["EMAIL_HOST_USER"] or "",
        password=config["EMAIL_HOST_PASSWORD"] or "",
        use_tls=config.get("EMAIL_USE_TLS", False),
        use_ssl=config.get("EMAIL_USE_SSL", False),
        timeout=TIMEOUT_SECONDS,
    )


def _hang_up(connection) -> None:
    """Close the connection; errors at this point change nothing, as the message has its outcome."""
    try:
        connection.close()
    except (OSError, smtplib.SMTPException):
        connection.connection = None


def _refusal(error: smtplib.SMTPException) -> Outcome:
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return Outcome(Kind.UNKNOWN, code="disconnected", sentence=AWAY)
    code = _code(error)
    if 500 <= code < 600:
        return Outcome(Kind.FAILED, code=str(code), sentence=SENTENCES.get(code, REFUSED))
    return Outcome(Kind.RETRY, code=str(code or type(error).__name__), sentence=AWAY)


def _code(error: smtplib.SMTPException) -> int:
    """Return the reply code of the server, 0 without one."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return next(iter(error.recipients.values()))[0]
    return getattr(error, "smtp_code", 0)
