"""E-mail through a provider's own interface, by django-anymail: `EMAIL_URL=anymail://mailgun?MAILGUN_API_KEY=…`."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core import mail
from django.utils.translation import gettext_lazy as _

from portal.core.values.emails import EmailError
from portal.messaging.content import Content
from portal.messaging.gateways.base import Kind, Outcome
from portal.messaging.gateways.smtp import BADLY_WRITTEN, letter_for
from portal.messaging.models import Message

SCHEME = "anymail"
AWAY = _("le prestataire d’e-mail ne répond pas")
REFUSED = _("le prestataire d’e-mail a refusé le message")
UNKNOWN_ADDRESS = _("le prestataire d’e-mail refuse cette adresse")
LATER = {408, 425, 429}  # nothing was taken; any other silence leaves a doubt


class AnymailGateway:
    def __init__(self):
        self.name = urlsplit(settings.EMAIL_URL).hostname or SCHEME

    def send(self, message: Message, content: Content) -> Outcome:
        from anymail.exceptions import AnymailAPIError, AnymailError, AnymailRecipientsRefused

        try:
            letter = letter_for(message, content)
        except LookupError:
            return Outcome(Kind.FAILED, code="attachment", sentence=_("une pièce jointe est introuvable"))
        except EmailError:
            return Outcome(Kind.FAILED, code="address", sentence=BADLY_WRITTEN)
        try:
            mail.get_connection(f"anymail.backends.{self.name}.EmailBackend").send_messages([letter])
        except AnymailRecipientsRefused:
            return Outcome(Kind.FAILED, code="recipient", sentence=UNKNOWN_ADDRESS)
        except AnymailAPIError as error:
            return _outcome_of(error)
        except AnymailError as error:
            return Outcome(Kind.FAILED, code=type(error).__name__, sentence=REFUSED)
        return Outcome(Kind.SENT, provider_id=str(letter.anymail_status.message_id or "")[:120])

    def lookup(self, message: Message, content: Content) -> None:
        """Not available by our key; a second copy has the same Message-ID."""
        return None  # noqa: RET501 - an answer, not the lack of one


def _outcome_of(error) -> Outcome:
    """Return the outcome of an `AnymailAPIError`."""
    from requests.exceptions import ConnectTimeout, SSLError

    status = getattr(error, "status_code", None)
    if status is None:
        kind = Kind.RETRY if isinstance(error, ConnectTimeout | SSLError) else Kind.UNKNOWN
        return Outcome(kind, code="network", sentence=AWAY)
    if status in LATER:
        return Outcome(Kind.RETRY, code=str(status), sentence=AWAY)
    if 400 <= status < 500:
        return Outcome(Kind.FAILED, code=str(status), sentence=REFUSED)
    return Outcome(Kind.UNKNOWN, code=str(status), sentence=AWAY)
