"""Calendar files, read back by another library than the one that writes them."""

import pytest
import vobject
from django.urls import reverse

from portal.accounts import departures
from portal.accounts.models import User
from portal.core.values import dates
from portal.documents import files
from portal.documents.models import Leftover, StoredFile
from portal.messaging.gateways import smtp
from portal.messaging.models import Message
from portal.messaging.states import Channel
from presales.requests import notices
from presales.requests.actions import ending, handing
from tests.factories.accounts import UserFactory
from tests.factories.presales import REASON, ExpertFactory, PartnerFactory, tale_at, working_moment

pytestmark = pytest.mark.django_db


def invitations():
    """Every calendar file kept, in the order it was made."""
    return [vobject.readOne(files.read(stored).decode()) for stored in StoredFile.objects.order_by("created_at", "pk")]


def test_meeting_keeps_its_uid_and_its_sequence_grows():
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


def mailed(person, kind: str):
    """The calendar file of the one mail of this kind that somebody gets."""
    (file_id,) = Message.objects.get(channel=Channel.EMAIL, kind=kind, recipient=person.email).attachments
    return vobject.readOne(files.read(StoredFile.objects.get(pk=file_id)).decode())


def people_of(calendar) -> set[str]:
    return {attendee.value.removeprefix("mailto:") for attendee in calendar.vevent.attendee_list}


@pytest.mark.parametrize("by", ["who had it", "a third"])
def test_a_meeting_given_away_leaves_one_calendar_and_enters_another(by):
    tale, heir = tale_at("done"), ExpertFactory()
    Message.objects.all().delete()
    handing.entrust(request=tale.request, to=heir, by=tale.expert if by == "who had it" else ExpertFactory())
    gone = mailed(tale.expert, "presales.assigned")
    assert (gone.method.value, people_of(gone)) == ("CANCEL", {tale.expert.email})
    assert "status" not in gone.vevent.contents, "the meeting itself goes on: one of its people leaves it"
    for person in (heir, tale.partner):
        come = mailed(person, "presales.agreed")
        assert (come.method.value, people_of(come)) == ("REQUEST", {heir.email, tale.partner.email})
        assert come.vevent.status.value == "CONFIRMED"
        assert come.vevent.uid.value == gone.vevent.uid.value
        assert come.vevent.sequence.value == gone.vevent.sequence.value == str(tale.fresh().meeting_sequence) == "2"
        assert come.vevent.dtstart.value == gone.vevent.dtstart.value == tale.request.chosen.start
    told = Message.objects.get(channel=Channel.EMAIL, kind="presales.assigned", recipient=tale.expert.email)
    assert f"est confié à {heir.get_full_name()}" in told.body_text
    assert tale.request.chosen.in_words in told.body_text


GONE = {
    "entrusted": lambda tale: handing.entrust(request=tale.fresh(), to=ExpertFactory(), by=ExpertFactory()),
    "handed over": lambda tale: departures.hand_over(user=tale.expert, to=ExpertFactory(), by=UserFactory()),
    "moved": lambda tale: ending.move(request=tale.fresh(), expectations="Grippe", half_days=[], by=tale.partner),
    "called off": lambda tale: tale.cancel(),
}


@pytest.mark.parametrize("step", GONE)
def test_the_meeting_leaves_the_calendar_of_a_closed_account_too(step):
    """Which is told nothing else: not by whom, not why, not who goes there now."""
    tale = tale_at("done")
    User.objects.filter(pk=tale.expert.pk).update(is_active=False)
    slot = tale.request.chosen
    Message.objects.all().delete()
    GONE[step](tale)
    told = Message.objects.get(recipient__in=[tale.expert.email, str(tale.expert.pk)])
    gone = vobject.readOne(files.read(StoredFile.objects.get(pk=told.attachments[0])).decode())
    assert gone.method.value == "CANCEL"
    assert tale.expert.email in people_of(gone)
    assert slot.in_words in told.body_text
    for word in ("http", "Grippe", REASON, tale.opportunity.title):
        assert word not in told.body_text


def test_a_request_without_a_meeting_is_given_away_without_a_file():
    tale = tale_at("planned")
    handing.entrust(request=tale.request, to=ExpertFactory(), by=tale.expert)
    assert not StoredFile.objects.exists()


STEPS = {
    "agree": ("planned", lambda tale: (tale.choose(), tale.agree())),
    "move": ("done", lambda tale: ending.move(request=tale.request, expectations="Non", half_days=[], by=tale.partner)),
    "cancel": ("done", lambda tale: tale.cancel()),
    "entrust": ("done", lambda tale: handing.entrust(request=tale.request, to=ExpertFactory(), by=tale.expert)),
    "leave": (
        "done",
        lambda tale: handing.hand_over_followed(owner=tale.expert, to=ExpertFactory(), by=tale.expert, limit=9),
    ),
}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("step", STEPS)
def test_no_transaction_waits_for_the_store(step, store_saves):
    status, take = STEPS[step]
    tale = tale_at(status)
    store_saves.clear()
    take(tale)
    assert store_saves, "a calendar file is kept"
    assert not any(store_saves)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("step", STEPS)
def test_a_step_that_is_undone_leaves_no_file(step, monkeypatch):
    status, take = STEPS[step]
    tale, before = tale_at(status), StoredFile.objects.count()

    def fail(*_, **__):
        raise RuntimeError

    monkeypatch.setattr(notices, "notify", fail)
    with pytest.raises(RuntimeError):
        take(tale)
    assert StoredFile.objects.count() == before
    assert not Leftover.objects.exists(), "its bytes are gone with it"
    assert tale.fresh().status == status


@pytest.mark.django_db(transaction=True)
def test_step_overtaken_while_storing_the_file_is_retried(monkeypatch):
    """The date moved to a colleague between the drawing of the file and its transaction: it is drawn anew."""
    tale, heir, real = tale_at("planned"), ExpertFactory(), files.store
    tale.choose()

    def slowly(*given, **more):
        if tale.fresh().handler == tale.expert:
            handing.entrust(request=tale.request, to=heir, by=tale.expert)
        return real(*given, **more)

    monkeypatch.setattr(files, "store", slowly)
    tale.agree()
    (calendar,) = invitations()
    assert people_of(calendar) == {heir.email, tale.partner.email}


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
