"""The onboarding link: made, sent, renewed, reminded, revoked. A new one ends those before it; a reminder does not."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from crm.clients.models import Client
from crm.companies.models import CompanyRecord
from crm.onboarding import rules
from crm.onboarding.enums import PieceStatus, Standing, Status
from crm.onboarding.models import Onboarding, Page, Person, Piece
from portal.audit import transitions
from portal.audit.history import record
from portal.audit.transitions import Refused
from portal.core.values import dates, masking
from portal.links import making
from portal.links.models import SecureLink
from portal.messaging.outbox import cancel, queue
from portal.messaging.states import Channel

ONBOARDING = "crm.onboarding"
TEMPLATE = "crm/messages/onboarding_link"
REMINDER = "crm/messages/onboarding_reminder"
AGAIN = "crm/messages/onboarding_again"


def living(client: Client) -> SecureLink | None:
    """The link that can be opened now, if any."""
    return SecureLink.objects.about(client).filter(purpose=ONBOARDING).alive().order_by("-pk").first()


def latest(client: Client) -> SecureLink | None:
    """The last link made, dead or alive."""
    return SecureLink.objects.about(client).filter(purpose=ONBOARDING).order_by("-pk").first()


def send(client: Client, *, name: str, email: str, by=None) -> SecureLink:
    """Make a link and mail it to the favourite contact; any earlier one dies. The caller holds the client's lock.

    Raises `Refused` while the back-office checks what was sent.
    """
    onboarding = _begun(client, name=name, email=email, by=by)
    link = _mail(onboarding, template=TEMPLATE, by=by)
    record(client, "crm.link_sent", by=by, personal={"contact": name or email})
    return link


def ask_again(onboarding: Onboarding, *, pieces: list[Piece], by) -> SecureLink:
    """Mail a link that asks for the refused pieces alone. The caller holds the locks of client and onboarding."""
    _date(onboarding)
    onboarding.save()
    asked = [{"label": str(piece), "reason": piece.reason} for piece in pieces]
    return _mail(onboarding, template=AGAIN, by=by, pieces=asked)


def remind(onboarding: Onboarding) -> None:
    """Send one more mail; the links that went out before stay good until the same day."""
    left = onboarding.expires_at - dates.now()
    hours = int(left.total_seconds() // 3600)
    onboarding.reminders += 1
    onboarding.next_reminder_at = rules.next_reminder(onboarding.sent_at, onboarding.reminders, onboarding.expires_at)
    onboarding.save()
    if hours > 0:
        _make_and_queue(onboarding, template=REMINDER, hours=hours, by=None, extra={"day": onboarding.expires_at})


def revoke(client: Client, *, by=None) -> bool:
    """End the living link, and stop its mail where it has not left. False when there was none."""
    if not _end(client):
        return False
    Onboarding.objects.filter(client=client).update(next_reminder_at=None)
    record(client, "crm.link_revoked", by=by)
    return True


def _end(client: Client) -> int:
    for template in (TEMPLATE, REMINDER, AGAIN):
        cancel(about=client, template=template)
    return making.revoke(client, ONBOARDING)


def _begun(client: Client, *, name: str, email: str, by) -> Onboarding:
    """The client's onboarding, begun or renewed, with what it asks for."""
    known = Onboarding.objects.filter(client=client).first()
    onboarding = transitions.lock(known) if known else Onboarding(client=client)
    if onboarding.status == Status.TO_CHECK:
        raise Refused(onboarding, _("Le client a déjà tout envoyé : le back-office vérifie ses pièces."))
    if onboarding.status in (Status.EXPIRED, Status.ACCEPTED):
        if onboarding.status == Status.ACCEPTED:
            _begin_anew(onboarding)
        onboarding = transitions.apply(onboarding, "renew", by=by)
    onboarding.client = client
    onboarding.contact, onboarding.email = name[:250], email
    _date(onboarding)
    onboarding.save()
    if known is None:
        _prepare(onboarding)
    return onboarding


def _date(onboarding: Onboarding) -> None:
    onboarding.sent_at = dates.now()
    onboarding.expires_at = onboarding.sent_at + timedelta(days=settings.ONBOARDING_LINK_DAYS)
    onboarding.reminders = 0
    onboarding.next_reminder_at = rules.next_reminder(onboarding.sent_at, 0, onboarding.expires_at)


def _prepare(onboarding: Onboarding) -> None:
    """Write which documents are asked for, and the people whom the directory knows."""
    client = onboarding.client
    known = CompanyRecord.objects.filter(client=client).first()
    kinds = rules.kinds_for(is_company=client.is_company, legal_form=known.legal_form if known else "")
    Piece.objects.bulk_create([Piece(onboarding=onboarding, kind=kind) for kind in kinds])
    officers = known.found.get("officers", []) if known and client.is_company else []
    Person.objects.bulk_create([_officer(onboarding, each) for each in officers])


def _officer(onboarding: Onboarding, told: dict) -> Person:
    names = {name: told.get(name, "")[:120].title() for name in ("last_name", "first_name")}
    return Person(
        onboarding=onboarding, standing=Standing.OFFICER, from_directory=True, job=told.get("job", "")[:120], **names
    )


def _begin_anew(onboarding: Onboarding) -> None:
    """A former client is onboarded again: everything is asked for once more."""
    for piece in Piece.objects.filter(onboarding=onboarding).exclude(status=PieceStatus.AWAITED):
        transitions.apply(piece, "empty")
    Page.objects.filter(piece__onboarding=onboarding).current().update(retired_at=dates.now())
    Onboarding.objects.filter(pk=onboarding.pk).update(
        data_at=None, people_at=None, consents={}, seconds=0, active_at=None, submitted_at=None, erased_at=None
    )


def _mail(onboarding: Onboarding, *, template: str, by, **extra) -> SecureLink:
    _end(onboarding.client)
    hours = settings.ONBOARDING_LINK_DAYS * 24
    return _make_and_queue(onboarding, template=template, hours=hours, by=by, extra=extra)


def _make_and_queue(onboarding: Onboarding, *, template: str, hours: int, by, extra: dict) -> SecureLink:
    client = onboarding.client
    hint = masking.email_for_strangers(onboarding.email)
    link, token = making.make(purpose=ONBOARDING, about=client, hours=hours, by=by, recipient_hint=hint)
    queue(
        channel=Channel.EMAIL,
        to=onboarding.email,
        template=template,
        context={
            "name": onboarding.contact,
            "company": client.display_name,
            "url": making.url_for(token),
            "days": settings.ONBOARDING_LINK_DAYS,
            **extra,
        },
        dedupe=f"crm.onboarding_link:{link.pk}",
        about=client,
        sensitive=True,
        expires_at=link.expires_at,
    )
    return link


@transaction.atomic
def renew(link: SecureLink) -> None:
    """The client asks for a new link in place of one that has expired; one that was revoked stays dead."""
    client = Client.objects.filter(pk=link.about_id, removed_at=None).first()
    onboarding = Onboarding.objects.filter(client=client).first() if client and not link.revoked_at else None
    if onboarding is not None and onboarding.is_renewable:
        send(transitions.lock(client), name=onboarding.contact, email=onboarding.email)
