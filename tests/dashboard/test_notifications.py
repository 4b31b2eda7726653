"""The bell, the list, and the choice of what comes by mail."""

import pytest
from django.db import transaction

from portal.messaging import choices, notices
from portal.messaging.choices import Places
from portal.messaging.models import Message
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
LIST, CHOICES = "/notifications/", "/parametres/notifications/"
SIGNED = "contracts.signed"


@pytest.fixture
def agent():
    return UserFactory()


def tell(user, *facts: str, url="/contrats/"):
    for fact in facts:
        with transaction.atomic():
            notices.notify(
                [user],
                SIGNED,
                about=user,
                template="messaging/messages/sms_budget",
                context={"percent": fact, "spent": 8, "budget": 10},
                url=url,
                dedupe=fact,
            )


def test_the_bell_counts_what_waits(login, agent):
    tell(agent, "80", "90")
    tell(UserFactory(), "100")
    assert "Notifications, 2 non lues" in login(agent).get("/").content.decode()


def test_a_bell_without_news_is_quiet(login, agent):
    page = login(agent).get("/").content.decode()
    assert "bell__count" not in page
    assert "non lue" not in page


def test_beyond_two_digits_the_bell_says_more(login, agent):
    tell(agent, "80")
    one = Message.objects.get()
    copies = []
    for number in range(150):
        one.pk, one.dedupe = None, f"copy:{number}"
        copies.append(Message(**{f.attname: getattr(one, f.attname) for f in Message._meta.concrete_fields}))
    Message.objects.bulk_create(copies)
    assert "99+" in login(agent).get("/").content.decode()


@pytest.mark.parametrize("seen", ["unread", "read"])
def test_the_list_costs_the_same_however_much_it_holds(login, agent, seen, django_assert_num_queries):
    client = login(agent)
    for rounds in (1, 2):
        tell(agent, *(f"{rounds}{number}" for number in range(5)))
        if seen == "read":
            notices.mark_all_read(by=agent)
        with django_assert_num_queries(5):  # session, account, unread, read, bell
            client.get(LIST)


def test_unread_comes_first_and_reading_moves_it(login, agent):
    tell(agent, "80", "90")
    client = login(agent)
    page = client.get(LIST)
    first = page.context["unread"][0].message
    assert "90" in first.subject
    client.post(f"{LIST}{first.pk}/lue/")
    page = client.get(LIST)
    assert [notice.message.pk for notice in page.context["read"]] == [first.pk]
    assert len(page.context["unread"]) == 1


def test_opening_reads_it_and_leads_to_the_thing(login, agent):
    tell(agent, "80")
    notice = notices.unread_of(agent).get()
    response = login(agent).post(f"{LIST}{notice.pk}/")
    assert response.url == "/contrats/"
    assert notices.unread_count(agent) == 0


def test_looking_reads_nothing(login, agent):
    tell(agent, "80")
    notice = notices.unread_of(agent).get()
    client = login(agent)
    client.get(LIST)
    assert client.get(f"{LIST}{notice.pk}/").status_code == 405
    assert client.get(f"{LIST}lues/").status_code == 405
    assert notices.unread_count(agent) == 1


def test_all_that_was_seen_is_read_and_what_came_since_is_not(login, agent):
    tell(agent, "80", "90")
    client = login(agent)
    newest = client.get(LIST).context["newest"]
    tell(agent, "100")
    client.post(f"{LIST}lues/", {"newest": newest})
    assert notices.unread_count(agent) == 1


@pytest.mark.parametrize("newest", ["", "abc", "-1", "9" * 40, "1e9", "²"])
def test_nonsense_reads_nothing(login, agent, newest):
    tell(agent, "80")
    assert login(agent).post(f"{LIST}lues/", {"newest": newest}).status_code == 302
    assert notices.unread_count(agent) == 1


@pytest.mark.parametrize("step", ["", "lue/"])
def test_the_notice_of_somebody_else_does_not_exist(login, agent, step):
    other = UserFactory()
    tell(other, "80")
    foreign = notices.unread_of(other).get()
    assert login(agent).post(f"{LIST}{foreign.pk}/{step}").status_code == 404
    assert notices.unread_count(other) == 1


def test_nothing_to_read_says_so(login, agent):
    assert "Aucune notification" in login(agent).get(LIST).content.decode()


@pytest.mark.parametrize("cursor", ["x", "é", "W10", "A" * 300])
def test_a_forged_cursor_is_the_first_page(login, agent, cursor):
    tell(agent, "80")
    notices.mark_all_read(by=agent)
    assert len(login(agent).get(LIST, {"suite": cursor}).context["read"]) == 1


def test_mail_notifications_can_be_chosen(login, agent):
    client = login(agent)
    ticked = {"contracts.signed-mail": "on", "contracts.unpaid-portal": "on", "contracts.locked-mail": "on"}
    assert client.post(CHOICES, ticked).url == CHOICES
    mine = choices.places_of(agent)
    assert mine["contracts.signed"] == Places(portal=False, mail=True)
    assert mine["contracts.unpaid"] == Places(portal=True, mail=False)
    assert mine["contracts.withdrawn"] == Places(portal=False, mail=False)
    assert "contracts.locked" not in mine
    page = client.get(CHOICES).content.decode()
    assert 'id="id_contracts.signed-mail" checked' in page


def test_page_without_choices_says_so(login):
    page = login(UserFactory(role="partner")).get(CHOICES)
    assert page.status_code == 200
