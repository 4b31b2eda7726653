"""The outbox: a message written in a transaction is sent if, and only if, it commits."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial

from django.core.validators import validate_email
from django.db import IntegrityError, connection, transaction

from portal.celery import wake
from portal.core.values import dates, emails
from portal.messaging.content import Content, render
from portal.messaging.models import Message, MessageQuerySet
from portal.messaging.states import DEAD_NUMBER, LOST, WAITING, Channel, State

DEAD_FOR = timedelta(days=30)  # a number may be given to somebody else later
E164 = re.compile(r"\+[1-9]\d{6,14}")


def queue(
    *,
    channel: str,
    to: str,
    template: str,
    context: dict,
    dedupe: str,
    about=None,
    sensitive: bool = False,
    expires_at: datetime | None = None,
    attachments: Iterable = (),
    language: str = "fr",
) -> Message:
    """Write a message beside what it tells about, in the caller's transaction.

    `to` is an E.164 number, an e-mail address or, for the portal, the primary key of an account.
    `dedupe` names the fact the message tells: a second call with the same key gives the first row back.
    `sensitive` bodies are encrypted and vanish at the end; the subject is not, so no secret goes there.
    After `expires_at` nothing is sent any more. `attachments` are ids of stored files.
    Raises `ValueError` for a recipient that the channel cannot reach.
    """
    return enqueue(
        content=render(channel, template, context, language=language),
        channel=channel,
        recipient=to,
        template=template,
        dedupe=dedupe,
        about_type=about._meta.label_lower if about is not None else "",
        about_id=str(about.pk) if about is not None else "",
        sensitive=sensitive,
        expires_at=expires_at,
        attachments=[str(file_id) for file_id in attachments],
    )


def enqueue(*, content: Content, **columns) -> Message:
    """Write a message whose texts are already rendered; see `queue`."""
    assert connection.in_atomic_block, "a message is queued in the transaction of what it tells"
    check_recipient(columns["channel"], columns["recipient"])
    known = _known(columns["dedupe"])
    if known:
        return known
    message = Message(**columns)
    message.keep(content)
    try:
        with transaction.atomic():
            message.save(force_insert=True)
    except IntegrityError:
        known = _known(columns["dedupe"])
        if known is None:
            raise
        return known
    wake_up(message)
    return message


def enqueue_many(messages: list[Message]) -> None:
    """Write several messages with their texts in one insert; existing ones stay as they are."""
    assert connection.in_atomic_block, "messages are queued in the transaction of what they tell"
    for message in messages:
        check_recipient(message.channel, message.recipient)
    Message.objects.bulk_create(messages, ignore_conflicts=True)
    to_send = [message.dedupe for message in messages if message.state == State.QUEUED]
    for message in Message.objects.filter(dedupe__in=to_send, state=State.QUEUED) if to_send else []:
        wake_up(message)


def _known(dedupe: str) -> Message | None:
    return Message.objects.filter(dedupe=dedupe).first()


def wake_up(message: Message) -> None:
    """Wake a worker for this message after the commit; without a worker, the sweep finds it."""
    transaction.on_commit(partial(wake, "messaging.deliver", message.pk), robust=True)


def check_recipient(channel: str, recipient: str) -> None:
    """Raise `ValueError` unless `channel` can reach `recipient`; line breaks are always refused."""
    if channel == Channel.SMS and not E164.fullmatch(recipient):
        raise ValueError("an SMS goes to an E.164 number")
    if channel == Channel.EMAIL:
        try:
            validate_email(recipient)
        except Exception as error:
            raise ValueError("an e-mail goes to one plain address") from error
        if len(recipient) > emails.LONGEST:
            raise ValueError("no address is as long as this one")
    if channel == Channel.PORTAL and not recipient.isalnum():
        raise ValueError("a message in the portal goes to the primary key of an account")


def cancel(*, about=None, template: str | None = None, message: Message | None = None) -> int:
    """Cancel messages not sent yet, and delete their texts; return how many.

    One being sent at this moment cannot be stopped, but it will not be retried.
    """
    if about is None and message is None:
        raise TypeError("cancel() wants an object or a message")
    chosen = Message.objects.all()
    if about is not None:
        chosen = chosen.about(about)
    if message is not None:
        chosen = chosen.filter(pk=message.pk)
    if template is not None:
        chosen = chosen.filter(template=template)
    moment = dates.now()
    chosen.filter(state=State.SENDING).update(expires_at=moment)
    return chosen.filter(state=State.QUEUED).update(
        state=State.CANCELLED, body_text="", body_html="", expires_at=moment
    )


def messages_about(subject) -> MessageQuerySet:
    """Return the messages about one object, newest first, without those to colleagues (see `notices`)."""
    return messages_on(subject._meta.label_lower, str(subject.pk))


def is_dead_number(phone: str) -> bool:
    """Return whether the last SMS to this number, of these last days, failed because nobody can receive one there."""
    recent = dates.now() - DEAD_FOR
    sent = Message.objects.filter(channel=Channel.SMS, recipient=phone, created_at__gte=recent)
    last = (
        sent.exclude(state__in=(*WAITING, State.CANCELLED)).order_by("-id").values_list("state", "error_code").first()
    )
    return last is not None and last[0] in LOST and last[1] in DEAD_NUMBER


def messages_on(about_type: str, about_id: str) -> MessageQuerySet:
    """Return the messages about an object named by model label and key."""
    return Message.objects.filter(about_type=about_type, about_id=about_id, kind="").order_by("-id")
