"""Brings the database to where the code is: tables, cache, and in the embedded portal the demo's accounts.

One process for all of it, as starting Django costs more than each part.
"""

import os
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
os.environ["AS_OWNER"] = "1"  # where DATABASE_OWNER_URL names one

import django
from django.conf import settings
from django.core.management import call_command, get_commands
from django.db import OperationalError, connection

from scripts.compile_messages import compile_all
from scripts.steps import say

LOCK_SECONDS, PAUSE_SECONDS, PATIENCE_SECONDS = 3, 2, 600
LOCK_NOT_AVAILABLE = "55P03"  # PostgreSQL's code


def main() -> None:
    compile_all(settings.BASE_DIR / "locale")
    _timed("démarrage de Django", django.setup)
    _timed("tables", _migrate)
    call_command("createcachetable", verbosity=0)
    if settings.AS_OWNER:
        _timed("droits de l’application", lambda: call_command("grant_application_role", verbosity=0))
    if settings.EMBEDDED and settings.DEMO and "demo_data" in get_commands():
        _timed("comptes de démonstration", lambda: call_command("demo_data", begin=True))


def _migrate() -> None:
    """Changes tables while people read them.

    Whoever asks for a table behind a change that waits for it waits too. So a change that does not get its table (from
    a backup, say) lets go after a few seconds, people pass, and it asks again.
    """
    limit = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            _wait_for_locks(f"{LOCK_SECONDS}s")
            call_command("migrate", interactive=False, verbosity=0)
            _wait_for_locks("0")
            return
        except OperationalError as error:
            if getattr(error.__cause__, "sqlstate", "") != LOCK_NOT_AVAILABLE or time.monotonic() > limit:
                raise
            say("      une table est occupée : nouvel essai")
            time.sleep(PAUSE_SECONDS)


def _wait_for_locks(how_long: str) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET lock_timeout = '{how_long}'")


def _timed(title: str, action) -> None:
    start = time.monotonic()
    action()
    say(f"      {title} : {time.monotonic() - start:.1f} s".replace(".", ","))


if __name__ == "__main__":
    main()
