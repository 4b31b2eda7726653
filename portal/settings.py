"""Settings of Comptoir, read from the environment (see `.env.example`).

Without any variable the portal runs embedded: one process, SQLite, no broker, demo gateways.
"""

import secrets
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from portal.core.variables import Variables

BASE_DIR = Path(__file__).resolve().parent.parent
env = Variables()
if (BASE_DIR / ".env").exists():
    Variables.read_env(BASE_DIR / ".env")

VAR_DIR = Path(env("VAR_DIR", default=str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)


def kept_secret(name: str) -> str:
    """A secret made at the first start and kept in `var/`, outside the database and the repository."""
    path = VAR_DIR / name
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return path.read_text().strip()


# --- how it runs -------------------------------------------------------------------------
REDIS_URL = env("REDIS_URL", default="")
EMBEDDED = env.bool("EMBEDDED", default=not REDIS_URL)
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env("SECRET_KEY", default="") or kept_secret("secret_key")
DATA_KEY = env("DATA_KEY", default="") or kept_secret("data_key")
# The keys before them, with commas, while one is being changed (docs/operations.md, "Rotate the keys").
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
DATA_KEY_OLD = env.list("DATA_KEY_OLD", default=[])
GIVEN_SECRETS = [name for name in ("SECRET_KEY", "DATA_KEY") if env(name, default="")]
PUBLIC_BASE_URL = env("PUBLIC_BASE_URL", default=f"http://127.0.0.1:{env('PORT', default='8000')}").rstrip("/")
_PUBLIC = urlsplit(PUBLIC_BASE_URL)
HTTPS = _PUBLIC.scheme == "https"
TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0 if EMBEDDED else 1)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]", _PUBLIC.hostname])
PORTAL_NAME = env("PORTAL_NAME", default="Comptoir")
SUPPORT_EMAIL = env("SUPPORT_EMAIL", default="support@comptoir.example")
SALES_TEAM_EMAIL = env("SALES_TEAM_EMAIL", default="ventes@comptoir.example")
PRESALES_TEAM_EMAIL = env("PRESALES_TEAM_EMAIL", default="avant-vente@comptoir.example")

# The seller named on contracts: the organisation that runs the portal.
SELLER = {
    "name": env("SELLER_NAME", default="Comptoir Services SAS"),
    "address": env("SELLER_ADDRESS", default="12 quai des Arts, 69002 Lyon"),
    "siren": env("SELLER_SIREN", default="732 829 320"),
    "vat_number": env("SELLER_VAT_NUMBER", default="FR44 732829320"),
    "capital": env("SELLER_CAPITAL", default="150 000 €"),
    "register": env("SELLER_REGISTER", default="RCS Lyon"),
    "phone": env("SELLER_PHONE", default="04 72 00 00 00"),
    "email": env("SELLER_EMAIL", default="contact@comptoir.example"),
    "director": env("SELLER_DIRECTOR", default="Claire Vasseur"),
    "mediator": env("SELLER_MEDIATOR", default=""),
}
PRIVACY_EMAIL = env("PRIVACY_EMAIL", default="donnees@comptoir.example")
HOSTING = env("HOSTING", default="")  # name, address and phone of who hosts; empty: the seller itself

# --- applications, from the ground up ------------------------------------------------------
INSTALLED_APPS = [
    "portal.ui",  # before Django's own apps: its templates and form renderer win
    "portal.accounts",
    "portal.accounts.administration_apps.AdministrationConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "django_filters",
    "template_partials",
    "phonenumber_field",
    "csp",
    "django_fsm",
    "portal.core",
    "portal.access",
    "portal.audit",
    "portal.messaging",
    "portal.documents",
    "portal.codes",
    "portal.links",
    "portal.exchange",
    "portal.help",
    "portal.news",
    "portal.dashboard",
    "portal.operations",
    "portal.demo",
    "catalog",
    "crm",
    "contracts",
    "presales",
    "subscriptions",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.core.middleware.RequestId",
    "portal.operations.middleware.Measured",
    "portal.core.middleware.RefuseNulBytes",
    "csp.middleware.CSPMiddleware",
    "portal.core.middleware.PrivatePages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "portal.accounts.middleware.UserLanguage",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "portal.accounts.middleware.StaffSecondFactor",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "portal.audit.middleware.LostRace",
    "portal.ui.middleware.NoBlankPage",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

_TEMPLATE_FINDERS = [f"django.template.loaders.{where}.Loader" for where in ("filesystem", "app_directories")]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [("template_partials.loader.Loader", [("portal.ui.folding.Loader", _TEMPLATE_FINDERS)])],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.ui.context_processors.portal",
                "portal.dashboard.notifications.bell.bell",
            ],
            "builtins": ["portal.ui.templatetags.ui"],
        },
    }
]
FORM_RENDERER = "portal.ui.forms.Renderer"

