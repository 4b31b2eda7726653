"""An agreement, a seller, the back-office, and what a page says."""

import pytest

from tests.factories.accounts import UserFactory
from tests.factories.earnings import AgreementFactory


@pytest.fixture
def agreement():
    return AgreementFactory()


@pytest.fixture
def office():
    return UserFactory(back_office=True)


@pytest.fixture
def seller():
    return UserFactory()


def page_of(login, user, url="/remuneration/") -> str:
    response = login(user).get(url)
    assert response.status_code == 200
    return response.content.decode().replace("\u00a0", " ")
