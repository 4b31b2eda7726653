"""A file whose process died before anything took it goes, row and bytes; whatever is referred to stays."""

import os
import signal
import subprocess
import sys
from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.core.files.storage import default_storage
from django.db import models

from portal.core import dates
from portal.documents import files, unowned
from portal.documents.models import Leftover, StoredFile
from portal.documents.tasks import sweep_orphans
from portal.exchange.models import ExportJob
from tests.documents.test_detection import PDF_BYTES
from tests.factories.accounts import UserFactory
from tests.factories.library import DocumentFactory
from tests.factories.messages import queued_mail
from tests.operations_portal.processes import database_url
from tests.structure.files import ROOT

KILLED = """
import django
django.setup()
from django.conf import settings
settings.MEDIA_ROOT = {media!r}
import sys, time
from portal.documents import files
def attach(stored):
    print("stored", flush=True)
    time.sleep(60)
files.store_for(attach, sys.stdin.buffer.read(), name="perdu.pdf", kind="export")
"""


@pytest.fixture(autouse=True)
def own_storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def later(time_machine):
    """`later(hours=…)` is then."""
    return lambda **ahead: time_machine.move_to(dates.now() + timedelta(**ahead), tick=False)


def stored(**more) -> StoredFile:
    return files.store(PDF_BYTES, name="perdu.pdf", kind="note", **more)


def test_what_a_killed_process_had_stored_is_swept_after_a_day(transactional_db, tmp_path, later):
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED.format(media=str(tmp_path))],
        cwd=ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_URL": database_url()},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    process.stdin.write(PDF_BYTES)
    process.stdin.close()
    assert process.stdout.readline() == b"stored\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    lost = StoredFile.objects.get()
    assert default_storage.exists(lost.key)
    later(hours=23)
    assert sweep_orphans() == 0, "somebody may still be about to take it"
    later(hours=2)
    assert sweep_orphans() == 1
    assert not StoredFile.objects.exists()
    assert not Leftover.objects.exists()
    assert not default_storage.exists(lost.key)


@pytest.mark.django_db
def test_what_it_is_about_does_not_hold_a_file(later, caplog):
    """The subject is written with the file, before anything takes it."""
    lost = stored(about=UserFactory())
    later(days=2)
    assert unowned.sweep_unowned() == 1
    assert str(lost.pk) in caplog.text


@pytest.mark.django_db
def test_what_a_row_or_a_message_refers_to_stays(later):
    document, mailed, sealed = DocumentFactory().file, stored(), stored(sealed=True)
    exported = ExportJob.objects.create(owner=UserFactory(), listing="contracts", format="csv", file=stored()).file
    queued_mail("avec pièce jointe", attachments=[str(mailed.pk)])
    stored()
    later(days=30)
    assert unowned.sweep_unowned() == 1
    assert set(StoredFile.objects.all()) == {document, mailed, sealed, exported}


def test_every_way_to_refer_to_a_file_is_looked_at():
    """By the models as they are: a field that a new app adds is among them without being said."""
    fields = [field for model in apps.get_models() for field in model._meta.local_fields if field.is_relation]
    referring = {field for field in fields if field.related_model is StoredFile}
    assert len(referring) > 4
    assert referring <= set(unowned.relations())
    assert {"messaging.Message.attachments", "messaging.DemoDelivery.attachments"} <= {
        str(field) for field in unowned.json_fields()
    }
    others = [field for model in apps.get_models() for field in model._meta.private_fields]
    assert not [field for field in others if isinstance(field, GenericForeignKey)], "it would have to be looked at too"
    assert not [field for field in fields if isinstance(field, models.ManyToManyField)]
