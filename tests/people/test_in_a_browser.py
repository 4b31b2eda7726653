"""The back-office makes an account, invites three people and gives a right, with a keyboard, wide and narrow."""

import pytest
from playwright.sync_api import expect

from portal.accounts.models import User
from portal.news.models import News
from tests.browsing import assert_accessible, fits
from tests.factories.accounts import OrganisationFactory, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SIZES = [{"width": 1440, "height": 900}, {"width": 360, "height": 740}]
PASTED = "Nadia Durand <nadia@exemple.fr>\nPaul\tPetit\tpaul@exemple.fr\nEva Le Goff eva@exemple.fr\nPersonne"


@pytest.fixture
def back_office(db):
    return UserFactory(back_office=True)


def checked(page) -> None:
    assert fits(page), page.url
    assert_accessible(page)


def press(page, name: str, role: str = "button") -> None:
    """Reach the control and press Enter, as people without a mouse do."""
    control = page.get_by_role(role, name=name, exact=True).first
    control.focus()
    page.keyboard.press("Enter")


@pytest.mark.parametrize("viewport", SIZES, ids=["desk", "phone"])
def test_one_account_is_made_and_given_a_right(visit, back_office, viewport):
    agency = OrganisationFactory(name="Agence Brest")
    page = visit("/administration/", as_=back_office, viewport=viewport, refusals=True)
    checked(page)
    page.locator("main").get_by_role("link", name="Comptes", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/comptes/")
    checked(page)
    press(page, "Nouveau compte", "link")
    page.wait_for_url("**/comptes/nouveau/")
    checked(page)
    page.get_by_label("Prénom").focus()
    page.keyboard.type("Nadia")
    page.keyboard.press("Tab")
    page.keyboard.type("Durand")
    page.keyboard.press("Tab")
    page.keyboard.type("nadia@exemple.fr")
    page.keyboard.press("Enter")
    expect(page.get_by_text("L’organisation est obligatoire pour ce rôle.").last).to_be_visible()
    checked(page)
    page.get_by_label("Organisation").focus()
    page.keyboard.type("Agence Brest")
    press(page, "Créer et inviter")
    expect(page.get_by_role("status").get_by_text("Invitation envoyée à nadia@exemple.fr.")).to_be_visible()
    assert User.objects.get(email="nadia@exemple.fr").organisation == agency
    checked(page)
    press(page, "Modifier les droits", "link")
    page.wait_for_url("**/droits/")
    checked(page)
    page.get_by_label("Modifier L’offre").focus()
    page.keyboard.press("Space")
    press(page, "Enregistrer")
    expect(page.get_by_text("en plus du rôle")).to_be_visible()
    assert User.objects.get(email="nadia@exemple.fr").extra_rights == ["offer.edit"]
    page.goto("/comptes/droits/")
    expect(page.get_by_role("link", name="Nadia Durand")).to_be_visible()
    checked(page)


@pytest.mark.parametrize("viewport", SIZES, ids=["desk", "phone"])
def test_three_people_are_invited_from_a_pasted_list(visit, back_office, viewport):
    OrganisationFactory(name="Agence Brest")
    page = visit("/comptes/invitations/", as_=back_office, viewport=viewport, refusals=True)
    checked(page)
    page.get_by_label("Personnes").fill(PASTED)
    page.get_by_label("Organisation").focus()
    page.keyboard.type("Agence Brest")
    press(page, "Vérifier la liste")
    expect(page.get_by_role("button", name="Inviter 3 personnes")).to_be_visible()
    checked(page)
    press(page, "Inviter 3 personnes")
    expect(page.get_by_text("3 personnes invitées.")).to_be_visible()
    expect(page.get_by_label("Personnes")).to_have_value("Personne")
    assert User.objects.filter(email__in=["nadia@exemple.fr", "paul@exemple.fr", "eva@exemple.fr"]).count() == 3
    checked(page)


def test_list_is_confirmed_without_scripts(visit, back_office):
    page = visit("/comptes/invitations/", as_=back_office, java_script_enabled=False)
    page.get_by_label("Personnes").fill("Nadia Durand <nadia@exemple.fr>")
    page.get_by_label("Rôle").select_option("presales")
    page.get_by_role("button", name="Vérifier la liste").click()
    page.get_by_role("button", name="Inviter 1 personne").click()
    expect(page.get_by_text("1 personne invitée.")).to_be_visible()


@pytest.mark.parametrize("viewport", SIZES, ids=["desk", "phone"])
def test_news_are_written_beside_their_preview_then_published(visit, back_office, viewport):
    page = visit("/actualites/redaction/", as_=back_office, viewport=viewport)
    checked(page)
    press(page, "Nouvelle actualité", "link")
    page.wait_for_url("**/nouvelle/")
    page.get_by_label("Titre", exact=True).focus()
    page.keyboard.type("Nouveaux tarifs")
    page.keyboard.press("Tab")
    page.keyboard.type("Ils changent en janvier.")
    page.keyboard.press("Tab")
    page.keyboard.type("Les **tarifs** changent.")
    preview = page.locator("#news-preview")
    expect(preview.locator("strong", has_text="tarifs")).to_be_visible()
    expect(preview.get_by_text("Nouveaux tarifs")).to_be_visible()
    checked(page)
    press(page, "Enregistrer")
    expect(page.get_by_text("Le brouillon est enregistré.")).to_be_visible()
    checked(page)
    press(page, "Publier", "link")
    page.wait_for_url("**/publication/")
    checked(page)
    press(page, "Publier")
    expect(page.get_by_text("L’actualité est publiée.")).to_be_visible()
    assert News.objects.get().is_published


def test_news_are_previewed_without_scripts(visit, back_office):
    page = visit("/actualites/redaction/nouvelle/", as_=back_office, java_script_enabled=False)
    page.get_by_label("Texte", exact=False).first.fill("Les **tarifs** changent.")
    page.get_by_role("button", name="Prévisualiser").click()
    expect(page.locator("#news-preview strong")).to_have_text("tarifs")
