"""The link of a video meeting: given with the dates or later, in the mail, in calendars, and when it changes."""

import pytest
import vobject
from django.urls import reverse

from portal.audit.transitions import NotYours, Refused
from portal.core.values import dates
from portal.documents import files
from portal.documents.models import StoredFile
from portal.messaging.models import Message
from portal.messaging.states import Channel
from presales.models import Slot
from presales.requests.actions import video
from tests.contracts.desk import reader
from tests.factories.presales import tale_at
from tests.presales.test_journey import slots_posted

pytestmark = pytest.mark.django_db
LINK, OTHER = "https://visio.exemple.fr/salle/42?cle=a", "https://visio.exemple.fr/salle/43"


def mails(kind: str):
    return Message.objects.filter(channel=Channel.EMAIL, kind=kind)


def event_of(mail):
    calendar = vobject.readOne(files.read(StoredFile.objects.get(pk=mail.attachments[0])).decode())
    assert calendar.method.value == "REQUEST"
    return calendar.vevent


def give(tale, link=LINK):
    return video.change_link(request=tale.fresh(), video_link=link, by=tale.expert)


def test_link_given_with_the_dates_is_in_the_mail_and_the_calendar():
    tale = tale_at("in_progress")
    address = reverse("presales:request_proposals", args=[tale.request.pk])
    assert reader(tale.expert).post(address, slots_posted(tale.expert) | {"video_link": LINK}).status_code == 302
    tale.choose()
    tale.agree()
    mail = mails("presales.agreed").get(recipient=tale.partner.email)
    assert LINK in mail.body_text
    event = event_of(mail)
    assert event.location.value == LINK
    assert event.url.value == LINK
    assert LINK in event.description.value
    assert tale.request.get_absolute_url() in event.description.value


@pytest.mark.parametrize(
    "link",
    [
        "http://visio.exemple.fr/x",
        "javascript:alert(1)",
        "visio",
        "https://",
        "https://a:b@visio.fr/",
        "https://x.fr/" + "a" * 500,
        "ftp://x.fr",
    ],
)
def test_anything_but_an_https_address_is_refused_and_kept_in_the_field(link):
    tale = tale_at("in_progress")
    desk = reader(tale.expert)
    for name, fields in (("proposals", slots_posted(tale.expert)), ("video", {})):
        answer = desk.post(reverse(f"presales:request_{name}", args=[tale.request.pk]), fields | {"video_link": link})
        assert answer.status_code == 422
        assert 'id="id_video_link_error"' in answer.content.decode()
    assert tale.fresh().video_link == ""
    assert not Slot.objects.exists()


def test_changed_link_tells_both_sides_and_renews_the_calendar_file():
    tale = tale_at("done")
    before = tale.request.meeting_sequence
    give(tale)
    give(tale, OTHER)
    give(tale, OTHER)
    assert tale.fresh().meeting_sequence == before + 2
    told = mails("presales.video_changed")
    assert {mail.recipient for mail in told} == {tale.partner.email, tale.expert.email}
    assert told.count() == 4
    last = told.filter(recipient=tale.partner.email).order_by("created_at").last()
    assert OTHER in last.body_text
    event = event_of(last)
    assert event.location.value == OTHER
    assert int(event.sequence.value) == before + 2


def test_link_given_before_a_meeting_is_agreed_tells_nobody():
    tale = tale_at("planned")
    Message.objects.all().delete()
    give(tale)
    assert tale.fresh().video_link == LINK
    assert not Message.objects.exists()


def test_link_stands_on_the_page_and_is_joined_on_the_day(time_machine):
    tale = tale_at("done")
    give(tale)
    for user in (tale.partner, tale.expert):
        page = reader(user).get(tale.request.get_absolute_url()).content.decode()
        assert f'href="{LINK}"' in page
        assert "Rejoindre la visio" not in page
    time_machine.move_to(dates.start_of_day(tale.fresh().chosen.start.date()), tick=False)
    page = reader(tale.partner).get(tale.request.get_absolute_url()).content.decode()
    assert "Rejoindre la visio" in page
    assert "Changer le lien" not in page


def test_link_belongs_to_the_team_and_to_remote_meetings_to_come(time_machine):
    tale, on_site = tale_at("done"), tale_at("in_progress", mode="on_site", place="Nantes")
    with pytest.raises(NotYours):
        video.change_link(request=tale.request, video_link=LINK, by=tale.partner)
    with pytest.raises(Refused, match="visio"):
        give(on_site)
    page = reader(on_site.expert).get(reverse("presales:request_proposals", args=[on_site.request.pk]))
    assert "video_link" not in page.content.decode()
    time_machine.move_to(tale.fresh().chosen.end, tick=False)
    with pytest.raises(Refused, match="ne peut plus"):
        give(tale)
