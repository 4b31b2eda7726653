"""An opportunity as somebody types it, and types it again."""

from decimal import Decimal

import pytest
from django.urls import reverse

from presales.models import Opportunity
from tests.factories.presales import OpportunityFactory, PartnerFactory, tale_at

pytestmark = pytest.mark.django_db
TYPED = {"title": "Équiper l’atelier", "kind": "primo", "company_name": "Menuiserie", "stage": "new", "version": 1}


def test_an_amount_typed_in_french_is_kept_and_shown_in_french(client):
    client.force_login(PartnerFactory())
    client.post(reverse("presales:opportunity_new"), TYPED | {"amount": "12 500,50 €"})
    made = Opportunity.objects.get()
    assert made.amount == Decimal("12500.50")
    edit = reverse("presales:opportunity_edit", args=[made.pk])
    assert 'value="12\u00a0500,50"' in client.get(edit).content.decode()
    answer = client.post(edit, TYPED | {"amount": "12.500"})
    assert answer.status_code == 422
    assert "Montant invalide" in answer.content.decode()


def test_doubles_are_asked_about_once_and_again_when_the_company_changes(client):
    first = OpportunityFactory(siren="732829320")
    second = OpportunityFactory(siren="732829320", owner=first.owner)
    client.force_login(first.owner)
    edit = reverse("presales:opportunity_edit", args=[second.pk])
    assert client.post(edit, TYPED | {"siren": "732829320", "stage": "won"}).status_code == 302
    Opportunity.objects.filter(pk=second.pk).update(siren="")
    assert client.post(edit, TYPED | {"siren": "732829320", "version": 2}).status_code == 422


def test_home_shows_requesters_their_next_step(client):
    client.force_login(tale_at("planned").partner)
    page = client.get("/").content.decode()
    assert "Choisir une date" in page
    assert "Proposer trois dates" not in page


def test_enter_in_a_field_is_no_answer_to_whether_it_is_another_affair(client):
    """Enter presses the first button that submits: that one must ask again."""
    client.force_login(OpportunityFactory(siren="732829320").owner)
    page = client.post(reverse("presales:opportunity_new"), TYPED | {"siren": "732829320"}).content.decode()
    first_button = page[page.index("data-warn-unsaved") :].partition('type="submit"')[2].partition(">")[0]
    assert "malgre" not in first_button
    assert 'name="malgre"' in page


def test_stale_form_keeps_what_was_typed_and_saves_on_second_submit(client):
    opportunity = OpportunityFactory(title="Avant")
    client.force_login(opportunity.owner)
    edit = reverse("presales:opportunity_edit", args=[opportunity.pk])
    client.post(edit, TYPED | {"title": "D’un collègue"})
    late = client.post(edit, TYPED | {"title": "Le mien", "notes": "Deux pages"})
    page = late.content.decode()
    assert late.status_code == 409
    assert "a changé entre-temps" in page
    assert "Deux pages" in page
    assert Opportunity.objects.get().title == "D’un collègue"
    assert 'name="version" value="2"' in page
    assert client.post(edit, TYPED | {"title": "Le mien", "version": 2}).status_code == 302
    assert Opportunity.objects.get().title == "Le mien"


def test_a_draft_typed_on_a_page_out_of_date_is_not_lost(client):
    tale = tale_at("draft")
    client.force_login(tale.partner)
    edit = reverse("presales:request_edit", args=[tale.request.pk])
    typed = {"mode": "remote", "wished_on": f"{tale.request.wished_on:%d/%m/%Y}", "brouillon": "1", "version": 1}
    client.post(edit, typed | {"description": "D’un collègue"})
    late = client.post(edit, typed | {"description": "Deux pages de contexte"})
    assert late.status_code == 409
    assert "Deux pages de contexte" in late.content.decode()
    assert tale.fresh().description == "D’un collègue"
