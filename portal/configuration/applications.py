"""What the portal is made of, from the ground up, and the languages it speaks."""

from django.utils.translation import gettext_lazy as _

from portal.configuration.environment import BASE_DIR
from portal.configuration.messages import DEMO

INSTALLED_APPS = [
    "portal.ui",  # before Django's own apps: its templates and form renderer win
    "portal.accounts",
    "portal.administration.apps.AdministrationConfig",
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
    "csp",
    "django_fsm",
    "portal.core",
    "portal.access",
    "portal.audit",
    "portal.administration",
    "portal.messaging",
    "portal.documents",
    "portal.undo",
    "portal.codes",
    "portal.links",
    "portal.ledger",
    "portal.exchange",
    "portal.people",
    "portal.earnings",
    "portal.api",
    "portal.help",
    "portal.news",
    "portal.brand",
    "portal.dashboard",
    "portal.operations",
    *(["portal.demo"] if DEMO else []),
    "catalog",
    "crm",
    "contracts",
    "presales",
    "subscriptions",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.core.plumbing.middleware.RequestId",
    "portal.operations.middleware.Measured",
    "portal.core.plumbing.middleware.RefuseNulBytes",
    "portal.core.plumbing.middleware.BoundKeys",
    "csp.middleware.CSPMiddleware",
    "portal.core.plumbing.middleware.PrivatePages",
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
    "portal.accounts.sessions.SessionLimits",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "portal.audit.middleware.LostRace",
    "portal.documents.middleware.UnreadableFiles",
    "portal.ui.middleware.NoBlankPage",
    "portal.core.plumbing.middleware.Prefetched",  # last: what it calls is the view itself
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

_TEMPLATE_FINDERS = [f"django.template.loaders.{where}.Loader" for where in ("filesystem", "app_directories")]
_CACHED = ("django.template.loaders.cached.Loader", _TEMPLATE_FINDERS)
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [("template_partials.loader.Loader", [_CACHED])],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.ui.context_processors.portal",
                "portal.access.shell.shell",
                "portal.brand.context_processors.brand",
                "portal.dashboard.notifications.bell.bell",
                "portal.dashboard.palette.palette",
            ],
            "builtins": ["portal.ui.templatetags.ui"],
        },
    }
]
FORM_RENDERER = "portal.ui.forms.Renderer"

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("Français")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "portal.formats"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Paris"
