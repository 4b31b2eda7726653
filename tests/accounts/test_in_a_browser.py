"""Logging in as people do: with a key, with a finger on the demo's buttons, on a narrow phone, without scripts."""

import re

import pytest
from playwright.sync_api import Page, expect

from portal.accounts import actions, demo_accounts
from tests.browsing import assert_accessible, fits, listen
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
PAGES = ["/parametres/", "/parametres/mot-de-passe/", "/parametres/securite/", "/parametres/sessions/"]


@pytest.fixture
def visitor(browser, browser_context_args, portal_address):
    """`visitor(**options)` opens a browser; whatever it complains of is a failure."""
    contexts, complaints = [], []

    def comes(**options) -> Page:
        context = browser.new_context(base_url=portal_address, **browser_context_args | options)
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        listen(page, complaints, refusals=True)
        return page

    yield comes
    for context in contexts:
        context.close()
    assert complaints == []


def log_in(page: Page, email: str, password: str = PASSWORD) -> None:
    page.goto("/connexion/")
    page.get_by_label("Adresse e-mail").fill(email)
    page.get_by_label("Mot de passe", exact=True).fill(password)
    page.get_by_role("button", name="Se connecter", exact=True).click()


def no_sideways(page: Page) -> None:
    assert fits(page), page.url


def test_a_key_logs_in_alone_and_serves_as_second_factor(visitor, agent):
    page = visitor()
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    log_in(page, agent.email)
    page.goto("/parametres/securite/cles/ajouter/")
    page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Confirmer").click()
    page.get_by_label("Me connecter avec cette clé seule").check()
    page.get_by_role("button", name="Enregistrer la clé").click()
    page.wait_for_url("**/codes-de-secours/")

    page.goto("/deconnexion/")
    page.get_by_role("button", name="Me déconnecter").click()
    page.get_by_role("button", name="Se connecter avec une clé d’accès").click()
    page.wait_for_url(re.compile(r":\d+/$"))

    page.goto("/deconnexion/")
    page.get_by_role("button", name="Me déconnecter").click()
    log_in(page, agent.email)
    page.wait_for_url("**/connexion/second-facteur/")
    page.get_by_role("button", name="Utiliser une clé d’accès").click()
    page.wait_for_url(re.compile(r":\d+/$"))


def test_a_demo_button_fills_the_form_and_logs_in_at_once_without_scripts(visitor):
    email = f"agent@{demo_accounts.DOMAIN}"
    UserFactory(email=email, password=demo_accounts.PASSWORD)
    page = visitor()
    page.goto("/connexion/")
    page.get_by_role("button", name=f"Utiliser le compte {email}").click()
    expect(page.get_by_label("Adresse e-mail")).to_have_value(email)
    page.get_by_role("button", name="Afficher").click()
    expect(page.get_by_label("Mot de passe", exact=True)).to_have_attribute("type", "text")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r":\d+/$"))

    plain = visitor(java_script_enabled=False)
    plain.goto("/connexion/")
    expect(plain.get_by_role("button", name="Se connecter avec une clé d’accès")).to_be_hidden()
    plain.get_by_role("button", name=f"Utiliser le compte {email}").click()
    plain.wait_for_url(re.compile(r":\d+/$"))


def test_an_invited_person_begins_on_a_narrow_phone_without_scripts(visitor, link_in, settings, portal_address):
    settings.PUBLIC_BASE_URL = "http://testserver"
    user = UserFactory(invited=True, first_name="Nadia")
    actions.invite(user=user)
    path = link_in(user.email)
    page = visitor(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page.goto(path)
    page.get_by_role("button", name="Continuer").click()
    no_sideways(page)
    page.get_by_label("Mot de passe", exact=True).fill("court")
    page.get_by_label("Confirmez le nouveau mot de passe").fill("court")
    page.get_by_role("button", name="Enregistrer mon mot de passe").click()
    no_sideways(page)
    for label in ("Mot de passe", "Confirmez le nouveau mot de passe"):
        page.get_by_label(label, exact=True).fill("trois cafés au comptoir")
    page.get_by_role("button", name="Enregistrer mon mot de passe").click()
    expect(page.get_by_label("Adresse e-mail")).to_have_value(user.email)
    page.get_by_label("Mot de passe", exact=True).fill("trois cafés au comptoir")
    page.get_by_role("button", name="Se connecter", exact=True).click()
    page.wait_for_url(re.compile(r":\d+/$"))


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1440, "light")])
def test_settings_break_no_rule_of_accessibility(visitor, agent, width, scheme):
    page = visitor(viewport={"width": width, "height": 800}, color_scheme=scheme)
    for path in ("/connexion/", "/mot-de-passe/oublie/"):
        page.goto(path)
        no_sideways(page)
        assert_accessible(page)
    log_in(page, agent.email)
    for path in PAGES:
        page.goto(path)
        no_sideways(page)
        assert_accessible(page)


def test_on_a_narrow_phone_the_settings_tabs_are_boxes_that_may_take_two_lines(visitor):
    user = UserFactory()
    page = visitor(viewport={"width": 360, "height": 740})
    log_in(page, user.email)
    page.goto("/parametres/")
    tabs = page.get_by_role("navigation", name="Paramètres").get_by_role("link")
    boxes = [tab.bounding_box() for tab in tabs.all()]
    assert len({box["y"] for box in boxes}) == 2
    assert all(box["height"] >= 36 and box["x"] + box["width"] <= 344 for box in boxes)
    assert tabs.first.evaluate("it => getComputedStyle(it).borderTopWidth") == "1px"
