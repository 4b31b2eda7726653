"""`Prêt à démarrer`, the link that follows, and what is locked then."""

import re

import pytest

from crm.models import Client, Contact
from crm.onboarding.actions.links import ONBOARDING, living
from crm.prospects.enums import Progress
from portal.links.models import SecureLink
from portal.messaging.models import Message
from portal.messaging.outbox import messages_about
from portal.messaging.states import Channel, State
from tests.client import StrictClient
from tests.contracts.desk import reader
from tests.factories.accounts import UserFactory
from tests.factories.prospects import add_contact, prospect

pytestmark = pytest.mark.django_db


def url(client, tab="suivi"):
    return f"/prospects/{client.pk}/{tab}/"


def follow_up(desk, client, **values):
    shown = desk.get(url(client)).context["form"]
    sent = {"version": shown.initial["version"], "step": "contact", "probability": "10", **values}
    return desk.post(url(client), sent)


def mails(client, template):
    return messages_about(client).filter(channel=Channel.EMAIL, template=f"crm/messages/{template}")


def link_of(client) -> str:
    text = mails(client, "onboarding_link").first().content().text
    return re.search(r"https?://[^/]+(/l/\S+/)", text)[1]


def test_ready_is_saved_confirmed_then_told(settings):
    office = UserFactory(back_office=True)
    client = prospect(contact={})
    desk = reader(client.owner)
    answer = follow_up(desk, client, status="ready", forecast="12 500", comment="Pressé")
    assert answer.url == url(client, "demarrage")
    page = desk.get(answer.url).content.decode()
    assert "Oui" in page
    assert "camille@vercors.example" in page
    assert desk.post(answer.url).url == url(client)
    client = Client.objects.get()
    assert client.follow_up.status == Progress.READY
    assert client.follow_up.comment == "Pressé"
    assert mails(client, "prospect_ready").get().recipient == settings.SALES_TEAM_EMAIL
    assert mails(client, "onboarding_link").get().recipient == "camille@vercors.example"
    assert Message.objects.filter(kind="crm.prospect_ready", recipient=str(office.pk)).exists()


def test_ready_without_an_email_says_what_is_missing():
    client = prospect(contact={"email": ""})
    desk = reader(client.owner)
    for answer in (desk.get(url(client, "demarrage")), desk.post(url(client, "demarrage"))):
        assert "Indiquez l’e-mail du contact favori" in answer.content.decode()
    assert Client.objects.get().follow_up.status == Progress.DISCUSSING
    assert living(client) is None


def test_ready_without_a_contact_says_so():
    client = prospect()
    assert "Ajoutez d’abord un contact favori" in reader(client.owner).post(url(client, "demarrage")).content.decode()


def test_state_and_identity_are_locked_for_the_agent_and_open_to_the_office():
    client = prospect(ready=True)
    desk = reader(client.owner)
    assert "Identité verrouillée" in desk.get(url(client, "societe")).content.decode()
    sent = {"kind": "company", "company_name": "Autre nom", "version": client.version}
    answer = desk.post(url(client, "societe"), sent)
    assert answer.status_code == 422
    assert "Son identité n’est plus modifiable" in answer.content.decode()
    assert "status" not in desk.get(url(client)).context["form"].fields
    assert desk.get(url(client, "reprise")).status_code == 403
    office = reader(UserFactory(back_office=True))
    assert office.post(url(client, "societe"), sent).status_code == 302
    assert Client.objects.get().company_name == "Autre nom"
    assert office.post(url(client, "reprise"), {"reason": ""}).status_code == 422
    office.post(url(client, "reprise"), {"reason": "Trop tôt"})
    assert Client.objects.get().follow_up.status == Progress.DISCUSSING
    assert living(client) is None


def test_link_is_sent_again_and_the_former_one_dies():
    client = prospect(ready=True)
    desk = reader(client.owner)
    former = link_of(client)
    desk.post(url(client, "lien"))
    assert SecureLink.objects.about(client).alive().count() == 1
    assert StrictClient().get(former).status_code == 410
    desk.post(url(client, "lien/fin"))
    assert living(client) is None
    assert "Aucun lien valable" in desk.get(url(client)).content.decode()


def test_link_opens_a_page_that_changes_nothing_on_get_and_names_nobody():
    client = prospect(ready=True)
    visitor = StrictClient()
    for _visit in range(2):
        page = visitor.get(link_of(client))
        assert page.status_code == 200
        for secret in (client.display_name, "Perrin", "camille"):
            assert secret not in page.content.decode()
    assert living(client).opened_at is None


@pytest.mark.parametrize("change", ["email", "favourite", "deletion"])
def test_another_favourite_or_email_kills_the_link(change):
    client = prospect(ready=True)
    other = add_contact(client, by=client.owner, last_name="Roux")
    first = Contact.objects.get(is_favourite=True)
    desk = reader(client.owner)
    former = link_of(client)
    if change == "email":
        shown = desk.get(url(client, f"contacts/{first.pk}")).context["form"]
        sent = {"landline": "04 72 00 00 00", "email": "autre@vercors.example", "version": shown.initial["version"]}
        desk.post(url(client, f"contacts/{first.pk}"), {"last_name": "Perrin", **sent})
    elif change == "favourite":
        desk.post(url(client, f"contacts/{other.pk}/favori"))
    else:
        desk.post(url(client, f"contacts/{first.pk}/suppression"), {"heir": other.pk})
    assert living(client) is None
    assert StrictClient().get(former).status_code == 410
    assert mails(client, "onboarding_link").get().state == State.CANCELLED
    assert Contact.objects.filter(is_favourite=True).count() == 1


def test_other_changes_of_the_favourite_keep_the_link():
    client = prospect(ready=True)
    contact = Contact.objects.get()
    desk = reader(client.owner)
    shown = desk.get(url(client, f"contacts/{contact.pk}")).context["form"]
    sent = {"landline": "04 72 00 00 00", "email": contact.email, "job": "Gérante", "version": shown.initial["version"]}
    desk.post(url(client, f"contacts/{contact.pk}"), {"last_name": "Perrin", "first_name": "Camille", **sent})
    assert Contact.objects.get().job == "Gérante"
    assert living(client) is not None


def test_dropped_prospect_is_taken_up_again():
    client = prospect(contact={})
    desk = reader(client.owner)
    follow_up(desk, client, status="lost")
    assert Client.objects.get().follow_up.status == Progress.LOST
    follow_up(desk, client, status="discussing")
    assert Client.objects.get().follow_up.status == Progress.DISCUSSING


def test_purpose_is_the_one_that_the_onboarding_will_take_over():
    assert ONBOARDING == "crm.onboarding"
