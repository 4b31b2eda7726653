"""The database, which also holds sessions, the cache and the history."""

from portal.configuration.environment import VAR_DIR, env

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
    if env.bool(
        "PREPARED_STATEMENTS", default=True
    ):  # `portal.core.prepared_queries.prepared`; no other query is planned beforehand
        _OPTIONS.setdefault("prepare_threshold", 1)
CHECK_PREPARED = False  # in tests: each prepared query is compared with what Django would ask
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Losing a cache server must reset neither sessions nor the limits of logins: both stay in the database.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "django_cache"}}
SESSION_ENGINE = "django.contrib.sessions.backends.db"

APPEND_ONLY_TRIGGERS = env.bool("APPEND_ONLY_TRIGGERS", default=True)
ANCHOR_FILE = env("ANCHOR_FILE", default=str(VAR_DIR / "anchors.log"))
