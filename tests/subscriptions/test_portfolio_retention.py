"""Links that lead to nothing, and older accounts that nobody claimed, go after their time; nothing else does."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings

from portal.accounts.models import User
from portal.audit.models import EventDetail
from portal.core.plugs import retention
from portal.core.values import dates
from subscriptions.models import LegacyAccount, PortfolioLink
from subscriptions.portfolio import actions
from subscriptions.portfolio.enums import LinkState
from tests.factories.accounts import UserFactory
from tests.factories.subscriptions import PortfolioLinkFactory

pytestmark = pytest.mark.django_db
TODAY = "2026-03-10T12:00:00+01:00"
LINKS, OLDER = "portfolio.links", "portfolio.legacy_accounts"


@pytest.fixture
def clock():
    with time_machine.travel(TODAY, tick=False) as traveller:
        yield traveller


def ended(state: str) -> PortfolioLink:
    account = UserFactory(client=True)
    link = PortfolioLinkFactory(account=account, email=account.email, state=LinkState.PENDING, sorted_at=dates.now())
    if state == LinkState.REFUSED:
        return actions.refuse(link=link, reason="Cette personne n’est pas la sienne", by=UserFactory(back_office=True))
    accepted = actions.accept(link=link, by=UserFactory(back_office=True))
    return actions.leave(link=accepted, by=account)


@pytest.mark.parametrize("state", [LinkState.REFUSED, LinkState.LEFT])
def test_refused_and_left_links_go_to_the_day(clock, state):
    link = ended(state)
    clock.shift(timedelta(days=settings.KEEP_PORTFOLIO_LINKS_DAYS))
    assert retention.apply_all()[LINKS] == 0
    clock.shift(timedelta(seconds=1))
    assert retention.apply_all()[LINKS] == 1
    assert not PortfolioLink.objects.filter(pk=link.pk).exists()
    assert User.objects.filter(pk=link.account_id).exists()
    assert not EventDetail.objects.filter(
        event__subject_type="subscriptions.portfoliolink", event__subject_id=str(link.pk)
    ).exists()


def test_invitation_that_nobody_answered_goes_with_its_account(clock):
    link = PortfolioLinkFactory(email="jamais@exemple.example")
    actions.sort_added()
    link.refresh_from_db()
    clock.shift(timedelta(days=settings.KEEP_PORTFOLIO_LINKS_DAYS, seconds=1))
    assert retention.apply_all()[LINKS] == 1
    assert not User.objects.filter(email=link.email).exists()


def test_invited_account_stays_while_another_agent_waits_for_it(clock):
    PortfolioLinkFactory(email="jamais@exemple.example")
    actions.sort_added()
    clock.shift(timedelta(days=settings.KEEP_PORTFOLIO_LINKS_DAYS))
    PortfolioLinkFactory(email="jamais@exemple.example")
    actions.sort_added()
    clock.shift(timedelta(seconds=1))
    assert retention.apply_all()[LINKS] == 1
    assert User.objects.filter(email="jamais@exemple.example").exists()
    assert PortfolioLink.objects.get().state == LinkState.PENDING


def test_request_that_the_back_office_never_answered_goes(clock):
    UserFactory(client=True, email="connu@exemple.example")
    PortfolioLinkFactory(email="connu@exemple.example")
    actions.sort_added()
    clock.shift(timedelta(days=settings.KEEP_PORTFOLIO_LINKS_DAYS, seconds=1))
    assert retention.apply_all()[LINKS] == 1
    assert User.objects.filter(email="connu@exemple.example").exists()


def test_links_in_force_stay_whatever_their_age(clock):
    PortfolioLinkFactory(linked=True)
    clock.shift(timedelta(days=10 * settings.KEEP_PORTFOLIO_LINKS_DAYS))
    assert retention.apply_all()[LINKS] == 0
    assert PortfolioLink.objects.count() == 1


def test_older_accounts_that_nobody_claimed_go_to_the_day(clock):
    for name in ("oublie", "inscrit", "suivi"):
        LegacyAccount.objects.create(email=f"{name}@exemple.example", source="Base")
    clock.shift(timedelta(days=settings.KEEP_LEGACY_ACCOUNTS_DAYS))
    UserFactory(client=True, email="inscrit@exemple.example", activated_at=dates.now())
    PortfolioLinkFactory(email="suivi@exemple.example")
    actions.sort_added()
    assert retention.apply_all()[OLDER] == 0
    clock.shift(timedelta(seconds=1))
    assert retention.apply_all()[OLDER] == 1
    assert sorted(LegacyAccount.objects.values_list("email", flat=True)) == [
        "inscrit@exemple.example",
        "suivi@exemple.example",
    ]


def test_page_about_personal_data_names_both(client):
    page = client.get("/confidentialite/").content.decode()
    assert "Liens de portfolio refusés, quittés ou restés sans réponse" in page
    assert "Comptes d’anciennes bases dont le titulaire ne s’est pas inscrit" in page
