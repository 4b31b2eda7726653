"""Calendar files of meetings (RFC 5545, RFC 5546): invitation, cancellation, and a feed."""

from datetime import UTC, datetime, timedelta
from importlib import import_module
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.core.plugs.agenda import Entry
from portal.core.values import dates, emails
from portal.documents.calendar_zones import paris_time
from portal.documents.detection import CALENDAR
from presales.meetings.models import Slot

REFRESHED = timedelta(hours=1)
REQUEST, CANCEL, PUBLISH = "REQUEST", "CANCEL", "PUBLISH"
FILE_NAME = "invitation.ics"
KIND = "presales-invitation"


def invitation(request, slot: Slot) -> bytes:
    """Return one meeting as a calendar file: a constant UID, a SEQUENCE that grows with each change."""
    return _alone(_event(request, slot, REQUEST), REQUEST)


def next_file(request, slot: Slot, method: str = REQUEST, *, leaver=None) -> dict:
    """Return the meeting's calendar file after the step about to be taken, for `files.store_all_for`.

    It is in French whatever the reader's language; a cancellation for a `leaver` alone removes it from their calendar
    only.
    """
    with override("fr"):
        event = _event(request, slot, method, ahead=1, leaver=leaver)
        content = _alone(event, method)
    made_as = f"{CALENDAR}; method={method}"
    return {"content": content, "name": FILE_NAME, "kind": KIND, "about": request, "made_as": made_as}


def feed(slots, others: list[Entry], *, name: str) -> bytes:
    """Return all these meetings, and what other rooms put in the person's calendar, as one feed."""
    calendar = _calendar(PUBLISH)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", str(dates.PARIS))
    # Refresh interval of subscribed calendars: the property of RFC 7986 and Outlook's older one.
    calendar.add("refresh-interval", REFRESHED, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for slot in slots:
        calendar.add_component(_event(slot.request, slot, PUBLISH))
    for entry in others:
        calendar.add_component(_entry(entry))
    return calendar.to_ical()


def _library():
    """Import the calendar library: nine megabytes that only processes that write one need."""
    return import_module("icalendar")


def _alone(event, method: str) -> bytes:
    calendar = _calendar(method)
    calendar.add_component(event)
    return calendar.to_ical()


def _calendar(method: str):
    calendar = _library().Calendar()
    calendar.add("prodid", "-//Comptoir//Avant-vente//FR")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    calendar.add_component(paris_time())
    return calendar


def _event(request, slot: Slot, method: str, *, ahead: int = 0, leaver=None):
    event, text = _library().Event(), _library().vText
    event.add("uid", f"{request.meeting_uid}@{urlsplit(settings.PUBLIC_BASE_URL).hostname}")
    event.add("sequence", request.meeting_sequence + ahead)
    event.add("dtstamp", (dates.now() if ahead else request.status_changed_at).astimezone(UTC))
    event.add("dtstart", _in_paris(slot.start))
    event.add("dtend", _in_paris(slot.end))
    event.add("summary", _("Avant-vente : %(title)s") % {"title": request.opportunity.title})
    page = f"{settings.PUBLIC_BASE_URL}{request.get_absolute_url()}"
    event.add("location", request.video_link or request.place_label)
    event.add("description", _description(request, page))
    event.add("url", request.video_link or page)
    if leaver is None:  # the meeting itself takes place without this attendee (RFC 5546, 3.2.5)
        event.add("status", "CANCELLED" if method == CANCEL else "CONFIRMED")
    event.add("organizer", _address(settings.PRESALES_TEAM_EMAIL, _("Équipe avant-vente")))
    if method != PUBLISH:
        for person in [leaver] if leaver else _attendees(request, slot):
            attendee = _address(person.email, person.get_full_name())
            attendee.params["ROLE"] = text("REQ-PARTICIPANT")
            attendee.params["PARTSTAT"] = text("ACCEPTED")
            event.add("attendee", attendee)
    return event


def _description(request, page: str) -> str:
    """Return what is asked; of a video meeting also its link and the page of the request, which `url` is not then."""
    if not request.video_link:
        return request.description
    link = _("Rejoindre la visio : %(link)s") % {"link": request.video_link}
    return f"{request.description}\n\n{link}\n{page}"


def _entry(entry: Entry):
    event = _library().Event()
    event.add("uid", f"{entry.uid}@{urlsplit(settings.PUBLIC_BASE_URL).hostname}")
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.changed_at.astimezone(UTC))
    event.add("dtstart", _in_paris(entry.start))
    event.add("dtend", _in_paris(entry.end))
    event.add("summary", entry.title)
    event.add("url", f"{settings.PUBLIC_BASE_URL}{entry.url}")
    for name, value in (("location", entry.place), ("description", entry.description)):
        if value:
            event.add(name, value)
    return event


def _attendees(request, slot: Slot) -> list:
    people = (request.requester, slot.expert)
    return list({person.pk: person for person in people}.values())


def _address(email: str, name: str):
    address = _library().vCalAddress(f"mailto:{emails.for_sending(email)}")
    address.params["CN"] = _library().vText(name)
    return address


def _in_paris(moment: datetime) -> datetime:
    return moment.astimezone(dates.PARIS)
