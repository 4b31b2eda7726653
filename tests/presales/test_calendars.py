"""Calendar files, read back by another library than the one that writes them."""

import pytest
import vobject
from django.urls import reverse

from portal.core import dates
from portal.documents import files
from portal.documents.models import StoredFile
from portal.messaging.gateways import smtp
from portal.messaging.models import Message
from portal.messaging.states import Channel
from presales.requests.actions import ending
from tests.factories.presales import PartnerFactory, tale_at, working_moment

pytestmark = pytest.mark.django_db


def invitations():
    """Every calendar file kept, in the order it was made."""
    return [vobject.readOne(files.read(stored).decode()) for stored in StoredFile.objects.order_by("created_at", "pk")]


def test_one_meeting_keeps_its_name_and_its_number_grows_until_it_is_called_off():
    tale = tale_at("done")
    ending.move(request=tale.request, expectations="Salle prise", half_days=[], by=tale.partner)
    tale.propose()
    tale.choose(2)
    tale.agree()
    tale.cancel()
    found = invitations()
    assert [each.method.value for each in found] == ["REQUEST", "CANCEL", "REQUEST", "CANCEL"]
    assert len({each.vevent.uid.value for each in found}) == 1
    assert [int(each.vevent.sequence.value) for each in found] == [1, 2, 3, 4]
    assert [each.vevent.status.value for each in found] == ["CONFIRMED", "CANCELLED"] * 2


def test_the_meeting_stands_at_its_hour_in_paris():
    tale = tale_at("done")
    calendar = invitations()[0]
    event = calendar.vevent
    assert event.dtstart.params["X-VOBJ-ORIGINAL-TZID"] == ["Europe/Paris"]
    assert calendar.vtimezone.tzid.value == "Europe/Paris"
    assert event.dtstart.value == tale.request.chosen.start
    assert event.dtend.value == tale.request.chosen.end
    assert event.dtstart.value.astimezone(dates.PARIS).hour == working_moment(1).hour
    people = {attendee.value for attendee in event.attendee_list}
    assert people == {f"mailto:{tale.partner.email}", f"mailto:{tale.expert.email}"}


def test_the_mail_carries_the_invitation_as_calendars_expect_it():
    tale = tale_at("done")
    message = Message.objects.get(channel=Channel.EMAIL, kind="presales.agreed", recipient=tale.partner.email)
    letter = smtp.letter_for(message, message.content()).message()
    part = next(part for part in letter.walk() if part.get_content_type() == "text/calendar")
    assert part.get_param("method") == "REQUEST"
    assert part.get_filename() == "invitation.ics"
    assert vobject.readOne(part.get_payload(decode=True).decode()).vevent.summary.value.endswith(tale.opportunity.title)


def test_a_calendar_is_followed_by_a_secret_address_that_is_shown_once_and_revocable(client):
    tale = tale_at("done")
    client.force_login(tale.partner)
    page = client.post(reverse("presales:agenda")).content.decode()
    address = page.split("<code", 1)[1].split(">", 1)[1].split("<", 1)[0]
    path = address[address.index("/avant-vente/") :]
    secret = path.rsplit("/", 1)[1].removesuffix(".ics")
    assert len(secret) >= 43
    assert secret not in client.get(reverse("presales:agenda")).content.decode()
    client.logout()
    calendar = vobject.readOne(client.get(path).content.decode())
    assert calendar.vevent.dtstart.value == tale.request.chosen.start
    client.force_login(tale.partner)
    second = client.post(reverse("presales:agenda")).content.decode()
    assert secret not in second
    client.logout()
    assert client.get(path).status_code == 404
    client.force_login(tale.partner)
    client.post(reverse("presales:agenda_revocation"))
    again = second.split("/avant-vente/agenda/", 1)[1]
    assert client.get(f"/avant-vente/agenda/{again.split('.ics')[0][-43:]}.ics").status_code == 404


def test_a_calendar_shows_only_ones_own_meetings_and_dies_with_the_right(client):
    tale_at("done")
    stranger = PartnerFactory()
    client.force_login(stranger)
    page = client.post(reverse("presales:agenda")).content.decode()
    path = "/avant-vente/agenda/" + page.split("/avant-vente/agenda/", 1)[1].split("<", 1)[0].split('"', 1)[0]
    if not path.endswith(".ics"):
        path = path.split(".ics")[0] + ".ics"
    client.logout()
    assert b"VEVENT" not in client.get(path).content
    stranger.extra_rights = []
    stranger.save()
    assert client.get(path).status_code == 404
