"""SMS through Twilio's Messaging API. The only file that knows Twilio; its SDK is imported on first use."""

from datetime import timedelta
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.core.values import dates
from portal.messaging.content import Content
from portal.messaging.gateways.base import TIMEOUT_SECONDS, Kind, Outcome
from portal.messaging.models import Message

# Error codes of https://www.twilio.com/docs/api/errors that tell the sender something, as French sentences.
SENTENCES = {
    21211: _("ce numéro n’existe pas"),
    21214: _("ce numéro ne peut pas être joint"),
    21217: _("ce numéro n’existe pas"),
    21408: _("les SMS vers ce pays ne sont pas ouverts"),
    21610: _("le destinataire a répondu STOP et ne reçoit plus de SMS"),
    21612: _("ce numéro ne peut pas recevoir de SMS"),
    21614: _("ce numéro n’est pas un mobile"),
    21617: _("le SMS est trop long"),
    30002: _("le compte d’envoi de SMS est suspendu"),
    30003: _("le téléphone est éteint ou hors réseau"),
    30004: _("le destinataire bloque ces SMS"),
    30005: _("ce numéro n’est plus attribué"),
    30006: _("ce numéro est un fixe ou n’est pas joignable par SMS"),
    30007: _("l’opérateur a filtré le SMS"),
    30008: _("raison inconnue"),
    30036: _("le SMS n’a pas pu être remis à temps"),
}
# Its statuses (Messages resource); those not named here are on their way: accepted, queued, sending, sent…
STATUSES = {
    "delivered": Kind.DELIVERED,
    "read": Kind.DELIVERED,
    "undelivered": Kind.FAILED,
    "failed": Kind.FAILED,
    "canceled": Kind.FAILED,
}
LATER = frozenset({401, 403, 404, 408, 429})  # ours to mend (account, sender, rate), not the recipient's fault
VALIDITY = (1, 36_000)  # seconds, the bounds of ValidityPeriod
RECENT = 50  # messages to one number that a look-up reads, newest first
CLOCKS_APART = timedelta(minutes=2)
REFUSED = _("le prestataire de SMS a refusé le message")
AWAY = _("le prestataire de SMS ne répond pas")


class TwilioGateway:
    name = "twilio"

    def send(self, message: Message, content: Content) -> Outcome:
        """Create the message; what expires is given to Twilio with the time it has left, not more."""
        options = {"to": message.recipient, "body": content.text} | _sender()
        if message.expires_at:
            left = int((message.expires_at - dates.now()).total_seconds())
            options["validity_period"] = min(max(left, VALIDITY[0]), VALIDITY[1])
        if settings.PUBLIC_BASE_URL.startswith("https://") or settings.TWILIO_API_BASE:
            options["status_callback"] = callback_url()
        return _call(lambda client: _outcome(client.messages.create(**options)))

    def lookup(self, message: Message, content: Content) -> Outcome | None:
        """Find the message by its id or, when none came back, among the latest ones to its recipient."""
        if message.provider_id:
            return _call(lambda client: _outcome(client.messages(message.provider_id).fetch()))
        return _call(lambda client: _find(client, message, content))


def callback_url() -> str:
    """Return the URL of Twilio's callbacks, from the settings: behind a proxy the request's own differs."""
    return f"{settings.PUBLIC_BASE_URL}{reverse('twilio_status')}"


def is_genuine(fields: dict, signature: str) -> bool:
    """Return whether a callback has Twilio's signature for our URL and these fields."""
    from twilio.request_validator import RequestValidator

    return RequestValidator(settings.TWILIO_AUTH_TOKEN).validate(callback_url(), fields, signature)


def reported(provider_id: str, status: str, error_code: str) -> Outcome:
    """Return the outcome for a status reported by callback."""
    kind = STATUSES.get(status, Kind.SENT)
    if kind != Kind.FAILED:
        return Outcome(kind, provider_id=provider_id)
    code = int(error_code) if error_code.isascii() and error_code.isdigit() and len(error_code) < 9 else 0
    return Outcome(kind, provider_id=provider_id, code=str(code or status), sentence=SENTENCES.get(code, REFUSED))


def _sender() -> dict:
    """A messaging service (MG…) or a number."""
    key = "messaging_service_sid" if settings.TWILIO_FROM.startswith("MG") else "from_"
    return {key: settings.TWILIO_FROM}


def _find(client, message: Message, content: Content) -> Outcome | None:
    """Return the message with this text (trial accounts prefix it) that is not another message of ours."""
    since = message.created_at - CLOCKS_APART
    found = [
        sms
        for sms in client.messages.list(to=message.recipient, limit=RECENT)
        if (sms.body or "").endswith(content.text) and (sms.date_created is None or sms.date_created >= since)
    ]
    sids = [sms.sid for sms in found]
    others = set(
        Message.objects.filter(provider_id__in=sids).exclude(pk=message.pk).values_list("provider_id", flat=True)
    )
    return next((_outcome(sms) for sms in found if sms.sid not in others), None)


def _outcome(sms) -> Outcome:
    kind = STATUSES.get(sms.status, Kind.SENT)
    if kind != Kind.FAILED:
        return Outcome(kind, provider_id=sms.sid)
    code = int(sms.error_code or 0)
    return Outcome(kind, provider_id=sms.sid, code=str(code or sms.status), sentence=SENTENCES.get(code, REFUSED))


def _call(question) -> Outcome | None:
    """Call Twilio and tell a refusal from no answer.

    No connection: surely not taken. A late, cut or broken answer or a 5xx: unknown.
    """
    import requests
    from twilio.base.exceptions import TwilioException, TwilioRestException

    try:
        return question(_client())
    except TwilioRestException as error:
        return _refusal(error)
    except requests.ConnectTimeout:
        return Outcome(Kind.RETRY, code="connect", sentence=AWAY)
    except requests.ConnectionError as error:
        reason = getattr(error.args[0] if error.args else None, "reason", None)
        refused = type(reason).__name__ in ("NewConnectionError", "NameResolutionError")
        return Outcome(Kind.RETRY if refused else Kind.UNKNOWN, code="connection", sentence=AWAY)
    except (requests.RequestException, TwilioException, ValueError) as error:
        return Outcome(Kind.UNKNOWN, code=type(error).__name__, sentence=AWAY)


def _refusal(error) -> Outcome:
    code = int(error.code or 0)
    sentence = SENTENCES.get(code)
    if error.status >= 500:
        return Outcome(Kind.UNKNOWN, code=str(error.status), sentence=AWAY)
    if error.status in LATER and sentence is None:
        return Outcome(Kind.RETRY, code=str(code or error.status), sentence=AWAY)
    return Outcome(Kind.FAILED, code=str(code or error.status), sentence=sentence or REFUSED)


def _client():
    from twilio.rest import Client

    return Client(settings.TWILIO_ACCOUNT_SID, settings.TWILIO_AUTH_TOKEN, http_client=_http())


def _http():
    """Return the SDK's transport with our timeout and, for tests, another host: it has no setting for that."""
    from twilio.http.http_client import TwilioHttpClient

    class Transport(TwilioHttpClient):
        def request(self, method, url, *args, **options):
            base, asked = urlsplit(settings.TWILIO_API_BASE), urlsplit(url)
            if base.netloc:
                url = urlunsplit((base.scheme, base.netloc, asked.path, asked.query, ""))
            return super().request(method, url, *args, **options)

    return Transport(pool_connections=False, timeout=TIMEOUT_SECONDS)
