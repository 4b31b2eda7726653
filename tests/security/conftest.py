"""What tests of security ask for: the world they attack."""

import pytest

from tests.security import world as worlds


@pytest.fixture
def world(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return worlds.make()
