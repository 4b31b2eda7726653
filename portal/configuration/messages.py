"""By whom SMS and e-mails are sent."""

from urllib.parse import parse_qsl, urlsplit

from portal.configuration.environment import EMBEDDED, env
from portal.configuration.trade import PORTAL_NAME

SMS_GATEWAY = env("SMS_GATEWAY", default="demo" if EMBEDDED else "twilio")
TWILIO_ACCOUNT_SID = env("TWILIO_ACCOUNT_SID", default="")
TWILIO_AUTH_TOKEN = env("TWILIO_AUTH_TOKEN", default="")
TWILIO_FROM = env("TWILIO_FROM", default="")
TWILIO_API_BASE = env("TWILIO_API_BASE", default="")
EMAIL_BACKEND = "portal.messaging.email_backend.OutboxBackend"
EMAIL_URL = env("EMAIL_URL", default="demo://" if EMBEDDED else "")
if EMAIL_URL.startswith("anymail://"):  # anymail://mailgun?MAILGUN_API_KEY=…: the provider, then its own settings
    ANYMAIL = {**dict(parse_qsl(urlsplit(EMAIL_URL).query)), "REQUESTS_TIMEOUT": 10}
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default=f"{PORTAL_NAME} <ne-pas-repondre@comptoir.example>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
DEMO = SMS_GATEWAY == "demo"
