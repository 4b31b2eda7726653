"""Reminders by SMS for several contracts, and what the rows of the list say of each bulk action."""

import pytest
from lxml import html
from playwright.sync_api import expect

from contracts.signature.actions import sending
from portal.codes.models import Lock
from tests.browsing import assert_accessible
from tests.contracts.desk import reader
from tests.factories.accounts import UserFactory
from tests.factories.contracts import ContractFactory, codes_queued

ACT = "/contrats/actions/"


def remind(user, contracts, **more):
    given = {"action": "relancer", "choix": [row.pk for row in contracts], **more}
    return reader(user).post(ACT, given, follow=True).content.decode()


def can(user, query="") -> dict[str, set[str]]:
    page = html.fromstring(reader(user).get(f"/contrats/?affichage=lignes{query}").content.decode())
    return {box.get("value"): set(box.get("data-can").split()) for box in page.xpath("//input[@name='choix']")}


@pytest.mark.django_db
def test_clients_who_have_to_sign_are_reminded_others_are_named(contract):
    draft = ContractFactory(owner=contract.owner)
    validated = ContractFactory(owner=contract.owner, validated=True)
    page = remind(contract.owner, [contract, draft, validated])
    assert "1 ligne sera traitée" in page
    assert "2 lignes ne peuvent pas l’être" in page
    assert codes_queued(contract).count() == 1


@pytest.mark.django_db
def test_limits_of_codes_hold_for_reminders_too(contract):
    page = remind(contract.owner, [contract], confirme="1")
    assert "1 ligne n’a pas changé" in page  # the first code has just left
    assert codes_queued(contract).count() == 1
    assert not Lock.objects.exists()


@pytest.mark.django_db
def test_a_reminder_is_the_code_sent_again(contract, monkeypatch):
    asked = []
    monkeypatch.setattr(sending, "resend_code", lambda **given: asked.append(given) or sending.DeadNumber("Non."))
    page = remind(contract.owner, [contract], confirme="1")
    assert asked == [{"contract": contract, "by": contract.owner}]
    assert "Non." in page


@pytest.mark.django_db
def test_each_row_says_what_may_be_done_with_it(contract):
    owner = contract.owner
    draft, validated = ContractFactory(owner=owner), ContractFactory(owner=owner, validated=True)
    assert can(owner) == {str(contract.pk): {"relancer"}, str(draft.pk): {"supprimer"}, str(validated.pk): set()}
    confirmed, called = ContractFactory(confirmed=True), ContractFactory(awaiting_back_office=True)
    office = can(UserFactory(back_office=True))
    assert "valider" in office[str(confirmed.pk)]
    assert "valider" not in office[str(called.pk)]
    assert "injoignable" in office[str(called.pk)]


@pytest.mark.django_db
def test_rows_ask_no_query_more_for_it(django_assert_max_num_queries):
    office = UserFactory(back_office=True)
    for _turn in range(3):
        ContractFactory(confirmed=True)
    desk = reader(office)
    desk.get("/contrats/?affichage=lignes")
    with django_assert_max_num_queries(10):
        desk.get("/contrats/?affichage=lignes")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_bar_counts_before_the_press(visit):
    office = UserFactory(back_office=True)
    for name in ("Aubry", "Bel"):
        ContractFactory(confirmed=True, last_name=name)
    ContractFactory(validated=True, last_name="Cros")
    page = visit("/contrats/?affichage=lignes&tri=client", as_=office, viewport={"width": 1440, "height": 900})
    bar = page.get_by_role("form", name="Avec les lignes cochées")
    page.get_by_label("Cocher toute la page").check()
    expect(bar.get_by_role("button", name="Valider 2 sur 3")).to_be_enabled()
    assert_accessible(page)
    boxes = page.locator("input[name=choix]")
    boxes.nth(0).uncheck()
    boxes.nth(1).uncheck()
    expect(bar.get_by_role("button", name="Valider", exact=True)).to_be_disabled()
    expect(bar.get_by_text("Impossible pour les lignes cochées")).to_contain_text("Valider")
    boxes.nth(2).uncheck()
    boxes.nth(0).check()
    expect(bar.get_by_role("button", name="Valider", exact=True)).to_be_enabled()
