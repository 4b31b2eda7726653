"""A worker knows every task that the schedule names, whatever else has been imported."""

import subprocess
import sys

from tests.structure.files import ROOT

# In a process of its own: this one has imported half of the portal already.
ASK = """
import django
django.setup()
from portal.celery import app
app.loader.import_default_modules()
named = {entry["task"] for entry in app.conf.beat_schedule.values()}
print(len(named), *sorted(named - set(app.tasks)))
"""


def test_every_task_of_the_schedule_is_known_to_a_worker():
    said = subprocess.run(
        [sys.executable, "-c", ASK],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={"DJANGO_SETTINGS_MODULE": "tests.settings", "PATH": ""},
    )
    count, *unknown = said.stdout.split()
    assert int(count) >= 4
    assert unknown == []
