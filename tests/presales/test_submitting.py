"""A request is sent in one gesture, or kept as a draft."""

import uuid

import pytest
from django.urls import reverse

from portal.audit.history import history_of
from portal.messaging.models import Message
from presales.models import PresalesRequest
from presales.requests.enums import Status
from tests.contracts.desk import reader
from tests.factories.presales import ExpertFactory, OpportunityFactory, tale_at, working_moment

pytestmark = pytest.mark.django_db


def typed(**more) -> dict:
    day = f"{working_moment(9):%d/%m/%Y}"
    return {"description": "Montrer l’outil", "mode": "remote", "wished_on": day, "key": str(uuid.uuid4())} | more


@pytest.fixture
def opportunity():
    ExpertFactory()
    return OpportunityFactory()


def address(opportunity) -> str:
    return f"{reverse('presales:request_new')}?opportunite={opportunity.pk}"


def test_one_press_creates_and_sends(opportunity):
    page = reader(opportunity.owner).post(address(opportunity), typed(), follow=True)
    made = PresalesRequest.objects.get()
    assert made.status == Status.TO_DO
    assert "La demande est envoyée" in page.content.decode()
    assert [line.event.verb for line in history_of(made)] == ["presales.submitted", "presales.drafted"]
    assert Message.objects.filter(kind="presales.submitted").exists()


def test_form_sent_twice_is_sent_once(opportunity):
    desk, form = reader(opportunity.owner), typed()
    for _press in range(2):
        desk.post(address(opportunity), form)
    assert PresalesRequest.objects.count() == 1
    told = Message.objects.filter(kind="presales.submitted").values_list("recipient", flat=True)
    assert len(told) == len(set(told))


def test_draft_is_kept_then_changed_and_sent(opportunity):
    desk = reader(opportunity.owner)
    page = desk.post(address(opportunity), typed(brouillon="1"), follow=True).content.decode()
    made = PresalesRequest.objects.get()
    assert made.status == Status.DRAFT
    assert "Envoyer la demande" in page
    assert not Message.objects.exists()
    edit = reverse("presales:request_edit", args=[made.pk])
    desk.post(edit, typed(description="Autre chose", version=made.version))
    made = PresalesRequest.objects.get()
    assert (made.status, made.description) == (Status.TO_DO, "Autre chose")


def test_stale_draft_is_neither_changed_nor_sent():
    tale = tale_at("draft")
    edit = reverse("presales:request_edit", args=[tale.request.pk])
    answer = reader(tale.partner).post(edit, typed(version=tale.request.version + 5))
    assert answer.status_code == 409
    assert tale.fresh().status == Status.DRAFT


def test_draft_is_sent_from_its_page_with_one_press():
    tale = tale_at("draft")
    desk = reader(tale.partner)
    submission = reverse("presales:request_submission", args=[tale.request.pk])
    assert f'action="{submission}"' in desk.get(tale.request.get_absolute_url()).content.decode()
    desk.post(submission)
    assert tale.fresh().status == Status.TO_DO
