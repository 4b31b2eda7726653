"""The plan of the demonstration, whatever the day it is made."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from stdnum.fr import siren

from catalog.demo.offers import OFFERS
from catalog.models import Product
from contracts.demo import cast
from crm.clients.enums import Kind
from crm.demo.clients import _identities
from crm.models import Client
from portal.accounts.models import Organisation, User
from portal.core.values import dates, phone
from portal.demo import company, phones

MOMENTS = [
    datetime(2026, 11, 22, 6, 0, tzinfo=dates.PARIS),  # a Sunday morning
    datetime(2027, 1, 1, 0, 5, tzinfo=dates.PARIS),  # the first minutes of a year
    datetime(2027, 3, 30, 15, 0, tzinfo=dates.PARIS),  # after Easter and a change of the clocks
    datetime(2026, 10, 25, 2, 30, tzinfo=dates.PARIS),  # in the hour that comes twice
    datetime(2027, 5, 10, 9, 1, tzinfo=dates.PARIS),
]
CODES = {"freeze", "ask_code", "wrong_code"}
AGENCIES = [Organisation(pk=1, code="lyon-confluence"), Organisation(pk=2, code="nantes-erdre")]
AGENTS = [User(pk=rank, organisation=AGENCIES[rank % 2]) for rank in range(1, 11)]


def clients() -> list[Client]:
    owners = [*AGENTS[:2], *AGENTS]
    found = [
        Client(owner=owners[position % len(owners)], **identity)
        for position, identity in enumerate(_identities(owners, company.dice(1)))
    ]
    return [found[0], *found]


def scenarios(now: datetime):
    products = {offer.reference: Product(name=offer.name) for offer in OFFERS}
    return cast.scenarios(clients(), products, company.dice(2), now)


@pytest.mark.parametrize("now", MOMENTS, ids=str)
def test_steps_follow_each_other_and_none_is_to_come(now):
    for scenario in scenarios(now):
        moments = [step.at for step in scenario.steps]
        assert moments == sorted(set(moments)), scenario
        assert moments[-1] <= now, scenario


@pytest.mark.parametrize("now", MOMENTS, ids=str)
def test_nobody_signs_with_a_code_that_has_expired(now):
    signed = 0
    for scenario in scenarios(now):
        codes = [step.at for step in scenario.steps if step.scene in CODES]
        for step in scenario.steps:
            if step.scene == "sign":
                signed += 1
                last = max(at for at in codes if at < step.at)
                assert step.at - last < timedelta(minutes=10), scenario
    assert signed > 90


@pytest.mark.parametrize("now", MOMENTS, ids=str)
def test_letters_of_withdrawal_are_sent_after_the_signature_and_in_time(now):
    letters = 0
    for scenario in scenarios(now):
        signed = next((step.at for step in scenario.steps if step.scene == "sign"), None)
        for step in scenario.steps:
            if step.scene == "letter":
                letters += 1
                assert (
                    signed.date() <= step.values["sent_on"] <= min(step.at.date(), signed.date() + timedelta(days=14))
                )
    assert letters == 3


def test_each_contract_has_its_own_client_and_key():
    told = scenarios(MOMENTS[0])
    assert len({scenario.key for scenario in told}) == len(told)
    assert len({scenario.client.email for scenario in told}) >= len(told) - 3


def test_clients_are_people_and_companies_one_can_believe():
    found = clients()[1:]
    assert len(found) == 320
    assert len({client.email for client in found}) == 320
    companies = [client for client in found if client.kind == Kind.COMPANY]
    assert len({client.company_name for client in companies}) == len(companies) == 94
    assert all(siren.is_valid(client.siren) and client.siren.startswith("00") for client in companies)
    assert all(client.birth_date is None for client in companies)
    assert all(client.email.endswith(".example") for client in found)
    assert any("’" in client.last_name for client in found)


def test_one_mobile_is_shared_by_four_files_and_all_ring_nowhere():
    numbers = [client.phone for client in clients()[1:]]
    assert max(numbers.count(number) for number in set(numbers)) == 4
    assert all(phone.is_mobile(number) and number.startswith("+3363998") for number in numbers)


def test_numbers_of_fiction_are_refused_where_messages_leave(settings):
    settings.DEMO = False
    with pytest.raises(phone.PhoneError):
        phone.parse("06 39 98 12 34", mobile=True)


@pytest.mark.parametrize("rank", [0, 10_000])
def test_the_range_of_fiction_has_its_bounds(rank):
    with pytest.raises(ValueError, match="9999"):
        phones.fictional_mobile(rank)


@pytest.mark.parametrize("offer", OFFERS, ids=lambda offer: offer.reference)
def test_an_offer_has_its_price_and_its_articles(offer):
    assert Decimal(offer.net_price) > 0
    assert Decimal(offer.vat_rate) in {Decimal("20"), Decimal("10"), Decimal("5.5")}
    assert offer.months in (None, 12, 24, 36)
    assert len(offer.summary) < 80
    if offer.on_sale:
        assert 4 <= len(offer.articles) <= 8
    for title, text in offer.articles:
        assert len(title) <= 120
        assert text.endswith(".")
        assert not any(sign in text for sign in ("'", " :", " ;", " ?", "« ", "  ")), title
