"""The brand is chosen with the keyboard, seen before it is saved, and worn by the login page."""

import pytest
from playwright.sync_api import expect

from portal.brand import current
from tests.browsing import assert_accessible
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [1440, 360])
def test_a_colour_is_tried_then_kept(visit, width):
    page = visit("/marque/", as_=UserFactory(back_office=True), viewport={"width": width, "height": 800})
    page.get_by_label("Couleur", exact=True).fill("#7a1f5c")
    button = page.locator(".brand-preview__button").first
    expect(button).to_have_css("background-color", "rgb(122, 31, 92)")
    page.get_by_role("button", name="Enregistrer").press("Enter")
    expect(page.get_by_text("La marque est enregistrée.")).to_be_visible()
    current.forget()
    login = visit("/connexion/", viewport={"width": width, "height": 800})
    enter = login.get_by_role("button", name="Se connecter", exact=True)
    expect(enter).to_have_css("background-color", "rgb(122, 31, 92)")
    assert_accessible(page)
