"""Notifications of internal users, in the portal and by mail as each of them chose.

Both use the same templates: `<template>.subject.txt` is the title, `<template>.txt` the sentence under it.
"""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import connection
from django.urls import reverse

from portal.audit.history import subject_key
from portal.core.prepared_queries import counts
from portal.core.values import dates
from portal.messaging import choices, kinds
from portal.messaging.content import Content, render
from portal.messaging.models import Message, MessageQuerySet
from portal.messaging.outbox import enqueue_many
from portal.messaging.states import Channel, State

MAIL = "messaging/messages/notice"
UNREAD = "notices.unread"


def notify(
    users: Iterable,
    kind: str,
    *,
    about,
    template: str,
    context: dict,
    url: str,
    dedupe: str,
    by=None,
    attachments: Iterable = (),
) -> None:
    """Tell `users` of an event in the caller's transaction; each once for the same `dedupe`, where they chose.

    `url` is the path of what it is about. Who did it themselves (`by`), and closed accounts, are told nothing.
    `attachments` are ids of stored files, sent with the mails.
    Raises `KeyError` for a kind that nobody registered.
    """
    assert connection.in_atomic_block, "people are told in the transaction of what they are told"
    known = kinds.named(kind)
    people = [user for user in users if user.is_active and user != by]
    places = choices.places_for(people, known)
    about_type, about_id = subject_key(about)
    common = {"kind": kind, "url": url, "about_type": about_type, "about_id": about_id}
    files = [str(file_id) for file_id in attachments]
    words = Words(template, context, url)
    told = []
    for person in people:
        fact = f"{kind}:{dedupe}:{person.pk}"
        if places[person.pk].portal:
            notice = words.notice(person.language)
            told.append(_in_portal(person, notice, template=template, dedupe=f"{fact}:portal", **common))
        if places[person.pk].mail:
            mail = words.mail(person.language)
            told.append(_by_mail(person, mail, attachments=files, dedupe=f"{fact}:mail", **common))
    enqueue_many(told)


class Words:
    """What is told, in each language that somebody reads: made once for all its readers, however many they are.

    They are made in the transaction that makes them true: they tell rows that it holds (who, which number, until
    when), and are a few lines. What is long to make, a PDF or a file, is never made there.
    """

    def __init__(self, template: str, context: dict, url: str):
        self.template, self.context, self.url = template, context, url
        self._made: dict[tuple[str, str], Content] = {}

    def notice(self, language: str) -> Content:
        return self._once(Channel.PORTAL, language, self.template, self.context)

    def mail(self, language: str) -> Content:
        notice = self.notice(language)
        context = {
            "title": notice.subject,
            "text": notice.text,
            "url": f"{settings.PUBLIC_BASE_URL}{self.url}",
            "choices_url": f"{settings.PUBLIC_BASE_URL}{reverse('dashboard:notification_choices')}",
        }
        return self._once(Channel.EMAIL, language, MAIL, context)

    def _once(self, channel: str, language: str, template: str, context: dict) -> Content:
        key = (channel, language)
        if key not in self._made:
            self._made[key] = render(channel, template, context, language=language)
        return self._made[key]


def _in_portal(person, content: Content, **columns) -> Message:
    """Return a notice that is delivered as soon as it is written: there is nothing to send."""
    now = dates.now()
    arrived = {"state": State.DELIVERED, "sent_at": now, "delivered_at": now, "provider": "portal"}
    message = Message(channel=Channel.PORTAL, recipient=str(person.pk), **arrived, **columns)
    message.keep(content)
    return message


def _by_mail(person, content: Content, **columns) -> Message:
    message = Message(channel=Channel.EMAIL, recipient=person.email, template=MAIL, **columns)
    message.keep(content)
    return message


def unread_count(user) -> int:
    """Return the number of unread notices of this person, up to `counts.MOST_COUNTED`."""
    return unread_of(user).order_by()[: counts.MOST_COUNTED].count()


def unread_of(user) -> MessageQuerySet:
    return Message.objects.notices_of(user).unread().order_by("-id")


def read_of(user) -> MessageQuerySet:
    return Message.objects.notices_of(user).filter(read_at__isnull=False)


def mark_read(*, notice: Message) -> None:
    Message.objects.filter(pk=notice.pk).unread().update(read_at=dates.now())


def mark_all_read(*, by, up_to: int | None = None, before: datetime | None = None, like: Message | None = None) -> int:
    """Mark the notices of `by` as read: all, up to the notice `up_to`, those `before` a moment, or `like` another one,
    about the same record."""
    waiting = Message.objects.notices_of(by).unread()
    if up_to is not None:
        waiting = waiting.filter(pk__lte=up_to)
    if before is not None:
        waiting = waiting.filter(created_at__lt=before)
    if like is not None:
        waiting = waiting.filter(about_type=like.about_type, about_id=like.about_id)
    return waiting.update(read_at=dates.now())


def settle(*, about, kind: str) -> None:
    """Close a notice sent to several people once its work is done."""
    Message.objects.about(about).filter(kind=kind).unread().update(read_at=dates.now())
