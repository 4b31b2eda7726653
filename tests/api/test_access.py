"""Products ask whether a client has a content."""

from datetime import timedelta

import pytest

from portal.access.permissions import Permission
from portal.core.values import dates
from subscriptions.models import Content, Period
from tests.factories.accounts import UserFactory
from tests.factories.clients import ClientFactory
from tests.factories.subscriptions import PortfolioLinkFactory, period, plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(db):
    return UserFactory(back_office=True)


@pytest.fixture
def link(office):
    """A client of an agent's portfolio, with the content `a`; `b` is only known."""
    made = PortfolioLinkFactory(linked=True, owner__extra_rights=[Permission.API])
    period(made.account, plan("HS", "a", m12="120"), starts_on=dates.today())
    Content.objects.get_or_create(code="b", defaults={"name": "B"})
    return made


def asked(program, content: str = "a", **who):
    query = "&".join(f"{name}={value}" for name, value in who.items())
    return program.get(f"/access?content={content}&{query}")


def test_access_is_told_by_email_and_by_client_file(caller, office, link):
    file, program = ClientFactory(account=link.account), caller(office)
    for who in ({"email": link.account.email.upper()}, {"client_id": file.pk}):
        assert asked(program, **who).json() == {"content": "a", "has_access": True}
        assert asked(program, "b", **who).json() == {"content": "b", "has_access": False}


def test_agent_asks_about_linked_clients(caller, link):
    assert asked(caller(link.owner), email=link.account.email).json()["has_access"] is True


def test_client_out_of_scope_answers_as_unknown(caller, link):
    stranger = caller(UserFactory(extra_rights=[Permission.API]))
    file = ClientFactory(account=link.account)
    hidden, unknown = asked(stranger, email=link.account.email), asked(stranger, email="nobody@exemple.example")
    assert (hidden.status_code, hidden.json()) == (unknown.status_code, unknown.json())
    assert hidden.status_code == 404
    hidden, unknown = asked(stranger, client_id=file.pk), asked(stranger, client_id=987654321)
    assert (hidden.status_code, hidden.json()) == (unknown.status_code, unknown.json()) == (404, hidden.json())


def test_own_client_file_without_link_answers_as_unknown(caller, link):
    agent = UserFactory(extra_rights=[Permission.API])
    assert asked(caller(agent), client_id=ClientFactory(owner=agent, account=link.account).pk).status_code == 404


def test_unknown_content_of_a_hidden_client_tells_nothing(caller, link):
    stranger = caller(UserFactory(extra_rights=[Permission.API]))
    assert asked(stranger, "zz", email=link.account.email).status_code == 404


def test_access_ends_with_the_period(caller, office, link):
    today = dates.today()
    Period.objects.update(term_starts_on=today - timedelta(9), starts_on=today - timedelta(9), ends_before=today)
    assert asked(caller(office), email=link.account.email).json()["has_access"] is False


def test_closed_account_has_no_access(caller, office, link):
    link.account.is_active = False
    link.account.save()
    assert asked(caller(office), email=link.account.email).json()["has_access"] is False


def test_client_is_named_once_and_the_content_exists(caller, office, link):
    program = caller(office)
    for response, field in (
        (asked(program), "email"),
        (asked(program, email=link.account.email, client_id=1), "email"),
        (asked(program, "zz", email=link.account.email), "content"),
        (program.get(f"/access?email={link.account.email}"), "content"),
    ):
        assert response.status_code == 422
        assert [each["field"] for each in response.json()["errors"]] == [field]


def test_token_needs_the_scope_and_its_owner_the_right(caller, office, link):
    assert asked(caller(office, "clients:read"), email=link.account.email).status_code == 403
    presales = UserFactory(role="presales", extra_rights=[Permission.API])
    assert asked(caller(presales), email=link.account.email).status_code == 403
    asks_only = caller(office, "access:read")
    assert asked(asks_only, email=link.account.email).status_code == 200
    assert asks_only.get("/clients").status_code == 403


def test_access_asks_few_queries(caller, office, link, django_assert_max_num_queries):
    program = caller(office)
    with django_assert_max_num_queries(5):
        asked(program, email=link.account.email)
