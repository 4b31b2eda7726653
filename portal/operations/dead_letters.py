"""Messages that did not arrive: what each was about, and whether it may go again."""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from portal.audit.transitions import Refused
from portal.core.values import dates, masking, phone
from portal.messaging import actions
from portal.messaging.models import Message
from portal.messaging.states import LOST, Channel


def lost_messages(user) -> QuerySet:
    """Every message in failure. `@requires` has asked for the right: messages have no narrower scope."""
    return Message.objects.filter(state__in=LOST)


def title_of(message: Message) -> str:
    """What the message is, without its words."""
    if message.channel == Channel.SMS:
        return _("SMS de code") if message.sensitive else _("SMS")
    return message.subject or message.get_channel_display()


def masked_recipient(message: Message) -> str:
    """Enough of a number or an address to recognise it, no more."""
    if message.channel == Channel.SMS:
        return phone.masked(message.recipient)
    return masking.email(message.recipient) if message.channel == Channel.EMAIL else _("un compte du portail")


def subject_of(message: Message):
    """The record the message is about, or None when it has none or is gone."""
    if not message.about_type:
        return None
    try:
        return apps.get_model(message.about_type)._base_manager.filter(pk=message.about_id).first()
    except (LookupError, ValueError, ValidationError):
        return None


def refusal(message: Message, by=None) -> str:
    """Why `Renvoyer` would do nothing, in a sentence that says what to do instead; empty when it would."""
    if message.state not in LOST:
        return _("Ce message n’est plus en échec.")
    if message.sensitive:
        return _("Le code ou le lien secret a été effacé. Envoyez-en un nouveau depuis le dossier.")
    if message.expires_at is not None and message.expires_at <= dates.now():
        return _("Message périmé : son contenu n’est plus valable.")
    return ""


def resend(message: Message, *, by, reason: str = "") -> None:
    """Put one message back in the queue. Raises `Refused` with the sentence of `refusal`."""
    if not actions.resend(message=message, by=by):
        raise Refused(message, refusal(Message.objects.get(pk=message.pk)) or _("Ce message ne peut pas repartir."))
