import re

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, connection, transaction
from django.template import TemplateDoesNotExist

from portal.messaging import outbox
from portal.messaging.models import Message
from portal.messaging.states import Channel, State
from tests.factories.messages import ADDRESS, MOBILE, queued_mail, queued_sms

NOTE = {"template": "samples/note", "context": {"name": "Zoé", "offer": "L’essentiel"}}


def test_a_message_outside_a_transaction_is_a_mistake_of_ours(transactional_db, samples):
    with pytest.raises(AssertionError, match="transaction"):
        outbox.queue(channel=Channel.SMS, to=MOBILE, dedupe="one", **NOTE)
    assert not Message.objects.exists()


def test_a_message_disappears_with_the_transaction_it_tells_about(transactional_db, samples):
    with transaction.atomic():
        outbox.queue(channel=Channel.SMS, to=MOBILE, dedupe="one", **NOTE)
        transaction.set_rollback(True)
    assert not Message.objects.exists()


def test_the_same_fact_is_told_once(db, samples):
    first = outbox.queue(channel=Channel.SMS, to=MOBILE, dedupe="contract:1:signed", **NOTE)
    again = outbox.queue(channel=Channel.SMS, to="+33700000000", dedupe="contract:1:signed", **NOTE)
    assert again == first
    assert Message.objects.get().recipient == MOBILE


def test_two_who_write_the_same_fact_at_once_get_one_row(db, monkeypatch):
    first = queued_sms(dedupe="same")
    blind = iter([None, first])
    monkeypatch.setattr(outbox, "_known", lambda dedupe: next(blind))
    assert queued_sms(dedupe="same") == first
    assert Message.objects.count() == 1


def test_a_wake_up_leaves_on_commit_and_only_for_a_new_row(db, samples, monkeypatch, commit_hooks):
    woken = []
    monkeypatch.setattr(outbox, "wake", lambda task, pk: woken.append((task, pk)))
    with commit_hooks():
        message = outbox.queue(channel=Channel.SMS, to=MOBILE, dedupe="one", **NOTE)
        outbox.queue(channel=Channel.SMS, to=MOBILE, dedupe="one", **NOTE)
        assert not woken
    assert woken == [("messaging.deliver", message.pk)]


def test_an_sms_is_written_in_the_alphabet_of_phones_without_html_escapes(db, samples):
    message = outbox.queue(channel=Channel.SMS, to=MOBILE, dedupe="one", **NOTE)
    assert message.body_text == "Zoé : l'offre \"L'essentiel\" vous attend..."


def test_an_email_has_a_subject_a_text_and_html_where_there_is_one(db, samples):
    rich = outbox.queue(channel=Channel.EMAIL, to=ADDRESS, dedupe="one", **NOTE)
    assert (rich.subject, rich.body_text) == ("Pour Zoé", "Bonjour Zoé, l'offre L’essentiel.")
    assert rich.body_html == "<p>Bonjour Zoé</p>"
    plain = outbox.queue(channel=Channel.EMAIL, to=ADDRESS, dedupe="two", template="samples/plain", context={})
    assert (plain.subject, plain.body_html) == ("Objet", "")


def test_html_escapes_what_people_typed(db, samples):
    context = {"name": "<script>", "offer": "x"}
    message = outbox.queue(channel=Channel.EMAIL, to=ADDRESS, dedupe="1", template="samples/note", context=context)
    assert message.body_html == "<p>Bonjour &lt;script&gt;</p>"


def test_a_missing_template_is_told_at_once(db, samples):
    with pytest.raises(TemplateDoesNotExist):
        outbox.queue(channel=Channel.SMS, to=MOBILE, dedupe="one", template="samples/plain", context={})


def test_a_name_with_line_breaks_adds_no_header(db, samples):
    context = {"name": "Zoé\r\nBcc: tous@exemple.fr", "offer": "x"}
    message = outbox.queue(channel=Channel.EMAIL, to=ADDRESS, dedupe="1", template="samples/note", context=context)
    assert message.subject == "Pour Zoé Bcc: tous@exemple.fr"


@pytest.mark.parametrize(
    ("channel", "recipient"),
    [
        (Channel.SMS, "0612345678"),
        (Channel.SMS, "+33612345678\n"),
        (Channel.SMS, "+33612345678,+33612345679"),
        (Channel.EMAIL, "a@exemple.fr\r\nBcc: b@exemple.fr"),
        (Channel.EMAIL, "a@exemple.fr, b@exemple.fr"),
        (Channel.EMAIL, "Zoé <a@exemple.fr>"),
        (Channel.EMAIL, ""),
        (Channel.PORTAL, "a b"),
    ],
)
def test_a_recipient_the_channel_cannot_reach_is_refused(db, samples, channel, recipient):
    with pytest.raises(ValueError, match="goes to"):
        outbox.queue(channel=channel, to=recipient, dedupe="one", **NOTE)


def test_messages_about_an_object_are_its_own_newest_first(db):
    one, other = ContentType.objects.all()[:2]
    columns = {"about_type": "contenttypes.contenttype", "about_id": str(one.pk)}
    first, second = queued_sms(**columns), queued_mail(**columns)
    queued_sms(**columns | {"about_id": str(other.pk)})
    assert list(outbox.messages_about(one)) == [second, first]


def test_a_sensitive_body_is_nowhere_in_clear_in_the_database(db):
    queued_sms("Votre code : 482 913", sensitive=True)
    mail = queued_mail(text="secret-482913", html="<p>secret-482913</p>", sensitive=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM messaging_message")
        dump = repr(cursor.fetchall())
    assert not re.search("482.?913", dump)
    mail.refresh_from_db()
    assert mail.content().html == "<p>secret-482913</p>"


def test_queued_message_can_be_cancelled_and_loses_its_text(db):
    subject = ContentType.objects.first()
    about = {"about_type": "contenttypes.contenttype", "about_id": str(subject.pk)}
    code = queued_sms(template="contracts/messages/code", sensitive=True, **about)
    other = queued_sms(template="contracts/messages/reminder", **about)
    assert outbox.cancel(about=subject, template="contracts/messages/code") == 1
    code.refresh_from_db()
    other.refresh_from_db()
    assert (code.state, code.body_text) == (State.CANCELLED, "")
    assert other.state == State.QUEUED
    assert outbox.cancel(message=other) == 1


def test_cancelling_without_saying_what_is_a_mistake_of_ours(db):
    with pytest.raises(TypeError):
        outbox.cancel(template="contracts/messages/code")


@pytest.mark.parametrize(
    "columns",
    [
        {"state": State.SENDING},
        {"state": State.SENT},
        {"state": State.DELIVERED},
        {"state": State.FAILED},
        {"state": State.CANCELLED, "sensitive": True},
    ],
)
def test_the_database_refuses_states_that_cannot_be(db, columns):
    message = queued_sms()
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.filter(pk=message.pk).update(**columns)
