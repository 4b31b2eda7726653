"""Meetings as calendars read them (RFC 5545, RFC 5546): an invitation, its cancellation, and a calendar to follow."""

from datetime import UTC, datetime
from importlib import import_module
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.core import dates
from portal.documents import files
from portal.documents.detection import CALENDAR
from portal.documents.models import StoredFile
from presales.requests.models import PresalesRequest, Slot

REQUEST, CANCEL, PUBLISH = "REQUEST", "CANCEL", "PUBLISH"
FILE_NAME = "invitation.ics"
KIND = "presales-invitation"


def invitation(request: PresalesRequest, slot: Slot, method: str = REQUEST) -> bytes:
    """One meeting as a calendar file: the same UID for ever, a SEQUENCE that grows with each change."""
    calendar = _calendar(method)
    calendar.add_component(_event(request, slot, method))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def keep_invitation(request: PresalesRequest, slot: Slot, method: str = REQUEST) -> StoredFile:
    """The invitation as a file that mails can carry: one for all, in French whoever asks for it."""
    with override("fr"):
        content = invitation(request, slot, method)
    return files.store(
        content,
        name=FILE_NAME,
        kind=KIND,
        about=request,
        sealed=True,
        made_as=f"{CALENDAR}; method={method}",
    )


def feed(slots, *, name: str) -> bytes:
    """All these meetings as one calendar to subscribe to."""
    calendar = _calendar(PUBLISH)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", str(dates.PARIS))
    for slot in slots:
        calendar.add_component(_event(slot.request, slot, PUBLISH))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def _library():
    """The library of calendars: nine megabytes that only the processes that write one carry."""
    return import_module("icalendar")


def _calendar(method: str):
    calendar = _library().Calendar()
    calendar.add("prodid", "-//Comptoir//Avant-vente//FR")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    return calendar


def _event(request: PresalesRequest, slot: Slot, method: str):
    event, text = _library().Event(), _library().vText
    event.add("uid", f"{request.meeting_uid}@{urlsplit(settings.PUBLIC_BASE_URL).hostname}")
    event.add("sequence", request.meeting_sequence)
    event.add("dtstamp", request.status_changed_at.astimezone(UTC))
    event.add("dtstart", _in_paris(slot.start))
    event.add("dtend", _in_paris(slot.end))
    event.add("summary", _("Avant-vente : %(title)s") % {"title": request.opportunity.title})
    event.add("location", request.place_label)
    event.add("description", request.description)
    event.add("url", f"{settings.PUBLIC_BASE_URL}{request.get_absolute_url()}")
    event.add("status", "CANCELLED" if method == CANCEL else "CONFIRMED")
    event.add("organizer", _address(settings.PRESALES_TEAM_EMAIL, _("Équipe avant-vente")))
    if method != PUBLISH:
        for person in _attendees(request, slot):
            attendee = _address(person.email, person.get_full_name())
            attendee.params["ROLE"] = text("REQ-PARTICIPANT")
            attendee.params["PARTSTAT"] = text("ACCEPTED")
            event.add("attendee", attendee)
    return event


def _attendees(request: PresalesRequest, slot: Slot) -> list:
    people = (request.requester, slot.expert)
    return list({person.pk: person for person in people}.values())


def _address(email: str, name: str):
    address = _library().vCalAddress(f"mailto:{email}")
    address.params["CN"] = _library().vText(name)
    return address


def _in_paris(moment: datetime) -> datetime:
    return moment.astimezone(dates.PARIS)
