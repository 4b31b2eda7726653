"""An agent's day with clients, by keyboard alone and on a phone: a file, a note, an action and its outcome."""

import re

import pytest
from playwright.sync_api import expect

from crm.models import Client, Note, Task
from tests.browsing import assert_accessible, fits
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MOST_TABS = 90


def tab_to(page, target) -> None:
    for _turn in range(MOST_TABS):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{target} is not reached with {MOST_TABS} tabs")


def press(page, target, key="Enter") -> None:
    tab_to(page, target)
    page.keyboard.press(key)


def type_into(page, label, text) -> None:
    field = page.get_by_label(label, exact=True)
    tab_to(page, field)
    field.fill(text)


@pytest.mark.parametrize("width", [360, 1440])
def test_a_client_a_note_and_an_action_by_keyboard(visit, width):
    agent = UserFactory()
    page = visit("/clients/nouveau/", as_=agent, viewport={"width": width, "height": 800})
    assert_accessible(page)
    type_into(page, "Nom", "Perrin")
    press(page, page.get_by_role("button", name="Créer la fiche"))
    expect(page.get_by_role("heading", name="Perrin")).to_be_visible()
    assert_accessible(page)
    type_into(page, "Note ou compte rendu d’appel", "Veut une offre pour deux sites.")
    press(page, page.get_by_role("button", name="Noter"))
    expect(page.locator(".stream").get_by_text("Veut une offre pour deux sites.")).to_be_visible()
    press(page, page.get_by_role("link", name="Ajouter une action"))
    type_into(page, "Que faut-il faire ?", "Rappeler pour le devis")
    press(page, page.get_by_role("button", name="Enregistrer"))
    expect(page.get_by_role("link", name="Rappeler pour le devis", exact=True)).to_be_visible()
    page.goto("/")
    assert_accessible(page)
    press(page, page.get_by_role("button", name=re.compile("^Joint")))
    expect(page.get_by_text("C’est noté : Rappeler pour le devis.")).to_be_visible()
    assert fits(page)
    assert (Client.objects.count(), Note.objects.count(), Task.objects.get().outcome) == (1, 1, "Joint")
