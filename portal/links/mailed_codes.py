"""The code that proves who reads a link, mailed to its recipient: ten minutes, used once, one mail a minute."""

import secrets
from collections.abc import Callable
from datetime import timedelta
from enum import Enum

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.plumbing import crypto
from portal.core.values import dates
from portal.core.values.pasted_number import number_in
from portal.links.models import SecureLink
from portal.messaging.outbox import cancel, queue
from portal.messaging.states import Channel

DIGITS = 6
PURPOSE = "mailed code"
TEMPLATE = "links/messages/code"
MOST_SENDS = 20  # in the life of a link


class Mailing(Enum):
    """What became of a code that was asked for."""

    SENT = "sent"
    TOO_SOON = "too_soon"
    LIMITED = "limited"
    DEAD = "dead"


TOLD = {
    Mailing.SENT: gettext_lazy("Le code part à l’adresse qui a reçu ce lien. Il arrive en quelques secondes."),
    Mailing.TOO_SOON: gettext_lazy("Un code vient de partir : attendez une minute avant d’en demander un autre."),
    Mailing.LIMITED: gettext_lazy("Trop de codes demandés pour ce lien : demandez un nouveau lien à votre conseiller."),
}


def send(link: SecureLink, subject, address: Callable[[object], str]) -> Mailing:
    """Mail a new code; the caller holds the link's lock."""
    now = dates.now()
    if link.code_sent_at and link.code_sent_at + timedelta(seconds=settings.CODE_SEND_GAP_SECONDS) > now:
        return Mailing.TOO_SOON
    if link.code_sends >= MOST_SENDS:
        return Mailing.LIMITED
    link.code_sends += 1  # part of what the digest is bound to
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
    link.code_digest = crypto.digest(PURPOSE, _bound(link, code))
    link.code_sent_at, link.code_until = now, now + timedelta(minutes=settings.CODE_LIFETIME_MINUTES)
    _save(link)
    cancel(about=link, template=TEMPLATE)
    queue(
        channel=Channel.EMAIL,
        to=address(subject),
        template=TEMPLATE,
        context={"code": f"{code[:3]} {code[3:]}", "minutes": settings.CODE_LIFETIME_MINUTES},
        dedupe=f"links.code:{link.pk}:{link.code_sends}",
        about=link,
        sensitive=True,
        expires_at=link.code_until,
    )
    return Mailing.SENT


def is_waiting(link: SecureLink) -> bool:
    """Return whether a code was sent that may still be typed."""
    return bool(link.code_digest) and link.code_until > dates.now()


def take(link: SecureLink, typed: str) -> bool:
    """Return whether `typed` is the code that waits, which serves once; the caller holds the link's lock."""
    code = number_in(typed, digits=DIGITS)
    known = crypto.digests(PURPOSE, _bound(link, code)) if code else []
    if not any(crypto.same(each, link.code_digest) for each in known):
        return False
    link.code_digest = ""
    _save(link)
    return True


def stale() -> str:
    return _("Ce code n’est plus valable : demandez-en un nouveau.")


def _bound(link: SecureLink, code: str) -> str:
    return f"{link.pk}|{link.code_sends}|{code}"


def _save(link: SecureLink) -> None:
    link.save(update_fields=["code_digest", "code_sent_at", "code_until", "code_sends"])
