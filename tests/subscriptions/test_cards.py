"""Cards given outside a purchase with the demonstration: added, replaced, removed; what they renew follows."""

from datetime import timedelta

import pytest

from portal.audit.transitions import NotYours, Refused
from portal.core.values import dates
from portal.messaging.models import Message
from subscriptions.models import CardSetup, Payment, PaymentMethod, Renewal
from subscriptions.payments import cards
from subscriptions.payments.enums import SetupState
from subscriptions.payments.gateways.base import CardDetails, Kind, Outcome
from subscriptions.payments.gateways.demo import CARDS, DemoGateway
from subscriptions.plans.messages import consent_text
from subscriptions.renewal import actions as renewal
from tests.factories.accounts import UserFactory
from tests.factories.subscriptions import PortfolioLinkFactory, period, plan

pytestmark = pytest.mark.django_db


def kept(account, name: str = "visa") -> PaymentMethod:
    """A card that `account` added with the demonstration."""
    setup = cards.begin_setup(account=account)
    return cards.settle_setup(setup=setup, outcome=DemoGateway().present_setup(setup, CARDS[name])).method


def renewed(account, method: PaymentMethod, *, payer=None) -> Renewal:
    """A subscription that started a month ago and is renewed with `method`."""
    made = period(account, plan("HS", "a", m12="120"), starts_on=dates.today() - timedelta(days=30))
    text = consent_text(made)
    return renewal.turn_on(subscription=made.subscription, method=method, text=text, by=payer or account)


@pytest.fixture
def person():
    return UserFactory(client=True)


def page_of(browser, url: str = "/cartes/") -> str:
    return browser.get(url).content.decode()


@pytest.mark.parametrize("role", [{"client": True}, {}], ids=["client", "agent"])
def test_card_is_added_without_a_charge(login, role):
    person = UserFactory(**role)
    browser = login(person)
    assert "/cartes/ajouter/" in page_of(browser)
    answer = browser.post("/cartes/ajouter/?next=/support/", {"card": "mastercard"})
    assert answer["Location"] == "/support/"
    assert PaymentMethod.objects.held().get(account=person).last4 == "4444"
    assert "Mastercard •••• 4444" in page_of(browser)
    assert not Payment.objects.exists()


@pytest.mark.parametrize(
    ("card", "words"), [("declined", "a refusé cette carte"), ("expired", "Cette carte est expirée"), ("?", "choix")]
)
def test_refused_card_says_why_and_another_one_may_be_given(login, person, card, words):
    browser = login(person)
    answer = browser.post("/cartes/ajouter/", {"card": card})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not PaymentMethod.objects.exists()
    assert browser.post("/cartes/ajouter/", {"card": "visa"}).status_code == 302
    assert CardSetup.objects.get().state == SetupState.DONE


def test_bank_that_asks_for_a_confirmation_is_answered_first(login, person):
    browser = login(person)
    answer = browser.post("/cartes/ajouter/?next=/support/", {"card": "secure"})
    setup = CardSetup.objects.get()
    assert answer["Location"] == f"{setup.get_absolute_url()}?next=%2Fsupport%2F"
    assert not PaymentMethod.objects.exists()
    assert "Confirmez-vous cette carte" in page_of(browser, answer["Location"])
    assert browser.post(answer["Location"], {"accepter": "1"})["Location"] == "/support/"
    assert PaymentMethod.objects.held().get(account=person).last4 == "3155"
    assert browser.post(setup.get_absolute_url(), {"refuser": "1"}).status_code == 302
    assert PaymentMethod.objects.held().count() == 1


def test_card_that_is_not_confirmed_is_not_kept(login, person):
    browser = login(person)
    bank = browser.post("/cartes/ajouter/", {"card": "secure"})["Location"]
    answer = browser.post(bank, {"refuser": "1"}, follow=True)
    assert "Elle n’est pas enregistrée" in answer.content.decode()
    assert (CardSetup.objects.get().state, PaymentMethod.objects.count()) == (SetupState.REFUSED, 0)


def test_two_beginnings_are_one_set_up(person):
    first, second = cards.begin_setup(account=person), cards.begin_setup(account=person)
    assert first == second
    with pytest.raises(NotYours):
        cards.begin_setup(account=person, replaces=kept(UserFactory()))


