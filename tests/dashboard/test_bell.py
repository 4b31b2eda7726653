"""The bell: last notices by record in a panel, its count by 304, all of it without scripts too."""

import re

import pytest
from django.db import transaction
from lxml import html
from playwright.sync_api import expect

from portal.messaging import notices
from portal.messaging.models import Message
from tests.browsing import assert_accessible, fits
from tests.factories.accounts import UserFactory
from tests.factories.contracts import ContractFactory

COUNT, LATEST = "/notifications/compte/", "/notifications/dernieres/"
WIDTHS = [{"width": 1440, "height": 900}, {"width": 360, "height": 740}]


def tell(user, about, *facts: str):
    for fact in facts:
        with transaction.atomic():
            notices.notify(
                [user],
                "contracts.signed",
                about=about,
                template="messaging/messages/sms_budget",
                context={"percent": fact, "spent": 8, "budget": 10},
                url=about.get_absolute_url(),
                dedupe=f"{about.pk}:{fact}",
            )


@pytest.fixture
def agent():
    return UserFactory()


@pytest.mark.django_db
def test_count_is_not_sent_again_while_it_is_the_same(login, agent, django_assert_max_num_queries):
    client = login(agent)
    first = client.get(COUNT)
    assert first.headers["Cache-Control"] == "private, no-cache"
    with django_assert_max_num_queries(3):  # session, account, counts
        again = client.get(COUNT, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    tell(agent, ContractFactory(awaiting_client=True, owner=agent), "80")
    fresh = client.get(COUNT, headers={"If-None-Match": first.headers["ETag"]})
    assert "Notifications, 1 non lue" in fresh.content.decode()


@pytest.mark.django_db
def test_notices_of_one_record_are_one_line(login, agent, django_assert_max_num_queries):
    first, second = ContractFactory.create_batch(2, awaiting_client=True, owner=agent)
    tell(agent, first, "70", "80")
    tell(agent, second, "90")
    tell(UserFactory(), second, "60")
    client = login(agent)
    with django_assert_max_num_queries(3):
        page = html.fromstring(client.get(LATEST).content.decode())
    lines = [line.text_content() for line in page.xpath("//li")]
    assert len(lines) == 2
    assert "90" in lines[0]
    assert "80" in lines[1]
    assert "et 1 autre" in lines[1]


@pytest.mark.django_db
def test_opening_a_group_reads_all_of_it_and_no_later_one(login, agent):
    contract = ContractFactory(awaiting_client=True, owner=agent)
    tell(agent, contract, "70", "80")
    shown = Message.objects.notices_of(agent).latest("id")
    tell(agent, contract, "90")
    other = ContractFactory(awaiting_client=True, owner=agent)
    tell(agent, other, "75")
    response = login(agent).post(f"/notifications/{shown.pk}/", {"groupe": "1"})
    assert response.url == contract.get_absolute_url()
    assert Message.objects.notices_of(agent).unread().count() == 2


@pytest.mark.django_db
def test_at_most_eight_lines(login, agent):
    for number, contract in enumerate(ContractFactory.create_batch(9, owner=agent)):
        tell(agent, contract, str(number))
    assert login(agent).get(LATEST).content.decode().count("<li") == 8


@pytest.mark.django_db
def test_reading_all_leads_back_to_where_one_was(login, agent):
    contract = ContractFactory(owner=agent)
    tell(agent, contract, "80")
    newest = Message.objects.notices_of(agent).get().pk
    client = login(agent)
    assert 'value="/clients/"' in client.get(LATEST, {"retour": "/clients/"}).content.decode()
    response = client.post("/notifications/lues/", {"newest": newest, "retour": "/clients/"})
    assert response.url == "/clients/"
    tell(agent, contract, "90")
    response = client.post("/notifications/lues/", {"newest": newest + 1, "retour": "https://ailleurs.example/"})
    assert response.url == "/notifications/"


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("viewport", WIDTHS, ids=["desk", "phone"])
def test_panel_opens_by_keyboard_and_escape_leads_back(visit, agent, viewport):
    contract = ContractFactory(awaiting_client=True, owner=agent)
    tell(agent, contract, "80")
    page = visit("/parametres/", as_=agent, viewport=viewport)
    bell = page.get_by_role("banner").get_by_role("link", name="Notifications, 1 non lue")
    bell.press("Enter")
    panel = page.get_by_role("dialog", name="Dernières notifications")
    expect(panel).to_be_focused()
    assert_accessible(page)
    assert fits(page)
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(bell).to_be_focused()
    bell.press("Enter")
    panel.get_by_role("button", name="Tout lire").press("Enter")
    expect(page.get_by_text("1 notification marquée comme lue.")).to_be_visible()
    expect(page).to_have_url(re.compile("/parametres/$"))


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_line_leads_to_its_record(visit, agent):
    contract = ContractFactory(awaiting_client=True, owner=agent)
    tell(agent, contract, "80")
    page = visit("/parametres/", as_=agent)
    page.get_by_role("banner").get_by_role("link", name="Notifications, 1 non lue").click()
    page.get_by_role("dialog", name="Dernières notifications").get_by_role("button", name="80").click()
    expect(page.get_by_role("heading", name=contract.display_name, level=1)).to_be_visible()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_without_scripts_the_bell_leads_to_the_page(visit, agent):
    page = visit("/parametres/", as_=agent, java_script_enabled=False)
    page.get_by_role("banner").get_by_role("link", name="Notifications").click()
    expect(page.get_by_role("heading", name="Notifications", level=1)).to_be_visible()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_count_is_asked_once_a_minute_while_the_page_is_looked_at(visit, agent):
    page = visit("/parametres/", as_=agent)
    page.clock.install()
    page.reload()
    asked = []
    page.on("request", lambda request: asked.append(request.url) if request.url.endswith(COUNT) else None)
    page.clock.run_for(50_000)
    assert asked == []
    tell(agent, ContractFactory(owner=agent), "80")
    with page.expect_response(lambda response: response.url.endswith(COUNT)):
        page.clock.run_for(20_000)
    expect(page.get_by_role("banner").get_by_role("link", name="Notifications, 1 non lue")).to_be_visible()
    assert len(asked) == 1
