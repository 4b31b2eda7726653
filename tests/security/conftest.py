"""What tests of security ask for: the world they attack."""

import pytest
from django.db import transaction
from django.test import override_settings

from tests.security import world as worlds


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    """Made once for a file, in a transaction that its end undoes; each test undoes its own work within it."""
    media = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"))
    with django_db_blocker.unblock(), media, transaction.atomic():
        yield worlds.make()
        transaction.set_rollback(True)