# --- database ------------------------------------------------------------------------------
# Commands that change tables (`manage.py`, `scripts/prepare.py`) run as their owner, all else as the application.
DATABASE_OWNER_URL = env("DATABASE_OWNER_URL", default="")
AS_OWNER = bool(DATABASE_OWNER_URL) and env.bool("AS_OWNER", default=False)
APPLICATION_DATABASE = env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'comptoir.sqlite3'}")
DATABASES = {"default": env.db("DATABASE_OWNER_URL") if AS_OWNER else dict(APPLICATION_DATABASE)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;",
    }
else:
    DATABASES["default"].setdefault("CONN_MAX_AGE", 300)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    _OPTIONS = DATABASES["default"].setdefault("OPTIONS", {})
    # A page asks small things: compiling a query, or helpers for it, would take longer than the answer.
    _OPTIONS.setdefault("options", "-c jit=off -c max_parallel_workers_per_gather=0")
    if env.bool("PREPARED_STATEMENTS", default=True):  # `portal.core.prepared`; no other query is planned beforehand
        _OPTIONS.setdefault("prepare_threshold", 1)
CHECK_PREPARED = False  # in tests: each prepared query is compared with what Django would ask
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Losing a cache server must reset neither sessions nor the limits of logins: both stay in the database.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "django_cache"}}
SESSION_ENGINE = "django.contrib.sessions.backends.db"

# --- accounts --------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "portal.accounts.adapters.AccountAdapter"
MFA_ADAPTER = "portal.accounts.adapters.MFAAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = None
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXY_COUNT  # else every visitor shares the proxy's own limits
ACCOUNT_FORMS = {
    "login": "portal.accounts.allauth_forms.Login",
    "reauthenticate": "portal.accounts.allauth_forms.Reauthenticate",
    "change_password": "portal.accounts.allauth_forms.ChangePassword",
    "reset_password": "portal.accounts.allauth_forms.ResetPassword",
    "reset_password_from_key": "portal.accounts.allauth_forms.ResetPasswordFromKey",
}
MFA_FORMS = {
    "authenticate": "portal.accounts.allauth_forms.Authenticate",
    "reauthenticate": "portal.accounts.allauth_forms.ReauthenticateWithCode",
    "activate_totp": "portal.accounts.allauth_forms.ActivateApplication",
    "add_webauthn": "portal.accounts.allauth_forms.AddKey",
    "edit_webauthn": "portal.accounts.allauth_forms.RenameKey",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_TOTP_ISSUER = PORTAL_NAME
STAFF_SECOND_FACTOR_REQUIRED = env.bool("STAFF_SECOND_FACTOR_REQUIRED", default=not EMBEDDED)
INVITATION_HOURS = env.int("INVITATION_HOURS", default=72)
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "portal.accounts.passwords.MinimumLength", "OPTIONS": {"min_length": 12}},
    {"NAME": "portal.accounts.passwords.NotAllDigits"},
    {"NAME": "portal.accounts.passwords.NotCommon"},
    {"NAME": "portal.accounts.passwords.NotOneself"},
]

# --- language and time -------------------------------------------------------------------------
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("Français")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "portal.formats"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Paris"
PHONENUMBER_DEFAULT_REGION = "FR"
PHONENUMBER_DB_FORMAT = "E164"

