"""Retention of messages: notices to colleagues, and texts of sent messages."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from portal.core.plugs.retention import Rule
from portal.messaging.models import WITH_WORDS, DemoDelivery, Message, Receipt
from portal.messaging.states import Channel


def old_notices(before: datetime) -> QuerySet:
    return Message.objects.filter(channel=Channel.PORTAL, created_at__lt=before).order_by("created_at")


def with_old_words(before: datetime) -> QuerySet:
    """Return ended SMS and e-mails that still hold their text."""
    return Message.objects.filter(WITH_WORDS, created_at__lt=before).order_by("created_at")


@transaction.atomic
def forget_words(messages: list[Message]) -> int:
    """Delete the texts; recipient, date and outcome stay beside the contract."""
    keys = [message.pk for message in messages]
    DemoDelivery.objects.filter(message__in=keys).delete()
    return Message.objects.filter(WITH_WORDS, pk__in=keys).update(body_text="", body_html="")


RULES = (
    Rule(
        name="messaging.notices",
        label=_("Notifications du portail"),
        kept=_("%(time)s après leur envoi, lues ou non"),
        then=_("Supprimées"),
        days=lambda: settings.KEEP_NOTICES_DAYS,
        due=old_notices,
        order=60,
    ),
    Rule(
        name="messaging.words",
        label=_("Texte des SMS et des e-mails envoyés"),
        kept=_("%(time)s après l’envoi ; codes et liens effacés dès la remise ou l’échec"),
        then=_("Texte effacé ; la date, le destinataire et la remise restent comme preuve"),
        days=lambda: settings.KEEP_MESSAGE_TEXTS_DAYS,
        due=with_old_words,
        erase=forget_words,
        order=50,
    ),
    Rule(
        name="messaging.receipts",
        label=_("Accusés de remise des opérateurs"),
        kept=_("%(time)s après leur réception"),
        then=_("Supprimés"),
        days=lambda: settings.KEEP_MESSAGE_TEXTS_DAYS,
        due=lambda before: Receipt.objects.filter(at__lt=before).order_by("at"),
        order=55,
    ),
)
