"""Ending what was renewed without a proven notice: any day, free of charge, once; the rest goes back to the cent."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest

from portal.audit.transitions import NotYours, Refused
from portal.core.values import dates
from portal.core.values.money import format_euros
from portal.earnings.models import Earning
from portal.messaging.models import Message
from subscriptions.invoices import actions as invoices
from subscriptions.models import Invoice, Payment, Period, Purchase, Refund, Renewal
from subscriptions.payments import actions as payments
from subscriptions.payments.enums import Status
from subscriptions.payments.gateways.base import Kind, Outcome
from subscriptions.payments.gateways.demo import CARDS, DemoGateway
from subscriptions.plans import buying
from subscriptions.plans.enums import PurchaseState
from subscriptions.plans.queries import has_access, quote_for
from subscriptions.renewal import actions, queries
from subscriptions.renewal.ending import end
from tests.codes.together import errors_of, together
from tests.factories.accounts import UserFactory
from tests.factories.subscriptions import plan
from tests.subscriptions.test_renewal import arrive, card, clock, link, renewing, small

__all__ = ["clock", "link", "small"]  # fixtures
pytestmark = pytest.mark.django_db
END = date(2026, 11, 28)  # 92 of 365 days are left after it
RENEWED = date(2026, 3, 1)


@pytest.fixture
def renewed(link, small, clock) -> Period:
    """A year for 120 €, renewed by the card of the agent without a notice that is proven."""
    return renew(link, small, clock)


def renew(link, small, clock, *, proven: bool = False) -> Period:
    made = renewing(link, small, date(2025, 3, 1))
    clock(made.ends_before - timedelta(days=60))
    actions.follow()
    if proven:
        arrive(made.notices.get())
    clock(RENEWED)
    actions.follow()
    clock(END)
    return Period.objects.select_related("subscription").get(starts_on=RENEWED)


def ended(of: Period, by):
    shown = queries.ending_of(of)
    return end(subscription=of.subscription, seen=shown.amount, last_day=shown.last_day, by=by)


def test_the_rest_of_the_days_goes_back_with_a_credit_note_and_everybody_is_told(renewed, link):
    ended(renewed, link.account)
    renewed.refresh_from_db()
    assert (renewed.ends_before, renewed.ended_at is not None) == (END + dates.ONE_DAY, True)
    note = Invoice.objects.get(document="credit_note")
    assert (note.gross, note.paid) == (Decimal("30.25"), Decimal("30.25"))  # 120 € × 92 / 365
    assert note.corrects == Invoice.objects.get(document="invoice")
    assert "L215-1" in note.reason
    refund = Refund.objects.get()
    assert (refund.amount, refund.payment.status) == (note.gross, Status.PARTLY_REFUNDED)
    mails = Message.objects.filter(template="subscriptions/messages/ended_at_will")
    assert {mail.recipient for mail in mails} == {link.account.email, link.owner.email}
    assert all(format_euros(note.gross) in mail.body_text for mail in mails)
    assert not Renewal.objects.get().is_on


def test_access_stays_until_the_evening_and_a_new_plan_is_sold_from_the_next_day(renewed, link, small, clock):
    large = plan("HS+", "ab", m12="240")
    ended(renewed, link.account)
    assert has_access(link.account, "a")
    assert quote_for(link.account, large, 12) is None
    clock(END + dates.ONE_DAY)
    assert not has_access(link.account, "a")
    assert quote_for(link.account, small, 12).amount == Decimal(120)
    actions.follow()
    assert Payment.objects.count() == 1


@pytest.mark.parametrize(
    ("day", "back"),
    [
        (RENEWED, "119.67"),
        (date(2026, 3, 29), "110.47"),
        (date(2026, 10, 25), "41.42"),
        (date(2027, 2, 27), "0.33"),
        (date(2027, 2, 28), "0.00"),
    ],
)
def test_each_day_gives_back_what_is_left(renewed, link, clock, day, back):
    clock(day)
    ended(renewed, link.account)
    given = sum((each.amount for each in Refund.objects.all()), Decimal(0))
    assert given == Decimal(back)
    renewed.refresh_from_db()
    assert renewed.ends_before == day + dates.ONE_DAY > renewed.starts_on


def test_an_upgrade_of_the_term_goes_back_with_it_each_on_its_own_card(renewed, link, clock):
    large = plan("HS+", "ab", m12="240")
    clock(date(2026, 8, 31))
    quote = quote_for(link.account, large, 12)
    upgrade = buying.buy(account=link.account, plan=large, months=12, seen=quote.amount, renews=False, by=link.account)
    pay(upgrade)
    clock(END)
    now = Period.objects.get(superseded_at=None, starts_on=date(2026, 8, 31))
    assert now.at_will
    ended(now, link.account)
    back = {refund.payment.payer: refund.amount for refund in Refund.objects.select_related("payment__payer")}
    assert back == {link.owner: Decimal("30.25"), link.account: Decimal("30.25")}  # 60,16 € for 183 days
    assert Invoice.objects.filter(document="credit_note").count() == 2


def pay(purchase: Purchase) -> Payment:
    asked = Payment.objects.get(subject_id=str(purchase.pk))
    return payments.settle(payment=asked, outcome=DemoGateway().present(asked, CARDS["visa"], keep=False))


def test_an_upgrade_paid_after_the_end_is_given_back(renewed, link):
    large = plan("HS+", "ab", m12="240")
    quote = quote_for(link.account, large, 12)
    upgrade = buying.buy(account=link.account, plan=large, months=12, seen=quote.amount, renews=False, by=link.owner)
    ended(renewed, link.account)
    assert Payment.objects.get(subject_id=str(upgrade.pk)).closed_at
    assert pay(upgrade).status == Status.PAID  # as it was before its refund
    assert Payment.objects.get(subject_id=str(upgrade.pk)).status == Status.REFUNDED
    upgrade.refresh_from_db()
    assert upgrade.state == PurchaseState.LOST
    assert not has_access(link.account, "b")


def test_what_was_given_back_before_is_not_given_back_again(renewed, link):
    office = UserFactory(back_office=True)
    invoices.credit_and_refund(
        invoice=Invoice.objects.get(), share=90, reason="Geste commercial", refund=True, by=office
    )
    assert queries.ending_of(renewed).amount == Decimal("12.00")
    ended(renewed, link.account)
    assert Payment.objects.get().status == Status.REFUNDED


def test_a_disputed_payment_is_left_to_the_bank(renewed, link):
    payments.settle(payment=Payment.objects.get(), outcome=Outcome(Kind.DISPUTED))
    assert queries.ending_of(renewed).is_disputed
    ended(renewed, link.account)
    assert not Refund.objects.exists()
    renewed.refresh_from_db()
    assert renewed.ended_at


def test_what_the_sale_earned_is_taken_back_by_the_same_part(renewed, link):
    earned = sum((line.amount for line in Earning.objects.all()), Decimal(0))
    ended(renewed, link.account)
    left = sum((line.amount for line in Earning.objects.all()), Decimal(0))
    assert abs(left - earned * (1 - Decimal("30.25") / 120)) <= Decimal("0.01")


def test_a_proven_notice_or_a_first_term_is_not_ended(login, link, small, clock):
    proven = renew(link, small, clock, proven=True)
    with pytest.raises(Refused, match="ne peut pas être résilié avant sa fin"):
        end(subscription=proven.subscription, seen=Decimal("30.25"), last_day=END, by=link.account)
    browser = login(link.account)
    assert "/mon-espace/resiliation/" not in browser.get("/").content.decode()
    told = browser.post("/mon-espace/resiliation/", {}, follow=True).content.decode()
    assert "ne peut pas être résilié avant sa fin" in told
    assert not Refund.objects.exists()


def test_while_a_failed_renewal_is_tried_again_stopping_is_what_ends_it(renewed, link, clock):
    Renewal.objects.update(method=card(link.owner, "demo_later"))
    clock(renewed.ends_before)
    actions.follow()
    assert has_access(link.account, "a")
    renewed.refresh_from_db()
    with pytest.raises(Refused, match="La période payée est terminée"):
        ended(renewed, link.account)


def test_strangers_end_nothing(login, renewed, link):
    with pytest.raises(NotYours):
        ended(renewed, UserFactory())
    assert login(UserFactory()).get(f"/portefeuille/{link.pk}/resiliation/").status_code == 404
    assert login(UserFactory(client=True)).get("/mon-espace/resiliation/").status_code == 404


def values(page: str) -> dict:
    return {name: re.search(f'name="{name}" value="([^"]+)"', page)[1] for name in ("seen", "last_day")}


def test_the_client_reads_what_comes_back_confirms_and_a_second_tab_changes_nothing(login, renewed, link):
    browser = login(link.account)
    assert "/mon-espace/resiliation/" in browser.get("/").content.decode()
    page = browser.get("/mon-espace/resiliation/").content.decode()
    assert "30,25" in page
    assert link.owner.get_full_name() in page
    for _tab in range(2):
        answer = browser.post("/mon-espace/resiliation/", values(page), follow=True).content.decode()
    assert "déjà résilié" in answer
    assert "Abonnement résilié" in answer
    assert Refund.objects.count() == 1


def test_the_agent_ends_it_for_the_client(login, renewed, link):
    browser, address = login(link.owner), f"/portefeuille/{link.pk}/resiliation/"
    assert address in browser.get(f"/portefeuille/{link.pk}/").content.decode()
    answer = browser.post(address, values(browser.get(address).content.decode()), follow=True).content.decode()
    assert "a résilié l’abonnement sans frais" in answer
    assert "(résilié)" in answer


def test_a_page_of_yesterday_shows_the_amount_of_today(login, renewed, link, clock):
    browser = login(link.account)
    old = values(browser.get("/mon-espace/resiliation/").content.decode())
    clock(END + dates.ONE_DAY)
    answer = browser.post("/mon-espace/resiliation/", old)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "relisez-le avant de confirmer" in page
    assert not Refund.objects.exists()
    browser.post("/mon-espace/resiliation/", values(page))
    assert Refund.objects.get().amount == Decimal("29.92")


def test_an_ended_subscription_is_not_renewed_again(renewed, link):
    ended(renewed, link.account)
    with pytest.raises(Refused, match="terminé"):
        actions.resume(subscription=renewed.subscription, by=link.owner)
    with pytest.raises(Refused, match="résilié"):
        actions.turn_on(
            subscription=renewed.subscription, method=card(link.owner, "demo_mastercard"), text="…", by=link.owner
        )


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_many_who_end_it_at_once_one_does_and_one_refund_is_made(renewed, link):
    shown = queries.ending_of(renewed)
    people = [link.account, link.owner] * 4

    def work(number: int):
        return end(subscription=renewed.subscription, seen=shown.amount, last_day=shown.last_day, by=people[number])

    found = together(len(people), work)
    failed = errors_of(found)
    assert len(failed) == len(people) - 1
    assert all(isinstance(each, Refused) and "déjà résilié" in each.sentence for each in failed)
    assert Refund.objects.count() == Invoice.objects.filter(document="credit_note").count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_an_upgrade_paid_at_the_same_instant_is_granted_before_or_given_back(renewed, link):
    large = plan("HS+", "ab", m12="240")
    quote = quote_for(link.account, large, 12)
    upgrade = buying.buy(account=link.account, plan=large, months=12, seen=quote.amount, renews=False, by=link.owner)
    shown = queries.ending_of(renewed)

    def work(number: int):
        if number:
            return pay(upgrade)
        return end(subscription=renewed.subscription, seen=shown.amount, last_day=shown.last_day, by=link.account)

    failed = errors_of(together(2, work))
    upgrade.refresh_from_db()
    if upgrade.state == PurchaseState.GRANTED:  # what comes back is no longer what was shown
        assert [type(each) for each in failed] == [Refused]
        assert not Refund.objects.exists()
    else:
        assert failed == []
        assert (upgrade.state, Refund.objects.count()) == (PurchaseState.LOST, 2)