# --- files ---------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = None if EMBEDDED else BASE_DIR / "staticfiles"  # embedded: served from where they are written
WHITENOISE_USE_FINDERS = EMBEDDED
WHITENOISE_MAX_AGE = 3600
MEDIA_ROOT = VAR_DIR / "media"


def _s3_patience():
    """A store that hangs is given up after ten seconds. boto3 is heavy: without a bucket it is not loaded."""
    from botocore.config import Config

    twice = {"total_max_attempts": 2, "mode": "standard"}
    return Config(connect_timeout=2, read_timeout=5, retries=twice, signature_version="s3v4")


_BUCKET = env("AWS_STORAGE_BUCKET_NAME", default="")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    if not _BUCKET
    else {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": _BUCKET,
            "endpoint_url": env("AWS_S3_ENDPOINT_URL", default=None),
            "file_overwrite": False,
            "default_acl": None,
            "querystring_expire": 60,
            "max_memory_size": 5 * 1024 * 1024,
            "client_config": _s3_patience(),
        },
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if EMBEDDED
        else "whitenoise.storage.CompressedManifestStaticFilesStorage",
        # Collected by whoever builds the image, read by the user the portal runs as.
        "OPTIONS": {"file_permissions_mode": 0o644},
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
PHOTO_MAX_BYTES = 5 * 1024 * 1024
LIBRARY_MAX_MEGABYTES = env.int("LIBRARY_MAX_MEGABYTES", default=25)
LIBRARY_NEW_DAYS = env.int("LIBRARY_NEW_DAYS", default=14)
CLAMAV_ADDRESS = env("CLAMAV_ADDRESS", default="")  # host:port or unix:/path; empty: uploads are not scanned
SEAL_CERTIFICATE = env("SEAL_CERTIFICATE", default="")  # PKCS#12 file; empty: self-signed, made in var/
SEAL_CERTIFICATE_PASSWORD = env("SEAL_CERTIFICATE_PASSWORD", default="")
TSA_URL = env("TSA_URL", default="")

# --- messages ----------------------------------------------------------------------------------------
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

# --- one-time codes (a contract signed by SMS) ---------------------------------------------------
CODE_LIFETIME_MINUTES = env.int("CODE_LIFETIME_MINUTES", default=10)
CODE_WRONG_PER_DAY = env.int("CODE_WRONG_PER_DAY", default=5)
CODE_WRONG_IN_LIFE = env.int("CODE_WRONG_IN_LIFE", default=15)
CODE_WRONG_PER_AGENT_PER_DAY = env.int("CODE_WRONG_PER_AGENT_PER_DAY", default=30)
CODE_SEND_GAP_SECONDS = env.int("CODE_SEND_GAP_SECONDS", default=60)
CODE_SENDS_PER_NUMBER_PER_DAY = env.int("CODE_SENDS_PER_NUMBER_PER_DAY", default=10)
SMS_DAILY_BUDGET = env.int("SMS_DAILY_BUDGET", default=2000)
SMS_COUNTRIES = env.list("SMS_COUNTRIES", default=["FR"])
SIGNING_LINK_DAYS = env.int("SIGNING_LINK_DAYS", default=30)
CONTRACT_EXPIRY_DAYS = env.int("CONTRACT_EXPIRY_DAYS", default=30)
WITHDRAWAL_DAYS = env.int("WITHDRAWAL_DAYS", default=14)
BACK_OFFICE_DAYS = env.int("BACK_OFFICE_DAYS", default=2)
PRESALES_DAYS = env.int("PRESALES_DAYS", default=2)  # working days the team has to propose dates
PRESALES_HOLD_DAYS = env.int("PRESALES_HOLD_DAYS", default=5)  # working days proposed dates are held

