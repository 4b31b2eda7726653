import pytest
from django.core import mail
from django.core.mail import EmailMessage, EmailMultiAlternatives, send_mail
from django.urls import reverse

from portal.messaging import delivery
from portal.messaging.email_backend import OutboxBackend
from portal.messaging.models import DemoDelivery, Message
from tests.factories.accounts import UserFactory


@pytest.fixture(autouse=True)
def outbox_backend(settings):
    """pytest-django puts Django's own memory box in place; here the real one is the subject."""
    settings.EMAIL_BACKEND = "portal.messaging.email_backend.OutboxBackend"


def test_djangos_mail_waits_encrypted_in_the_outbox_and_leaves_by_the_gateway(transactional_db):
    assert send_mail("Objet", "lien secret", None, ["Zoé <zoe@exemple.fr>"]) == 1
    message = Message.objects.get()
    assert (message.recipient, message.subject, message.sensitive) == ("zoe@exemple.fr", "Objet", True)
    assert "secret" not in message.body_text
    delivery.deliver(message.pk)
    assert DemoDelivery.objects.get().text == "lien secret"
    assert not getattr(mail, "outbox", None)


def test_each_recipient_gets_their_own_message_and_the_html_version(db):
    letter = EmailMultiAlternatives("Objet", "texte", to=["a@exemple.fr"], cc=["b@exemple.fr"], bcc=["c@exemple.fr"])
    letter.attach_alternative("<p>texte</p>", "text/html")
    letter.send()
    assert sorted(Message.objects.values_list("recipient", flat=True)) == [f"{who}@exemple.fr" for who in "abc"]
    assert {message.content().html for message in Message.objects.all()} == {"<p>texte</p>"}


def test_a_file_that_is_not_stored_is_refused(db):
    letter = EmailMessage("Objet", "texte", to=["a@exemple.fr"], attachments=[("a.txt", "a", "text/plain")])
    with pytest.raises(ValueError, match="attachments"):
        OutboxBackend().send_messages([letter])


def test_a_lost_password_is_mailed_by_the_outbox(db, client):
    user = UserFactory()
    client.post(reverse("account_reset_password"), {"email": user.email})
    message = Message.objects.get(recipient=user.email)
    assert message.sensitive
    assert "http://testserver/" in message.content().text
    assert "http" not in message.body_text
