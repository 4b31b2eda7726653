"""A product riskier than the client's profile asks for a written reason, frozen and printed with the contract."""

from datetime import timedelta

import pytest
from django.template.loader import render_to_string

from contracts.sales.enums import Status
from contracts.signature import documents
from contracts.signature.actions import sending
from crm.questionnaires import actions as questionnaires
from crm.questionnaires.models import QuestionnaireVersion, Response
from portal.audit.transitions import Refused
from portal.core.values import dates
from tests.factories.clients import ClientFactory
from tests.factories.contracts import ContractFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def versions():
    questionnaires.install_examples()


def profiled(client, profile: int, *, days_ago: int = 1) -> Response:
    at = dates.now() - timedelta(days=days_ago)
    return Response.objects.create(
        client=client,
        version=QuestionnaireVersion.objects.get(slug="qpr"),
        slug="qpr",
        mode="with",
        result={"score": 20, "label": f"Profil {profile} sur 7", "lines": [], "sections": {}, "cap": ""},
        level=str(profile),
        finished_at=at,
        valid_until=dates.today().replace(year=dates.today().year + 1),
    )


def draft_of(client, risk):
    draft = ContractFactory(owner=client.owner, client=client, **client.identity())
    draft.product.risk = risk
    draft.product.save()
    return draft


def test_riskier_product_asks_for_a_reason_and_keeps_what_was_typed(login):
    client = ClientFactory()
    profiled(client, 3)
    draft = draft_of(client, 5)
    browser = login(client.owner)
    url = f"/contrats/brouillons/{draft.pk}/"
    form = browser.get(url).context["form"]
    typed = {name: form[name].value() or "" for name in form.fields} | {"envoyer": "1"}
    typed["birth_date"] = client.birth_date.strftime("%d/%m/%Y")
    typed["start_date"] = draft.start_date.strftime("%d/%m/%Y")
    page = browser.post(url, typed)
    assert page.status_code == 422
    assert "au-dessus du profil du client (3 sur 7)" in page.content.decode()
    draft.refresh_from_db()
    assert draft.status == Status.DRAFT
    typed |= {"justification": "Horizon de dix ans.", "version": str(draft.version)}
    browser.post(url, typed)
    draft.refresh_from_db()
    assert draft.status == Status.AWAITING_CLIENT
    assert draft.suitability["reason"] == "Horizon de dix ans."


def test_sending_is_refused_behind_the_form_too():
    client = ClientFactory()
    profiled(client, 3)
    draft = draft_of(client, 4)
    with pytest.raises(Refused, match="risque de 4 sur 7"):
        sending.submit(contract=draft, by=client.owner)


@pytest.mark.parametrize("risk", [None, 1, 3])
def test_product_within_the_profile_asks_for_nothing_and_keeps_the_profile(risk):
    client = ClientFactory()
    response = profiled(client, 3)
    sent = sending.submit(contract=draft_of(client, risk), by=client.owner)
    assert sent.profile == response
    assert sent.suitability["reason"] == ""


def test_later_questionnaire_changes_no_frozen_reason():
    client = ClientFactory()
    response = profiled(client, 3)
    draft = draft_of(client, 5)
    draft.justification = "Horizon de dix ans."
    draft.save()
    sent = sending.submit(contract=draft, by=client.owner)
    profiled(client, 1, days_ago=0)
    questionnaires.lower(response=response, to=2, by=client.owner)
    again = sending.change_mobile(contract=sent, phone="+33612999999", by=client.owner)
    assert again.profile == response
    assert again.suitability["profile"] == 3
    assert documents.context_of(again)["suitability"]["reason"] == "Horizon de dix ans."


def test_reason_is_printed_in_the_document():
    client = ClientFactory()
    profiled(client, 2)
    draft = draft_of(client, 6)
    draft.justification = "Le client connaît ce risque."
    draft.save()
    sent = sending.submit(contract=draft, by=client.owner)
    page = render_to_string(documents.TEMPLATE, documents.context_of(sent))
    assert "Le client connaît ce risque." in page
    assert "2 sur 7" in page


def test_contract_without_a_profile_prints_nothing_about_it():
    client = ClientFactory()
    sent = sending.submit(contract=draft_of(client, 6), by=client.owner)
    assert sent.profile is None
    assert documents.context_of(sent)["suitability"] == {}
