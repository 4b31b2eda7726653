"""The schedule names tasks; a worker that starts must find each of them by itself."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MISSING = """
import django
django.setup()
from django.conf import settings
from portal.celery import app
app.loader.import_default_modules()
wanted = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
wanted |= {"messaging.deliver", "contracts.make_documents"}
print(sorted(wanted - set(app.tasks)))
"""


def test_a_fresh_worker_knows_every_task_of_the_schedule_and_of_the_wake_ups(tmp_path):
    environment = {"DJANGO_SETTINGS_MODULE": "portal.settings", "VAR_DIR": str(tmp_path), "LOG_LEVEL": "ERROR"}
    found = subprocess.run(
        [sys.executable, "-c", MISSING], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == "[]"
