"""What people of the house are told, where they chose, once."""

import pytest
from django.db import transaction

from portal.access.permissions import Permission
from portal.messaging import choices, kinds, notices
from portal.messaging.choices import Places
from portal.messaging.models import Message, NoticeChoice
from portal.messaging.outbox import messages_about
from portal.messaging.states import Channel, State
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
UNPAID, SIGNED = "contracts.unpaid", "contracts.signed"  # the first goes by mail too, the second does not


@pytest.fixture
def agent():
    return UserFactory(first_name="Julie")


@pytest.fixture
def thing():
    return UserFactory(last_name="Objet")


def tell(*users, thing, kind=UNPAID, dedupe="1", **more):
    with transaction.atomic():
        notices.notify(
            users,
            kind,
            about=thing,
            template="messaging/messages/sms_budget",
            context={"percent": 80, "spent": 8, "budget": 10},
            url="/contrats/",
            dedupe=dedupe,
            **more,
        )


def mails():
    return list(Message.objects.filter(channel=Channel.EMAIL).values_list("recipient", flat=True))


def test_a_notice_is_in_the_portal_at_once_and_nothing_has_to_send_it(agent, thing):
    tell(agent, thing=thing, kind=SIGNED)
    notice = notices.unread_of(agent).get()
    assert notice.state == State.DELIVERED
    assert (notice.url, notice.kind) == ("/contrats/", SIGNED)
    assert "80" in notice.subject
    assert mails() == []


def test_a_kind_that_goes_by_mail_does_unless_one_chose_otherwise(agent, thing):
    quiet, mailed = UserFactory(), UserFactory()
    choices.choose(by=quiet, places={UNPAID: Places(portal=True, mail=False)})
    choices.choose(by=mailed, places={UNPAID: Places(portal=False, mail=True)})
    tell(agent, quiet, mailed, thing=thing)
    assert sorted(mails()) == sorted([agent.email, mailed.email])
    assert [notices.unread_count(user) for user in (agent, quiet, mailed)] == [1, 1, 0]


def test_a_mail_leads_to_the_thing_and_to_the_choices(agent, thing, settings):
    settings.PUBLIC_BASE_URL = "https://portail.example"
    tell(agent, thing=thing)
    text = Message.objects.get(channel=Channel.EMAIL).content().text
    assert "https://portail.example/contrats/" in text
    assert "https://portail.example/parametres/notifications/" in text


def test_the_same_fact_is_told_once(agent, thing):
    tell(agent, thing=thing)
    tell(agent, thing=thing)
    assert Message.objects.count() == 2
    tell(agent, thing=thing, dedupe="2")
    assert Message.objects.count() == 4


def test_author_and_closed_accounts_get_no_notice(agent, thing):
    gone = UserFactory(is_active=False)
    tell(agent, gone, thing=thing, by=agent)
    assert not Message.objects.exists()


def test_a_kind_nobody_registered_is_an_error(agent, thing):
    with pytest.raises(KeyError):
        tell(agent, thing=thing, kind="contracts.nonsense")


def test_outside_of_a_transaction_nobody_is_told(agent, thing, transactional_db):
    with pytest.raises(AssertionError):
        notices.notify([agent], SIGNED, about=thing, template="x", context={}, url="/", dedupe="1")


def test_telling_many_costs_as_much_as_telling_one(thing, django_assert_num_queries):
    people = [UserFactory() for _ in range(5)]
    with django_assert_num_queries(4):  # a savepoint, its release, who chose what, one insert
        tell(*people, thing=thing, kind=SIGNED)


def test_mails_to_many_cost_as_much_as_one(thing, django_assert_num_queries):
    people = [UserFactory() for _ in range(5)]
    with django_assert_num_queries(5):  # as above, and the mails to wake somebody for
        tell(*people, thing=thing)
    assert len(mails()) == 5


@pytest.mark.parametrize("kind", [SIGNED, UNPAID])
def test_words_are_made_once_for_all_who_read_the_same_language(thing, monkeypatch, kind):
    made, render = [], notices.render

    def counted(channel, template, context, *, language):
        made.append((channel, language))
        return render(channel, template, context, language=language)

    monkeypatch.setattr(notices, "render", counted)
    tell(*(UserFactory(language=language) for language in ("fr", "fr", "en", "fr", "en")), thing=thing, kind=kind)
    assert len(made) == len(set(made)) == (4 if kind == UNPAID else 2)


def test_mails_of_a_notice_wake_a_worker(agent, thing, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as wakes:
        tell(agent, UserFactory(), thing=thing)
    assert len(wakes) == 2


def test_settled_notice_is_closed_for_everybody(agent, thing):
    other = UserFactory()
    tell(agent, other, thing=thing, kind=SIGNED)
    tell(agent, thing=thing, kind=UNPAID)
    with transaction.atomic():
        notices.settle(about=thing, kind=SIGNED)
    assert [notices.unread_count(user) for user in (agent, other)] == [1, 0]


def test_notices_are_not_listed_as_messages_to_the_client(agent, thing):
    tell(agent, thing=thing)
    assert not messages_about(thing).exists()


def test_words_are_in_the_language_of_who_reads(thing):
    reader = UserFactory(language="en")
    tell(reader, thing=thing, kind=SIGNED)
    assert notices.unread_of(reader).exists()


def test_a_choice_for_a_kind_of_others_is_passed_over(agent):
    choices.choose(by=agent, places={"contracts.locked": Places(True, True), "nonsense": Places(True, True)})
    assert not NoticeChoice.objects.exists()


def test_a_choice_can_be_changed(agent):
    for mail in (True, False):
        choices.choose(by=agent, places={SIGNED: Places(portal=False, mail=mail)})
    assert choices.places_of(agent)[SIGNED] == Places(portal=False, mail=False)


def test_each_role_is_offered_its_own_kinds(agent):
    mine = {kind.name for kind in kinds.kinds_for(agent)}
    office = {kind.name for kind in kinds.kinds_for(UserFactory(back_office=True))}
    assert UNPAID in mine
    assert "contracts.locked" in office
    assert not {name for name in mine & office if name.startswith("contracts.")}


def test_kinds_of_presales_are_offered_to_those_who_may_meet_them(agent):
    seller = UserFactory(extra_rights=[Permission.OPPORTUNITIES.value])
    offered = [{kind.name for kind in kinds.kinds_for(user)} for user in (agent, seller)]
    assert ["presales.accepted" in names for names in offered] == [False, True]
