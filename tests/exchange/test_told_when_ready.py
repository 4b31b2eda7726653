"""An export that was long to make is told to who asked for it."""

import pytest
from django.db import transaction

from portal.exchange import notices as export_notices
from portal.exchange.models import ExportJob
from portal.messaging import notices
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_the_notice_leads_to_the_file():
    owner = UserFactory()
    job = ExportJob.objects.create(owner=owner, listing="contracts", query="", format="csv", expected=2000)
    with transaction.atomic():
        export_notices.tell_ready(job, "contrats-2026-03-10.csv")
    notice = notices.unread_of(owner).get()
    assert "contrats-2026-03-10.csv" in notice.subject
    assert notice.url == f"/exports/{job.pk}/"
