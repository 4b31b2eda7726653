"""From an opportunity to a meeting in both calendars, page by page (D3–D10)."""

import uuid

import pytest
import vobject
from django.urls import reverse

from portal.documents import files
from portal.documents.models import StoredFile
from portal.messaging.models import Message
from portal.messaging.states import Channel
from presales.models import Opportunity, PresalesRequest
from presales.requests.enums import Status
from tests.factories.presales import ExpertFactory, OpportunityFactory, PartnerFactory, tale_at, working_moment

pytestmark = pytest.mark.django_db


def slots_posted(expert, *, first_day=8) -> dict:
    data = {}
    for rank in (1, 2, 3):
        start = working_moment(first_day + rank)
        data |= {
            f"creneau{rank}-day": f"{start:%d/%m/%Y}",
            f"creneau{rank}-hour": "10:00",
            f"creneau{rank}-minutes": "60",
            f"creneau{rank}-expert": expert.pk,
        }
    return data


def test_a_partner_gets_an_expert_without_a_single_thread_of_mails(client):
    partner, expert = PartnerFactory(), ExpertFactory()
    client.force_login(partner)
    new = client.get(reverse("presales:opportunity_new"))
    posted = {
        "title": "Équiper l’atelier", "kind": "primo", "company_name": "Menuiserie Générale", "siren": "732 829 320",
        "stage": "new", "key": str(uuid.uuid4()), "version": 1,
    }  # fmt: skip
    assert new.status_code == 200
    client.post(reverse("presales:opportunity_new"), posted)
    opportunity = Opportunity.objects.get()
    page = client.get(opportunity.get_absolute_url())
    form_url = f"{reverse('presales:request_new')}?opportunite={opportunity.pk}"
    assert form_url in page.content.decode()
    assert client.get(form_url).status_code == 200
    asked = {
        "description": "Montrer l’outil", "mode": "on_site", "wished_on": f"{working_moment(9):%d/%m/%Y}",
        "brouillon": "1", "key": str(uuid.uuid4()), "version": 1,
    }  # fmt: skip
    without_place = client.post(form_url, asked)
    assert without_place.status_code == 422
    assert "indiquez le lieu" in without_place.content.decode()
    client.post(form_url, asked | {"place": "3 rue de la Bourse, Saint-Nazaire"})
    item = PresalesRequest.objects.get()
    assert item.status == Status.DRAFT
    client.post(reverse("presales:request_submission", args=[item.pk]))

    client.force_login(expert)
    assert item.opportunity.title in client.get(reverse("presales:queue")).content.decode()
    client.post(reverse("presales:request_acceptance", args=[item.pk]))
    proposals = reverse("presales:request_proposals", args=[item.pk])
    assert client.get(proposals).status_code == 200
    assert client.post(proposals, slots_posted(expert)).status_code == 302
    item.refresh_from_db(fields=["round"])
    assert item.slots.count() == 3

    client.force_login(partner)
    page = client.get(item.get_absolute_url()).content.decode()
    assert page.count("heure de Paris") >= 3
    second = item.slots.order_by("start")[1]
    client.post(reverse("presales:request_choice", args=[item.pk]), {"slot": second.pk})
    item = PresalesRequest.objects.get()
    assert item.status == Status.DONE
    assert item.chosen == second
    answer = client.get(reverse("presales:request_invitation", args=[item.pk]))
    event = vobject.readOne(answer.content.decode()).vevent
    assert event.dtstart.value == second.start
    assert "Rendez-vous" in client.get(item.get_absolute_url()).content.decode()


def test_both_sides_get_the_invitation_by_mail():
    tale = tale_at("done")
    mails = Message.objects.filter(channel=Channel.EMAIL, kind="presales.agreed")
    assert set(mails.values_list("recipient", flat=True)) == {tale.partner.email, tale.expert.email}
    stored = StoredFile.objects.get(pk=mails[0].attachments[0])
    calendar = vobject.readOne(files.read(stored).decode())
    assert calendar.method.value == "REQUEST"
    assert stored.content_type == "text/calendar; method=REQUEST"


@pytest.mark.parametrize("status", Status.values)
def test_every_page_opens_in_every_status(client, status):
    tale = tale_at(status)
    for user in (tale.partner, tale.expert):
        client.force_login(user)
        expected = 404 if status == "draft" and user == tale.expert else 200
        assert client.get(tale.request.get_absolute_url()).status_code == expected
        for name in ("proposals", "video", "question", "refusal", "other_dates", "answer", "move", "cancellation"):
            answer = client.get(reverse(f"presales:request_{name}", args=[tale.request.pk]))
            assert answer.status_code in ((404,) if expected == 404 else (200, 302, 403)), name
        for name in ("requests", "opportunities", "agenda"):
            assert client.get(reverse(f"presales:{name}") + "?vue=tout").status_code == 200
        assert client.get("/").status_code == 200


def test_the_picker_leads_to_the_same_form(client):
    opportunity = OpportunityFactory()
    client.force_login(opportunity.owner)
    page = client.get(reverse("presales:request_new")).content.decode()
    assert opportunity.title in page
    assert "Valider la sélection" in page
    form = client.get(reverse("presales:request_new"), {"opportunite": opportunity.pk})
    assert "Saisir la demande" in form.content.decode()


def test_the_team_sees_its_week(client):
    tale = tale_at("planned")
    client.force_login(tale.expert)
    day = tale.request.slots.order_by("start")[0].start
    page = client.get(reverse("presales:week"), {"du": f"{day:%Y-%m-%d}"}).content.decode()
    assert tale.opportunity.company_name in page
    assert client.get(reverse("presales:week"), {"du": "hier"}).status_code == 200
    assert tale.opportunity.title in client.get(reverse("presales:queue"), {"voir": "attente"}).content.decode()
