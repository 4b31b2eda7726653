"""Prospects in a real browser: by keyboard, by drag, on a narrow screen."""

import pytest

from crm.models import Client, FollowUp
from crm.prospects.enums import Step
from tests.browsing import assert_accessible, fits
from tests.factories.accounts import UserFactory
from tests.factories.prospects import prospect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_company_is_found_while_typing_and_filed_by_keyboard_on_a_phone(visit):
    page = visit("/prospects/nouveau/", as_=UserFactory(), viewport={"width": 360, "height": 740})
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "recherche-entreprise" in request.url else None)
    page.locator("#id_q").press_sequentially("menuiserie des quais", delay=60)
    page.get_by_role("link", name="MENUISERIE DES QUAIS").wait_for()
    assert len(asked) <= 4
    assert_accessible(page)
    assert fits(page)
    page.get_by_role("link", name="MENUISERIE DES QUAIS").press("Enter")
    page.get_by_role("button", name="Ouvrir le dossier").press("Enter")
    page.wait_for_url("**/suivi/")
    assert_accessible(page)
    assert fits(page)
    assert Client.objects.get().company_name == "MENUISERIE DES QUAIS"


def test_card_moves_by_keys_and_by_drag(visit):
    client = prospect(contact={})
    page = visit("/prospects/tableau/", as_=client.owner)
    assert_accessible(page)
    card = f"#tableau-carte-{client.pk}"
    page.locator(f"{card} a").first.focus()
    page.keyboard.press("Alt+ArrowRight")
    page.locator(f"[data-column={Step.TALKS}] {card}").wait_for()
    page.locator(".pipeline__said").wait_for()
    assert FollowUp.objects.get().step == Step.TALKS
    page.drag_and_drop(card, f"[data-column={Step.OFFER}]")
    page.locator(f"[data-column={Step.OFFER}] {card}:not([data-pending])").wait_for()
    page.locator(".pipeline__said", has_text="Proposition remise").wait_for()
    assert FollowUp.objects.get().step == Step.OFFER
