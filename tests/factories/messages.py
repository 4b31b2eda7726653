"""Messages in the situations tests meet."""

import itertools

from django.db import transaction

from portal.messaging.content import Content
from portal.messaging.models import Message
from portal.messaging.outbox import enqueue
from portal.messaging.states import Channel

MOBILE = "+33612345678"
ADDRESS = "claire.martin@exemple.fr"
_number = itertools.count(1)


def queued_sms(text: str = "Votre code : 123 456", **columns) -> Message:
    """An SMS that waits; `sensitive=True` for a code."""
    return _queued(Content(text=text), {"channel": Channel.SMS, "recipient": MOBILE} | columns)


def queued_mail(subject: str = "Votre contrat", text: str = "Bonjour", html: str = "", **columns) -> Message:
    """An e-mail that waits."""
    content = Content(subject=subject, text=text, html=html)
    return _queued(content, {"channel": Channel.EMAIL, "recipient": ADDRESS} | columns)


def _queued(content: Content, columns: dict) -> Message:
    columns.setdefault("dedupe", f"test:{next(_number)}")
    with transaction.atomic():
        return enqueue(content=content, **columns)
