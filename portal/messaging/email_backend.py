"""Django's own mail (password resets, second factor) through the outbox."""

import uuid
from email.utils import parseaddr

from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from portal.messaging.content import Content, one_line
from portal.messaging.outbox import enqueue
from portal.messaging.states import Channel


class OutboxBackend(BaseEmailBackend):
    """Queues one message per recipient; as these may hold links that open an account, all are sensitive."""

    def send_messages(self, email_messages) -> int:
        with transaction.atomic():
            for mail in email_messages:
                self._queue(mail)
        return len(email_messages)

    def _queue(self, mail) -> None:
        if mail.attachments:
            raise ValueError("files are sent by messaging.queue(attachments=…), as ids of stored files")
        html = next((part.content for part in getattr(mail, "alternatives", ()) if part.mimetype == "text/html"), "")
        content = Content(subject=one_line(mail.subject) or "—", text=mail.body, html=html)
        for recipient in mail.recipients():
            enqueue(
                content=content,
                channel=Channel.EMAIL,
                recipient=parseaddr(recipient)[1],
                template="django.mail",
                dedupe=f"django.mail:{uuid.uuid4().hex}",
                sensitive=True,
            )
