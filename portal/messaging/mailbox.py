"""Content of the demo mailbox, newest first."""

from dataclasses import dataclass, field

from portal.core.plugs import attachments
from portal.core.values import phone
from portal.messaging.models import DemoDelivery
from portal.messaging.states import Channel

SHOWN = 40  # of each kind: a demonstration looks at what just left


@dataclass
class Thread:
    """The SMS to one number, as on its owner's phone."""

    recipient: str
    deliveries: list[DemoDelivery] = field(default_factory=list)


@dataclass(frozen=True)
class Boxes:
    threads: list[Thread]
    mails: list[DemoDelivery]
    newest: int
    full: bool


@dataclass(frozen=True)
class Enclosure:
    """A file of a mail; `size` in bytes, None when the file is not there any more."""

    index: int
    name: str
    size: int | None


def recipient_named(text: str) -> str:
    """Return the recipient typed: a number in any format, an address in any case; "" is everybody."""
    text = text.strip()
    if not text or "@" in text:
        return text.lower()
    try:
        return phone.parse(text)
    except phone.PhoneError:
        return text


def boxes(recipient: str = "") -> Boxes:
    """Return the latest SMS by number and the latest e-mails, of everybody or of one recipient."""
    sms, mails = _latest(Channel.SMS, recipient), _latest(Channel.EMAIL, recipient)
    threads: dict[str, Thread] = {}
    for delivery in sms:
        threads.setdefault(delivery.recipient, Thread(delivery.recipient)).deliveries.append(delivery)
    return Boxes(
        threads=list(threads.values()),
        mails=mails,
        newest=max((delivery.pk for delivery in [*sms, *mails]), default=0),
        full=SHOWN in (len(sms), len(mails)),
    )


def _latest(channel: str, recipient: str) -> list[DemoDelivery]:
    found = DemoDelivery.objects.filter(channel=channel)
    if recipient:
        found = found.filter(recipient=recipient)
    return list(found[:SHOWN])


def enclosures(delivery: DemoDelivery) -> list[Enclosure]:
    """Return the files of a mail, by their position."""
    return [_enclosure(index, file_id) for index, file_id in enumerate(delivery.attachments)]


def _enclosure(index: int, file_id: str) -> Enclosure:
    try:
        name, content, _kind = attachments.read(file_id)
    except LookupError:
        return Enclosure(index, file_id, None)
    return Enclosure(index, name, len(content))