@pytest.mark.parametrize("kind", [Kind.KEPT, Kind.FAILED, Kind.AUTHENTICATE, Kind.CANCELLED])
def test_what_comes_after_the_end_changes_nothing(person, kind):
    method = kept(person)
    setup = CardSetup.objects.get()
    other = CardDetails("demo_other", "Visa", "1111", 1, 2031)
    cards.settle_setup(setup=setup, outcome=Outcome(kind, "demo_late", "late", "Trop tard", card=other))
    setup.refresh_from_db()
    assert (setup.state, setup.method, PaymentMethod.objects.count()) == (SetupState.DONE, method, 1)


def test_set_up_that_was_left_expires(login, person, settings):
    browser = login(person)
    bank = browser.post("/cartes/ajouter/", {"card": "secure"})["Location"]
    assert cards.look_up_open() == 0
    settings.CARD_SETUP_MINUTES = -1
    assert cards.look_up_open() == 1
    answer = browser.post(bank, {"accepter": "1"}, follow=True)
    assert "a expiré" in answer.content.decode()
    assert not PaymentMethod.objects.exists()


def test_what_renews_with_the_old_card_renews_with_the_new_one(login, person):
    old = kept(person)
    subscription = renewed(person, old).subscription
    browser = login(person)
    url = f"/cartes/{old.pk}/remplacer/"
    assert "Abonnement HS" in page_of(browser, url)
    bank = browser.post(url, {"card": "secure"})["Location"]
    assert Renewal.objects.get().method == old
    browser.post(bank, {"accepter": "1"})
    new = PaymentMethod.objects.held().get()
    old.refresh_from_db()
    assert (subscription.renewal.is_on, Renewal.objects.get().method, new.last4) == (True, new, "3155")
    assert None not in (old.replaced_at, old.detached_at)
    assert "Visa •••• 4242" not in page_of(browser)


def test_failed_replacement_keeps_the_old_card(login, person):
    old = kept(person)
    renewed(person, old)
    assert login(person).post(f"/cartes/{old.pk}/remplacer/", {"card": "declined"}).status_code == 422
    assert (Renewal.objects.get().method, PaymentMethod.objects.held().get()) == (old, old)


def test_stopped_renewal_is_resumed_with_the_new_card(person):
    old = kept(person)
    subscription = renewed(person, old).subscription
    renewal.stop(subscription=subscription, by=person)
    setup = cards.begin_setup(account=person, replaces=old)
    cards.settle_setup(setup=setup, outcome=DemoGateway().present_setup(setup, CARDS["mastercard"]))
    assert renewal.resume(subscription=subscription, by=person).method.last4 == "4444"


def test_removal_names_what_is_not_renewed_and_stops_it(login, person):
    method = kept(person)
    made = renewed(person, method)
    browser = login(person)
    url = f"/cartes/{method.pk}/retirer/"
    page = page_of(browser, url)
    assert "Abonnement HS : il s’arrêtera le" in page
    assert f"/cartes/{method.pk}/remplacer/" in page
    assert PaymentMethod.objects.held().exists()
    assert browser.post(url, {"seen": 1})["Location"] == "/cartes/"
    made.refresh_from_db()
    method.refresh_from_db()
    assert (made.is_on, made.method, made.stopped_by) == (False, None, person)
    assert None not in (method.replaced_at, method.detached_at)
    assert Message.objects.filter(template="subscriptions/messages/renewal_stopped", recipient=person.email).exists()
    with pytest.raises(Refused, match="choisissez-en une autre"):
        renewal.resume(subscription=made.subscription, by=person)
    assert "Activer le renouvellement" in page_of(browser, "/")


def test_removal_offers_the_other_cards(login, person):
    method, other = kept(person), kept(person, "mastercard")
    made = renewed(person, method)
    browser = login(person)
    url = f"/cartes/{method.pk}/retirer/"
    assert "Renouveler avec Mastercard •••• 4444" in page_of(browser, url)
    assert browser.post(url, {"seen": 1}).status_code == 422
    browser.post(url, {"seen": 1, "instead": other.pk})
    made.refresh_from_db()
    assert (made.is_on, made.method) == (True, other)


