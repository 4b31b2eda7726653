"""Renewal: off unless agreed to, told with proof, charged at the end, tried again on its days, stopped at will."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest

from portal.audit.transitions import NotYours
from portal.core.values import dates
from portal.messaging.models import Message
from portal.messaging.states import State
from portal.ui.components.formats import long_date
from subscriptions.models import Payment, PaymentMethod, Period, PlanPrice, Renewal, RenewalNotice, RenewalTry
from subscriptions.plans import buying
from subscriptions.plans.messages import consent_text
from subscriptions.plans.queries import has_access, quote_for
from subscriptions.renewal import actions, queries
from subscriptions.renewal.rules import is_timely, notice_due
from tests.factories.accounts import UserFactory
from tests.factories.subscriptions import PortfolioLinkFactory, period, plan

pytestmark = pytest.mark.django_db
LATER = "demo_secure"  # paid when its holder is there, refused afterwards


@pytest.fixture
def link():
    return PortfolioLinkFactory(linked=True)


@pytest.fixture
def small():
    return plan("HS", "a", m12="120")


@pytest.fixture
def clock(monkeypatch):
    """`clock(day)` makes it noon of that day everywhere."""
    now = {}
    monkeypatch.setattr(dates, "now", lambda: now["at"])

    def set_to(day: date) -> None:
        now["at"] = datetime.combine(day, time(12), tzinfo=dates.PARIS)

    set_to(date(2026, 11, 28))
    return set_to


def card(account, reference: str = "demo_visa") -> PaymentMethod:
    return PaymentMethod.objects.create(
        account=account,
        gateway="demo",
        reference=reference,
        brand="Visa",
        last4="4242",
        exp_month=12,
        exp_year=2040,
        kept=True,
    )


def renewing(link, small, starts_on: date, reference: str = "demo_visa") -> Period:
    """A period that renews itself with a card of the agent."""
    made = period(link.account, small, starts_on=starts_on)
    subscription = made.subscription
    Renewal.objects.create(
        subscription=subscription, is_on=True, text="…", payer=link.owner, method=card(link.owner, reference)
    )
    return made


def arrive(notice: RenewalNotice) -> None:
    Message.objects.filter(pk=notice.message_id).update(state=State.SENT, sent_at=dates.now())


@pytest.mark.parametrize(
    ("left", "sent", "due"),
    [
        (61, set(), None),
        (60, set(), 60),
        (60, {60}, None),
        (45, set(), 60),
        (30, {60}, 30),
        (29, set(), 30),
        (3, {30}, None),
    ],
)
def test_each_notice_is_due_once(left, sent, due):
    today = date(2026, 5, 1)
    assert notice_due(today + timedelta(days=left), today, (60, 30), sent) == due


def test_a_timely_notice_comes_between_three_months_and_one_month_before():
    end = date(2026, 3, 31)
    assert [
        is_timely(day, end) for day in (date(2025, 12, 30), date(2025, 12, 31), date(2026, 2, 28), date(2026, 3, 1))
    ] == [
        False,
        True,
        True,
        False,
    ]


def test_renewal_is_off_unless_the_box_is_ticked_and_the_text_is_kept(login, link, small):
    browser = login(link.owner)
    address = f"/portefeuille/{link.pk}/abonnement/{small.pk}/12/"
    page = browser.get(address).content.decode()
    assert "checked" not in page.split('name="renews"')[1].split(">")[0]
    text = consent_text(quote_for(link.account, small, 12))
    assert text in page
    browser.post(address, {"seen": "120.00", "renews": "on"})
    asked = Payment.objects.get()
    browser.post(asked.get_absolute_url(), {"card": "visa"})
    renewal = Renewal.objects.get()
    assert (renewal.is_on, renewal.text, renewal.payer) == (True, text, link.owner)
    assert renewal.method.kept


def test_without_the_box_nothing_is_renewed(link, small):
    quote = quote_for(link.account, small, 12)
    buying.buy(account=link.account, plan=small, months=12, seen=quote.amount, renews=False, by=link.owner)
    assert not Renewal.objects.exists()


def test_renewal_may_be_agreed_to_later_with_a_kept_card(login, link, small):
    period(link.account, small, starts_on=dates.today())
    browser, address = login(link.owner), f"/portefeuille/{link.pk}/renouvellement/"
    assert "Aucune carte conservée" in browser.get(address).content.decode()
    kept = card(link.owner)
    assert browser.post(address, {"card": str(kept.pk)}).status_code == 422
    assert browser.post(address, {"card": str(kept.pk), "agreed": "on"}).status_code == 302
    page = browser.get(f"/portefeuille/{link.pk}/").content.decode()
    assert "Ce qui se passera le" in page
    assert "Visa •••• 4242" in page
    theirs = login(link.account).get("/").content.decode()
    assert "Ce qui se passera le" in theirs
    assert "•••• 4242" not in theirs


def test_stopped_in_two_clicks_and_taken_back(login, link, small):
    renewing(link, small, dates.today())
    browser = login(link.account)
    assert "/mon-espace/renouvellement/arret/" in browser.get("/").content.decode()
    assert browser.post("/mon-espace/renouvellement/arret/").status_code == 302
    assert not Renewal.objects.get().is_on
    assert Message.objects.filter(template="subscriptions/messages/renewal_stopped").count() == 1
    assert "Rien ne sera débité" in browser.get("/").content.decode()
    assert browser.post("/mon-espace/renouvellement/reprise/").status_code == 403  # the card is the agent's
    assert login(link.owner).post(f"/portefeuille/{link.pk}/renouvellement/reprise/").status_code == 302
    assert Renewal.objects.get().is_on


def test_strangers_stop_nothing(link, small):
    subscription = renewing(link, small, dates.today()).subscription
    with pytest.raises(NotYours):
        actions.stop(subscription=subscription, by=UserFactory())


def test_notices_leave_60_and_30_days_before_and_prove_it(link, small, clock):
    made = renewing(link, small, date(2025, 3, 1))
    for days, count in ((61, 0), (60, 1), (59, 1), (30, 2), (29, 2)):
        clock(made.ends_before - timedelta(days=days))
        actions.follow()
        assert RenewalNotice.objects.count() == count
        for notice in RenewalNotice.objects.filter(message__state=State.QUEUED):
            arrive(notice)
    first = RenewalNotice.objects.get(days=60)
    assert first.message.recipient == link.account.email
    assert f"jusqu’au {long_date(made.last_day)} inclus" in first.message.body_text
    assert "120,00" in first.message.body_text
    assert queries.is_proven(made)


@pytest.mark.parametrize("proven", [True, False])
def test_renewed_at_the_end_and_without_a_proven_notice_at_will(link, small, clock, proven):
    made = renewing(link, small, date(2025, 3, 1))
    clock(made.ends_before - timedelta(days=60))
    actions.follow()
    if proven:
        arrive(RenewalNotice.objects.get())
    clock(made.ends_before)
    actions.follow()
    actions.follow()
    renewed = Period.objects.get(starts_on=made.ends_before)
    assert renewed.at_will is not proven
    assert renewed.ends_before == date(2027, 3, 1)
    assert Payment.objects.get().amount == Decimal(120)
    assert Message.objects.get(template="subscriptions/messages/granted").subject.startswith(
        "Votre abonnement est renouvelé"
    )


def test_a_price_raised_after_the_notice_is_not_charged(link, small, clock):
    made = renewing(link, small, date(2025, 3, 1))
    clock(made.ends_before - timedelta(days=30))
    actions.follow()
    PlanPrice.objects.update(amount=Decimal(500))
    clock(made.ends_before)
    actions.follow()
    assert Payment.objects.get().amount == Decimal(120)


def test_a_refused_card_is_tried_on_its_days_once_each_with_access_kept(link, small, clock):
    made = renewing(link, small, date(2025, 3, 1), LATER)
    tried = []
    for day in range(16):
        clock(made.ends_before + timedelta(days=day))
        actions.follow()
        actions.follow()
        tried += [day] if RenewalTry.objects.filter(made_on=dates.today()).exists() else []
        assert has_access(link.account, "a") is (day < 15)
    assert tried == [0, 1, 3, 5, 7, 10, 14]
    assert Payment.objects.count() == 7
    assert not Renewal.objects.get().is_on
    assert Message.objects.filter(template="subscriptions/messages/renewal_ended").count() == 2


@pytest.mark.parametrize("slept", [{0, 1}, {4, 5}, {13, 14}])
def test_tries_that_were_slept_over_are_made_after_once_each(link, small, clock, slept):
    made = renewing(link, small, date(2025, 3, 1), LATER)
    for day in range(20):
        clock(made.ends_before + timedelta(days=day))
        if day not in slept:
            actions.follow()
    assert list(RenewalTry.objects.values_list("number", flat=True)) == list(range(7))


def test_a_card_that_works_again_renews_from_the_day_of_the_end(link, small, clock):
    made = renewing(link, small, date(2025, 3, 1), LATER)
    clock(made.ends_before)
    actions.follow()
    actions.use_card(subscription=made.subscription, method=card(link.owner), by=link.owner)
    clock(made.ends_before + timedelta(days=1))
    actions.follow()
    assert Period.objects.get(starts_on=made.ends_before).ends_before == date(2027, 3, 1)
    clock(made.ends_before + timedelta(days=3))
    actions.follow()
    assert Payment.objects.count() == 2


def test_stopping_ends_the_tries_and_the_access_that_was_kept(link, small, clock):
    made = renewing(link, small, date(2025, 3, 1), LATER)
    clock(made.ends_before)
    actions.follow()
    assert has_access(link.account, "a")
    actions.stop(subscription=made.subscription, by=link.account)
    clock(made.ends_before + timedelta(days=1))
    actions.follow()
    assert not has_access(link.account, "a")
    assert RenewalTry.objects.count() == 1


def test_a_plan_no_longer_sold_ends_without_a_charge(link, small, clock):
    made = renewing(link, small, date(2025, 3, 1))
    small.retired_at = dates.now()
    small.save()
    clock(made.ends_before - timedelta(days=10))
    assert "n’est plus vendu" in queries.forecast(made.subscription).sentence
    clock(made.ends_before)
    actions.follow()
    assert not Payment.objects.exists()
    assert not Renewal.objects.get().is_on


def test_a_card_that_expires_before_is_said(link, small, clock):
    made = renewing(link, small, date(2025, 3, 1))
    clock(made.ends_before - timedelta(days=10))
    PaymentMethod.objects.update(exp_month=1, exp_year=2026)
    assert "expire avant cette date" in queries.forecast(made.subscription).warning
