"""A wrong or missing variable is told at the start, in one line that names it (see `.env.example`)."""

from importlib.util import find_spec
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Error, Warning, register

SHORTEST_KEY = 40  # characters: 32 random bytes in base64
SHORTEST_TOKEN = 24
LEAST_KEPT_DAYS, LEAST_KEPT_YEARS = 30, 5
KEPT_DAYS = ("UNSIGNED", "DRAFTS", "CLIENTS", "MESSAGE_TEXTS", "NOTICES", "LINKS", "EXPORTS")


@register("comptoir")
def variables(app_configs, **kwargs) -> list:
    """What the environment lacks for the way the portal is run."""
    found = [*_address(), *_owner(), *_figures(), *_sms(), *_mail(), *_antivirus(), *_directory(), *_retention()]
    if not settings.EMBEDDED:
        found += [*_production_keys(), *_production_services()]
    return found


def _error(number: int, variable: str, text: str, hint: str = "") -> Error:
    return Error(f"{variable}: {text}", hint=hint or None, id=f"comptoir.E{number:03}")


def _address():
    parts = urlsplit(settings.PUBLIC_BASE_URL)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path or parts.query:
        yield _error(1, "PUBLIC_BASE_URL", "must be a scheme and a host, such as https://portail.example")
    elif not settings.EMBEDDED and parts.scheme != "https":
        yield _error(2, "PUBLIC_BASE_URL", "must begin with https:// in production")


def _production_keys():
    make = 'make one: python3 -c "import secrets; print(secrets.token_urlsafe(48))"'
    for number, name in ((3, "SECRET_KEY"), (4, "DATA_KEY")):
        if name not in settings.GIVEN_SECRETS:
            yield _error(number, name, "must be set in production", make)
        elif len(getattr(settings, name)) < SHORTEST_KEY:
            yield _error(number, name, f"is shorter than {SHORTEST_KEY} characters", make)
    if settings.SECRET_KEY == settings.DATA_KEY:
        yield _error(5, "DATA_KEY", "must differ from SECRET_KEY", make)
    if settings.DEBUG:
        yield _error(6, "DEBUG", "must be off in production")


def _owner():
    if not settings.DATABASE_OWNER_URL:
        return
    owner, application = urlsplit(settings.DATABASE_OWNER_URL), settings.APPLICATION_DATABASE
    if not owner.scheme.startswith(("postgres", "psql", "pgsql")):
        yield _error(12, "DATABASE_OWNER_URL", "must name a PostgreSQL database (postgres://owner:password@host/name)")
    elif (owner.username or "") == application.get("USER", ""):
        yield _error(13, "DATABASE_OWNER_URL", "must name another user than DATABASE_URL")
    elif owner.path.lstrip("/") != application.get("NAME", ""):
        yield _error(14, "DATABASE_OWNER_URL", "must name the same database as DATABASE_URL")


def _figures():
    if settings.LOG_FORMAT not in ("text", "json"):
        yield _error(15, "LOG_FORMAT", f"is “{settings.LOG_FORMAT}”, must be text or json")
    if settings.METRICS_TOKEN and len(settings.METRICS_TOKEN) < SHORTEST_TOKEN:
        yield _error(16, "METRICS_TOKEN", f"is shorter than {SHORTEST_TOKEN} characters")


def _production_services():
    if not settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        yield _error(7, "DATABASE_URL", "must name a PostgreSQL database in production (postgres://…)")
    if not settings.CELERY_BROKER_URL.startswith(("redis://", "rediss://")):
        yield _error(8, "REDIS_URL", "must name a Redis server in production (redis://…)")
    if not settings.STAFF_SECOND_FACTOR_REQUIRED:
        yield Warning(
            "STAFF_SECOND_FACTOR_REQUIRED: staff sign in with a password alone",
            hint="leave it out in production",
            id="comptoir.W001",
        )
    if settings.DEMO:
        yield Warning(
            "SMS_GATEWAY: the demo gateway shows every code to whoever may open the demo mailbox",
            hint="SMS_GATEWAY=twilio",
            id="comptoir.W002",
        )


def _sms():
    if settings.SMS_GATEWAY not in ("demo", "twilio"):
        yield _error(9, "SMS_GATEWAY", f"is “{settings.SMS_GATEWAY}”, must be demo or twilio")
    elif settings.SMS_GATEWAY == "twilio":
        for name in ("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_FROM"):
            if not getattr(settings, name):
                yield _error(10, name, "must be set when SMS_GATEWAY=twilio")


def _mail():
    if not settings.EMAIL_URL:
        yield _error(11, "EMAIL_URL", "must be set (smtp://user:password@host:587)")
    elif not urlsplit(settings.EMAIL_URL).scheme:
        yield _error(11, "EMAIL_URL", "has no scheme (smtp://user:password@host:587)")
    elif urlsplit(settings.EMAIL_URL).scheme == "anymail":
        provider = urlsplit(settings.EMAIL_URL).hostname or ""
        if not provider.isidentifier() or find_spec(f"anymail.backends.{provider}") is None:
            yield _error(
                17, "EMAIL_URL", f"anymail knows no provider “{provider}” (anymail://mailgun?MAILGUN_API_KEY=…)"
            )


def _antivirus():
    kind, _separator, place = settings.CLAMAV_ADDRESS.partition(":")
    if settings.CLAMAV_ADDRESS and not (place and (kind == "unix" or (kind and place.isdigit()))):
        yield _error(18, "CLAMAV_ADDRESS", "must be host:port or unix:/path")


def _directory():
    if settings.COMPANY_DIRECTORY not in ("demo", "api"):
        yield _error(21, "COMPANY_DIRECTORY", f"is “{settings.COMPANY_DIRECTORY}”, must be demo or api")
    address = urlsplit(settings.COMPANY_DIRECTORY_URL)
    if address.scheme not in ("http", "https") or not address.hostname:
        yield _error(22, "COMPANY_DIRECTORY_URL", "must be an address such as https://annuaire.example")
    if settings.ADDRESS_DIRECTORY not in ("fictional", "ban", "off"):
        yield _error(46, "ADDRESS_DIRECTORY", f"is “{settings.ADDRESS_DIRECTORY}”, must be fictional, ban or off")
    address = urlsplit(settings.ADDRESS_DIRECTORY_URL)
    if address.scheme not in ("http", "https") or not address.hostname:
        yield _error(47, "ADDRESS_DIRECTORY_URL", "must be an address such as https://adresses.example")


def _retention():
    """A zero too few would erase what people still work with."""
    for name in (f"KEEP_{kind}_DAYS" for kind in KEPT_DAYS):
        if getattr(settings, name) < LEAST_KEPT_DAYS:
            yield _error(19, name, f"must be {LEAST_KEPT_DAYS} days at least")
    if settings.KEEP_CONTRACTS_YEARS < LEAST_KEPT_YEARS:
        yield _error(20, "KEEP_CONTRACTS_YEARS", f"must be {LEAST_KEPT_YEARS} years at least")