def test_removal_may_leave_the_other_cards_alone(login, person):
    method, _other = kept(person), kept(person, "mastercard")
    made = renewed(person, method)
    login(person).post(f"/cartes/{method.pk}/retirer/", {"seen": 1, "instead": "none"})
    made.refresh_from_db()
    assert (made.is_on, made.method) == (False, None)


def test_agent_removes_the_card_that_renews_for_a_client(login):
    link = PortfolioLinkFactory(linked=True)
    method = kept(link.owner)
    renewed(link.account, method, payer=link.owner)
    browser = login(link.owner)
    assert f"Abonnement HS de {link.account.get_full_name()}" in page_of(browser, f"/cartes/{method.pk}/retirer/")
    browser.post(f"/cartes/{method.pk}/retirer/", {"seen": 1})
    assert not Renewal.objects.get().is_on
    assert Message.objects.filter(
        template="subscriptions/messages/renewal_stopped", recipient=link.account.email
    ).exists()


def test_card_that_pays_nothing_is_removed_at_once(login, person):
    method = kept(person)
    browser = login(person)
    assert "Aucun abonnement" in page_of(browser, f"/cartes/{method.pk}/retirer/")
    browser.post(f"/cartes/{method.pk}/retirer/")
    assert "Aucune carte conservée" in page_of(browser)


def test_removal_is_asked_again_when_a_subscription_came_meanwhile(login, person):
    method = kept(person)
    browser = login(person)
    made = renewed(person, method)
    answer = browser.post(f"/cartes/{method.pk}/retirer/", {"seen": 0})
    assert answer.status_code == 422
    assert "a changé" in answer.content.decode()
    made.refresh_from_db()
    assert (made.is_on, made.method) == (True, method)


def test_removed_card_renews_nothing_any_more(person):
    method = kept(person)
    made = renewed(person, kept(person, "mastercard"))
    cards.remove_card(method=method, by=person)
    with pytest.raises(Refused, match="choisissez-en une autre"):
        renewal.use_card(subscription=made.subscription, method=method, by=person)


@pytest.mark.parametrize(
    ("name", "words"),
    [("soon", "Expire avant le prochain renouvellement"), ("visa", "renouvelé le")],
)
def test_card_that_expires_before_the_renewal_is_told(login, person, name, words):
    renewed(person, kept(person, name))
    page = page_of(login(person))
    assert words in page
    assert ("Expire avant" in page) == (name == "soon")


def test_expired_card_stays_on_the_page_to_be_replaced(login, person):
    method = kept(person)
    PaymentMethod.objects.filter(pk=method.pk).update(exp_year=2020)
    assert "Expirée" in page_of(login(person))


@pytest.mark.parametrize("stranger", [{"client": True}, {}, {"back_office": True}], ids=["client", "agent", "office"])
def test_nobody_reaches_the_cards_of_somebody_else(login, person, stranger):
    method = kept(person)
    waiting = cards.begin_setup(account=person)
    browser = login(UserFactory(**stranger))
    assert "Visa •••• 4242" not in page_of(browser)
    for url in (f"/cartes/{method.pk}/retirer/", f"/cartes/{method.pk}/remplacer/", waiting.get_absolute_url()):
        assert browser.get(url).status_code == 404
        assert browser.post(url, {"card": "visa", "accepter": "1"}).status_code == 404
    assert PaymentMethod.objects.held().get() == method


def test_number_of_queries_does_not_grow_with_the_cards(login, person, django_assert_max_num_queries):
    renewed(person, kept(person))
    browser = login(person)
    page_of(browser)
    with django_assert_max_num_queries(12) as few:
        page_of(browser)
    for name in ("mastercard", "secure", "soon"):
        setup = cards.begin_setup(account=person)
        details = CardDetails(f"demo_{name}", "Visa", "1111", 1, 2039)
        cards.settle_setup(setup=setup, outcome=Outcome(Kind.KEPT, card=details))
    with django_assert_max_num_queries(len(few.captured_queries)):
        page_of(browser)
