from datetime import timedelta

import pytest
from django.urls import reverse

from portal.audit.models import Event
from portal.core.values import dates
from portal.messaging import actions
from portal.messaging.models import Message
from portal.messaging.states import State
from tests.factories.accounts import UserFactory
from tests.factories.messages import ADDRESS, queued_mail, queued_sms

pytestmark = pytest.mark.django_db
LIST = "admin:messaging_message_changelist"


def lost(message, state=State.DEAD):
    columns = {"state": state, "error_sentence": "sans réponse", "attempts": 6}
    if message.sensitive:
        columns |= {"body_text": "", "body_html": ""}
    Message.objects.filter(pk=message.pk).update(**columns)
    message.refresh_from_db()
    return message


@pytest.fixture
def staff():
    return UserFactory(back_office=True)


def test_the_back_office_finds_a_message_by_its_recipient(login, staff):
    queued_mail("Le sien")
    queued_mail("Un autre", recipient="paul@exemple.fr")
    html = login(staff).get(reverse(LIST), {"q": ADDRESS}).content.decode()
    assert "Le sien" in html
    assert "Un autre" not in html


def test_the_words_of_a_sensitive_message_are_never_shown(login, staff):
    message = queued_sms("code 482 913", sensitive=True)
    html = login(staff).get(reverse("admin:messaging_message_change", args=[message.pk])).content.decode()
    assert "482 913" not in html
    assert message.body_text not in html
    assert "confidentiel" in html


def test_messages_are_read_there_not_written(login, staff):
    message = queued_sms()
    client = login(staff)
    address = reverse("admin:messaging_message_change", args=[message.pk])
    assert client.post(address, {"recipient": "+33700000000"}).status_code == 403
    assert client.get(reverse("admin:messaging_message_add")).status_code == 403


def test_failed_message_is_resent_and_the_author_recorded(login, staff):
    message, fine = lost(queued_mail()), queued_mail()
    post = {"action": "send_again", "_selected_action": [message.pk, fine.pk]}
    html = login(staff).post(reverse(LIST), post, follow=True).content.decode()
    message.refresh_from_db()
    assert (message.state, message.attempts, message.error_sentence) == (State.QUEUED, 0, "")
    assert "1 message repart." in html
    assert "1 message ne peut pas être renvoyé" in html
    event = Event.objects.get(verb="messaging.resent")
    assert (event.subject_id, event.actor) == (str(message.pk), staff)


@pytest.mark.parametrize(
    "columns",
    [{"sensitive": True}, {"expires_at": dates.now() - timedelta(minutes=1)}],
    ids=["sensitive", "expired"],
)
def test_sensitive_or_expired_message_cannot_be_resent(staff, columns):
    message = lost(queued_mail(**columns))
    assert actions.resend(message=message, by=staff) is False
    message.refresh_from_db()
    assert message.state == State.DEAD


def test_a_message_sent_again_leaves(staff, provider):
    from portal.messaging import delivery

    message = lost(queued_mail(), State.FAILED)
    actions.resend(message=message, by=staff)
    delivery.sweep()
    message.refresh_from_db()
    assert message.state == State.SENT
