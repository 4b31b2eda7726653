"""The link's life: invited, reminded, expired, renewed, revoked."""

from datetime import timedelta

import pytest

from crm.models import CompanyRecord, Contact
from crm.onboarding.actions import answers
from crm.onboarding.enums import Status
from crm.onboarding.models import Onboarding, Person
from portal.core.values import dates
from portal.links.models import SecureLink
from portal.messaging.models import Message
from portal.messaging.outbox import messages_about
from tests.client import StrictClient
from tests.contracts.desk import reader
from tests.factories.accounts import UserFactory
from tests.factories.clients import ClientFactory
from tests.factories.onboarding import PERSON, at_home, invited, link_of, submitted
from tests.factories.prospects import prospect

pytestmark = pytest.mark.django_db


def again(onboarding) -> Onboarding:
    return Onboarding.objects.select_related("client").get(pk=onboarding.pk)


def later(onboarding, **time) -> None:
    """Let time pass for an onboarding and its links."""
    back = timedelta(**time)
    row = again(onboarding)
    row.sent_at -= back
    row.expires_at -= back
    row.next_reminder_at = row.next_reminder_at and row.next_reminder_at - back
    row.save()


def reminders(onboarding) -> int:
    return messages_about(onboarding.client).filter(template="crm/messages/onboarding_reminder").count()


def test_any_client_is_invited_from_their_page():
    client = ClientFactory()
    desk = reader(client.owner)
    assert "Inviter" in desk.get(f"/clients/{client.pk}/").content.decode()
    page = desk.get(f"/clients/{client.pk}/inscription/").content.decode()
    assert client.email in page
    assert desk.post(f"/clients/{client.pk}/inscription/", {"name": "", "email": "x"}).status_code == 422
    colleague = {"name": "Camille", "email": client.owner.email}
    assert "celle d’un collègue" in desk.post(f"/clients/{client.pk}/inscription/", colleague).content.decode()
    desk.post(f"/clients/{client.pk}/inscription/", {"name": "Camille", "email": "camille@x.example"})
    assert Onboarding.objects.get().email == "camille@x.example"
    assert "Envoyé" in desk.get(f"/clients/{client.pk}/").content.decode()
    stranger = reader(UserFactory())
    assert stranger.get(f"/clients/{client.pk}/inscription/").status_code == 404
    assert stranger.post(f"/clients/{client.pk}/inscription/lien/").status_code == 404


def test_the_client_is_reminded_after_two_five_and_ten_days_and_expires_after_fourteen():
    onboarding = invited()
    for days, expected in ((1, 0), (1, 1), (0, 1), (3, 2), (5, 3), (3, 3)):
        later(onboarding, days=days, minutes=5)
        answers.expire_due()
        answers.remind_due()
        answers.remind_due()
        assert reminders(onboarding) == expected
    assert again(onboarding).status == Status.SENT
    later(onboarding, days=2)
    assert answers.expire_due() == 1
    assert again(onboarding).status == Status.EXPIRED
    assert Message.objects.filter(kind="crm.onboarding_expired", recipient=str(onboarding.client.owner_id)).exists()
    assert answers.remind_due() == 0


def test_a_reminder_does_not_end_the_link_before_it():
    onboarding = invited()
    visitor, url = at_home(onboarding)
    later(onboarding, days=3)
    assert answers.remind_due() == 1
    assert link_of(onboarding) != url
    assert visitor.get(url).status_code == 200
    assert StrictClient().get(link_of(onboarding)).status_code == 200


def test_an_expired_one_is_renewed_in_one_click_and_keeps_the_answers():
    onboarding = invited()
    visitor, url = at_home(onboarding)
    visitor.post(f"{url}?etape=informations", PERSON | {"city": "Bron"})
    later(onboarding, days=15)
    answers.expire_due()
    desk = reader(onboarding.client.owner)
    assert "Renvoyer le lien" in desk.get(f"/clients/{onboarding.client_id}/").content.decode()
    desk.post(f"/clients/{onboarding.client_id}/inscription/lien/")
    assert again(onboarding).status == Status.SENT
    other, fresh = at_home(onboarding)
    assert "Pièce d’identité" in other.get(fresh).content.decode()
    assert again(onboarding).answers["city"] == "Bron"


def test_nothing_is_renewed_while_the_back_office_checks():
    onboarding = submitted()
    desk = reader(onboarding.client.owner)
    answer = desk.post(f"/clients/{onboarding.client_id}/inscription/lien/", follow=True)
    assert "déjà tout envoyé" in answer.content.decode()
    assert again(onboarding).status == Status.TO_CHECK


def test_a_forwarded_link_asks_for_a_code_that_goes_to_the_client():
    onboarding = invited()
    friend, url = StrictClient(), link_of(onboarding)
    friend.post(url, {"envoi-code": "1"})
    mail = Message.objects.get(template="links/messages/code")
    assert mail.recipient == onboarding.client.email
    assert onboarding.client.last_name not in friend.get(url).content.decode()


def test_an_expired_link_asked_for_again_goes_to_the_same_address_a_revoked_one_does_not():
    onboarding = invited()
    url = link_of(onboarding)
    SecureLink.objects.update(created_at=dates.now() - timedelta(days=20), expires_at=dates.now() - timedelta(days=1))
    assert StrictClient().get(url).status_code == 410
    StrictClient().post(f"{url}nouveau/")
    assert link_of(onboarding) != url
    revoked = link_of(onboarding)
    SecureLink.objects.alive().update(revoked_at=dates.now())
    StrictClient().post(f"{revoked}nouveau/")
    assert link_of(onboarding) == revoked


def test_officers_of_the_directory_are_there_already():
    client = prospect()
    found = {"officers": [{"last_name": "KERMOAL", "first_name": "YANN", "job": "Gérant"}]}
    CompanyRecord.objects.filter(client=client).update(found=found)
    Contact.objects.create(client=client, landline="+33472000000", is_favourite=True, email="y@x.example")
    desk = reader(client.owner)
    desk.post(f"/clients/{client.pk}/inscription/", {"name": "Yann", "email": "y@x.example"})
    person = Person.objects.get()
    assert (str(person), person.from_directory) == ("Yann Kermoal", True)


def test_time_spent_leaves_pauses_out():
    onboarding = invited()
    visitor, url = at_home(onboarding)
    for minutes in (3, 25, 2):
        row = again(onboarding)
        row.active_at -= timedelta(minutes=minutes)
        row.save()
        visitor.post(f"{url}?etape=informations", PERSON | {"city": f"Ville {'abc'[minutes % 3]}"})
    assert 290 <= again(onboarding).seconds <= 310


@pytest.mark.parametrize("away", ["removed_at", "archived_at"])
def test_the_link_of_a_file_that_is_away_shows_nothing(away):
    onboarding = invited()
    visitor, url = at_home(onboarding)
    client = onboarding.client
    setattr(client, away, dates.now())
    client.erase_on = dates.today() + timedelta(days=30)
    client.save()
    answer = visitor.post(f"{url}?etape=informations", PERSON)
    assert answer.status_code == 410
    assert client.last_name not in answer.content.decode()
    later(onboarding, days=3)
    assert answers.remind_due() == 0
