"""Brings the database to where the code is: tables, cache, and in the embedded portal the demo data.

One process for all of it, as starting Django costs more than each part.
"""

import os
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
os.environ["AS_OWNER"] = "1"  # where DATABASE_OWNER_URL names one

import django
from django.conf import settings
from django.core.management import call_command, get_commands

from scripts.compile_messages import compile_all
from scripts.steps import say


def main() -> None:
    compile_all(settings.BASE_DIR / "locale")
    _timed("démarrage de Django", django.setup)
    _timed("tables", lambda: call_command("migrate", interactive=False, verbosity=0))
    call_command("createcachetable", verbosity=0)
    if settings.AS_OWNER:
        _timed("droits de l’application", lambda: call_command("grant_application_role", verbosity=0))
    if settings.EMBEDDED and settings.DEMO and "demo_data" in get_commands():
        _timed("données de démonstration", lambda: call_command("demo_data"))


def _timed(title: str, action) -> None:
    start = time.monotonic()
    action()
    say(f"      {title} : {time.monotonic() - start:.1f} s".replace(".", ","))


if __name__ == "__main__":
    main()
