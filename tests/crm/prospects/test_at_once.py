"""Many people at the same instant, on real row locks."""

from uuid import uuid4

import pytest

from crm.clients.actions import MayBeKnown
from crm.contacts import actions as contacts
from crm.models import Attribution, Client, Contact
from crm.onboarding.actions.links import ONBOARDING
from crm.prospects.actions import filing, starting
from portal.audit import transitions
from portal.links.models import SecureLink
from portal.messaging.models import Message
from portal.messaging.states import Channel
from tests.codes.together import errors_of, together
from tests.factories.accounts import UserFactory
from tests.factories.prospects import NAMES, add_contact, prospect

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
SIRENS = ("732829320", "356000000", "552032534", "487444697")


def open_at_once(agents, siren):
    def create(number):
        return filing.create(
            values={**NAMES, "siren": siren}, registration={}, company=None, key=uuid4(), by=agents[number]
        )

    return together(len(agents), create)


@pytest.mark.parametrize("siren", SIRENS)
def test_two_agents_open_one_siren_and_the_first_keeps_it(siren):
    answers = open_at_once([UserFactory(), UserFactory()], siren)
    kept = [answer for answer in answers if isinstance(answer, Client)]
    told = [answer for answer in answers if isinstance(answer, filing.Taken)]
    assert (len(kept), len(told)) == (1, 1)
    assert Attribution.objects.get().agent == kept[0].owner
    assert Client.objects.count() == 1


def test_without_the_unique_index_both_would_keep_it(monkeypatch):
    """The control: only the index tells two transactions that cannot see each other."""
    monkeypatch.setattr(filing, "_attribute", lambda client, **_: None)
    answers = open_at_once([UserFactory(), UserFactory()], SIRENS[0])
    assert len([answer for answer in answers if isinstance(answer, Client)]) == 2


def opened_with_one_mobile(rounds=10):
    """For each round, how many of two agents were told that the party has a file."""
    agents = [UserFactory(), UserFactory()]

    def create(number, phone):
        values = {**NAMES, "phone": phone}
        return filing.create(values=values, registration={}, company=None, key=uuid4(), seen="", by=agents[number])

    for each in range(rounds):
        answers = together(2, lambda number, phone=f"+3363998{each:04}": create(number, phone))
        yield sum(isinstance(answer, MayBeKnown) for answer in answers)


def test_of_two_agents_with_one_mobile_the_second_is_told():
    assert list(opened_with_one_mobile()) == [1] * 10


def test_without_the_lock_nobody_would_be_told(monkeypatch):
    monkeypatch.setattr(filing, "hold", lambda values: None)
    assert 0 in opened_with_one_mobile()


def counts(client):
    mails = Message.objects.filter(channel=Channel.EMAIL, about_id=str(client.pk))
    return (
        SecureLink.objects.about(client).filter(purpose=ONBOARDING).count(),
        mails.filter(template="crm/messages/onboarding_link").count(),
        mails.filter(template="crm/messages/prospect_ready").count(),
    )


def test_ready_pressed_many_times_is_one_alert_one_link_one_mail():
    UserFactory(back_office=True)
    client = prospect(contact={})
    answers = together(10, lambda _number: starting.start(client=client, by=client.owner))
    assert errors_of(answers) == []
    assert counts(client) == (1, 1, 1)


def test_without_the_lock_ready_would_be_taken_several_times(monkeypatch):
    """The control: the state is read without the client's lock, and several see « En discussion »."""
    client = prospect(contact={})
    monkeypatch.setattr(transitions, "lock", lambda obj: type(obj)._base_manager.get(pk=obj.pk))
    answers = together(10, lambda _number: starting.start(client=client, by=client.owner))
    assert errors_of(answers)


def test_two_favourites_chosen_at_once_leave_one():
    client = prospect(contact={})
    others = [add_contact(client, by=client.owner, last_name=name) for name in ("Roux", "Blanc", "Vidal")]
    answers = together(3, lambda number: contacts.make_favourite(contact=others[number], by=client.owner))
    assert errors_of(answers) == []
    assert Contact.objects.filter(client=client, is_favourite=True).count() == 1
