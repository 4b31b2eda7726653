import pytest

from tests.crm.companies.stand_in import directory


@pytest.fixture
def stand_in(settings):
    """The portal asks a directory on this machine."""
    with directory() as server:
        settings.COMPANY_DIRECTORY = "api"
        settings.COMPANY_DIRECTORY_URL = server.url
        settings.COMPANY_DIRECTORY_SECONDS = 0.5
        yield server