# --- how long things are kept (docs/operations.md; the page about personal data tells it) -------------------
KEEP_CONTRACTS_YEARS = env.int("KEEP_CONTRACTS_YEARS", default=10)
KEEP_UNSIGNED_DAYS = env.int("KEEP_UNSIGNED_DAYS", default=1095)
KEEP_DRAFTS_DAYS = env.int("KEEP_DRAFTS_DAYS", default=365)
KEEP_CLIENTS_DAYS = env.int("KEEP_CLIENTS_DAYS", default=1095)
KEEP_MESSAGE_TEXTS_DAYS = env.int("KEEP_MESSAGE_TEXTS_DAYS", default=365)
KEEP_NOTICES_DAYS = env.int("KEEP_NOTICES_DAYS", default=180)
KEEP_LINKS_DAYS = env.int("KEEP_LINKS_DAYS", default=365)
KEEP_EXPORTS_DAYS = env.int("KEEP_EXPORTS_DAYS", default=90)

# --- history ---------------------------------------------------------------------------------------------
APPEND_ONLY_TRIGGERS = env.bool("APPEND_ONLY_TRIGGERS", default=True)
ANCHOR_FILE = env("ANCHOR_FILE", default=str(VAR_DIR / "anchors.log"))

# --- figures ---------------------------------------------------------------------------------------------
METRICS_TOKEN = env("METRICS_TOKEN", default="")  # empty: /metrics does not exist

# --- background work ---------------------------------------------------------------------------------
CELERY_BROKER_URL = REDIS_URL or "memory://localhost/"
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_REDIRECT_STDOUTS = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,
    "socket_timeout": 2,
    "socket_connect_timeout": 2,
    "max_retries": 0,  # kombu's own, before each publication: without it a dead broker costs a page 6 s
}
CELERY_TASK_PUBLISH_RETRY = False  # what a dead broker loses, the sweeps find
CELERY_BEAT_SCHEDULER = "portal.operations.beat:LeasedScheduler"
CELERY_BEAT_SCHEDULE = {
    "send-what-is-due": {"task": "messaging.sweep", "schedule": 3.0},
    "make-waiting-documents": {"task": "contracts.make_waiting_documents", "schedule": 3.0},
    "make-waiting-exports": {"task": "exchange.sweep", "schedule": 5.0},
    "presales-of-the-day": {"task": "presales.daily", "schedule": 900.0},
    "contracts-of-the-day": {"task": "contracts.daily", "schedule": 900.0},
    "announce-news": {"task": "news.announce", "schedule": 30.0},
    "erase-what-is-past-its-time": {"task": "operations.retention", "schedule": 86_400.0},
    "forget-orphan-files": {"task": "documents.sweep_orphans", "schedule": 86_400.0},
    "anchor-the-history": {"task": "audit.anchor", "schedule": 3600.0},
    "sign-of-life": {"task": "operations.pulse", "schedule": 15.0},
}

# --- security --------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-src": [SELF],
        "frame-ancestors": [SELF],
    }
}
X_FRAME_OPTIONS = "DENY"  # documents and letters, shown inside our own pages, say otherwise themselves
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "portal.ui.errors.csrf_failure"
if HTTPS:
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^sante/", r"^metrics$"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    CSRF_TRUSTED_ORIGINS = [PUBLIC_BASE_URL]

LOG_FORMAT = env("LOG_FORMAT", default="text")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "portal.core.logs.WithRequestId"}, "masked": {"()": "portal.core.logs.Masked"}},
    "formatters": {
        "text": {
            "()": "portal.core.logs.TextLine",
            "format": "{asctime} {levelname} {name} [{request_id}] {message}",
            "style": "{",
        },
        "json": {"()": "portal.core.logs.JsonLine"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "json" if LOG_FORMAT == "json" else "text",
            "filters": ["request_id", "masked"],
        }
    },
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="INFO")},
    "loggers": {
        "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "django.server": {"handlers": ["console"], "propagate": False},
        "celery": {"level": env("CELERY_LOG_LEVEL", default="WARNING")},  # two lines a task, every three seconds
        "comptoir.request": {"level": "INFO" if LOG_FORMAT == "json" else "WARNING"},  # a line for each request
        "weasyprint": {"level": "ERROR"},
        "fontTools": {"level": "ERROR"},
        "pyhanko": {"level": "WARNING"},
    },
}
