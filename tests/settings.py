"""Settings of the tests: embedded, demo gateways, nothing of the machine's own environment.

The environment is fixed before the portal's settings read it. `DATABASE_URL` alone is kept, so that the same
tests run on PostgreSQL.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from tests.undefined import Undefined

# One folder per run, with one folder per parallel process in it: each has its own database, files and seal.
_run = os.environ.get("COMPTOIR_TEST_RUN")
if not _run:
    _run = os.environ["COMPTOIR_TEST_RUN"] = tempfile.mkdtemp(prefix="comptoir-tests-")
    atexit.register(shutil.rmtree, _run, ignore_errors=True)
TEST_VAR = Path(_run) / os.environ.get("PYTEST_XDIST_WORKER", "main")

_KEPT = ("DATABASE_URL",)
for _name in os.environ.keys() - set(_KEPT):
    if _name.startswith(("TWILIO_", "STRIPE_", "AWS_", "SELLER_", "CODE_", "SMS_")):
        del os.environ[_name]
os.environ.update(
    {
        "VAR_DIR": str(TEST_VAR),
        "EMBEDDED": "1",
        "DEBUG": "0",
        "REDIS_URL": "",
        "SECRET_KEY": "tests-only-secret-key-tests-only-secret-key-tests-only",
        "DATA_KEY": "tests-only-data-key-tests-only-data-key-tests-only-ok",
        "SMS_GATEWAY": "demo",
        "EMAIL_URL": "demo://",
        "PUBLIC_BASE_URL": "http://testserver",
        "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
        "APPEND_ONLY_TRIGGERS": "0",
        "STAFF_SECOND_FACTOR_REQUIRED": "0",
        "DJANGO_ALLOW_ASYNC_UNSAFE": "1",  # Playwright keeps an event loop open in the test's thread
    }
)
os.environ.setdefault("DATABASE_URL", f"sqlite:///{TEST_VAR / 'comptoir.sqlite3'}")

from portal.settings import *  # noqa: E402
from scripts.compile_messages import compile_all  # noqa: E402

compile_all(BASE_DIR / "locale")  # English pages need it, and it is not kept by git

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = Undefined()
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": _run}}
UNDO_SECONDS = UNDO_VALIDATION_SECONDS = 0  # acts are finished at once, but where a test says otherwise
SESSION_IDLE_HOURS = SESSION_MAX_DAYS = 100_000  # clocks of tests jump; those of sessions say otherwise
ACCOUNT_RATE_LIMITS = False
CHECK_PREPARED = True

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as in real life, so that threads meet the same locks; unsynced, as it dies with the run.
    DATABASES["default"]["TEST"] = {"NAME": str(TEST_VAR / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=OFF;PRAGMA foreign_keys=ON;"
    )
