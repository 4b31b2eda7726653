"""A contract sold, signed by SMS and confirmed, as the people concerned live it."""

import re

import pytest
from playwright.sync_api import expect

from contracts.models import Contract
from contracts.sales.enums import SigningChannel, Status
from tests.journeys.conftest import newest_code, newest_link

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SCREENS = [(1440, "light"), (360, "dark")]


def other_than(code: str) -> str:
    """A wrong code that looks right."""
    return f"{(int(code.replace(' ', '')) + 1) % 1_000_000:06d}"


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_sold_signed_and_confirmed_with_the_keyboard_alone(person, office, worker, width, scheme):
    agent = person(width=width, scheme=scheme)
    phone = person(width=360)
    agent.log_in(office["agent"].email)
    agent.check_rules()
    agent.press(agent.page.get_by_role("link", name="Nouveau contrat").last)
    expect(agent.page.get_by_role("heading", name="Nouveau contrat")).to_be_visible()
    agent.check_rules()

    fill_with_keyboard(agent)
    agent.press(agent.page.get_by_role("button", name=re.compile("Faire signer")))
    code_field = agent.page.get_by_label("Code reçu par SMS")
    expect(code_field).to_be_visible()
    agent.check_rules()

    agent.type_into("Code reçu par SMS", other_than(newest_code(phone)))
    agent.page.keyboard.press("Enter")
    expect(agent.page.get_by_text("Code incorrect")).to_be_visible()
    expect(agent.page.get_by_text("Un nouveau code vient de partir")).to_be_visible()

    wait_for_new_code(agent, phone)
    agent.type_into("Code reçu par SMS", newest_code(phone))
    agent.page.keyboard.press("Enter")
    expect(agent.page.get_by_role("heading", name=re.compile("Félicitations"))).to_be_visible()
    expect(agent.page.get_by_text("En attente back-office")).to_be_visible()
    agent.check_rules()

    confirm_with_keyboard(person(width=width, scheme=scheme), office["back_office"])
    contract = Contract.objects.get()
    assert contract.status == Status.VALIDATED
    assert contract.signature_channel == SigningChannel.AGENT

    phone.open("/demo/messagerie/?a=camille@exemple.example")
    expect(phone.page.get_by_text(f"Votre contrat {contract.number} est signé").first).to_be_visible()
    phone.check_rules()


def fill_with_keyboard(agent) -> None:
    agent.press(agent.page.get_by_role("radio", name="Particulier"), "Space")
    agent.press(agent.page.get_by_role("radio", name="Madame"), "Space")
    agent.type_into("Nom", "Perrin")
    agent.type_into("Prénom", "Camille")
    agent.type_into("Date de naissance", "1/2/1980")
    agent.type_into("Adresse", "8 rue de l’Église")
    agent.type_into("Code postal", "69 002")
    agent.type_into("Ville", "Lyon")
    agent.page.keyboard.press("Enter")
    agent.press(agent.page.get_by_role("radio", name=re.compile("Sérénité")), "Space")
    start = agent.page.get_by_label("Date de début", exact=True)
    agent.tab_to(start)
    start.fill(a_start_date())
    origin = agent.page.get_by_label("Origine du contact", exact=True)
    agent.tab_to(origin)
    agent.page.keyboard.press("ArrowDown")
    agent.press(agent.page.get_by_role("button", name="Continuer"))
    agent.type_into("Mobile", "06.12.34.56.78")
    agent.type_into("E-mail", "camille@exemple.example")


def a_start_date() -> str:
    from datetime import timedelta

    from portal.core.values import dates

    return (dates.today() + timedelta(days=7)).isoformat()


def wait_for_new_code(agent, phone) -> None:
    """The SMS of the second code is on its way: the page shows how far it got."""
    expect(agent.page.get_by_label("Code reçu par SMS")).to_be_visible()
    for _ in range(50):
        phone.open("/demo/messagerie/?a=0612345678")
        if phone.page.get_by_text("est votre code").count() >= 2:
            return
        phone.page.wait_for_timeout(100)
    raise AssertionError("the second SMS never came")


def confirm_with_keyboard(office, user) -> None:
    office.log_in(user.email)
    office.check_rules()
    office.open("/back-office/")
    expect(office.page.get_by_text("Camille Perrin")).to_be_visible()
    office.check_rules()
    office.press(office.page.get_by_role("link", name="Camille Perrin"))
    office.press(office.page.get_by_role("link", name="Noter un appel"))
    office.press(office.page.get_by_role("radio", name="Joint, le client confirme"), "Space")
    office.press(office.page.get_by_role("button", name="Noter l’appel"))
    expect(office.page.get_by_text("L’appel est noté")).to_be_visible()
    office.check_rules()
    office.press(office.page.get_by_role("button", name="Valider la souscription"))
    expect(office.page.get_by_text("est validé")).to_be_visible()


def test_signed_on_the_clients_own_phone_without_scripts(person, office, worker):
    agent = person(scripts=False)
    agent.log_in(office["agent"].email)
    agent.open("/contrats/nouveau/")
    fill_by_label(agent.page)
    agent.page.get_by_role("button", name=re.compile("Faire signer")).click()
    expect(agent.page.get_by_label("Code reçu par SMS")).to_be_visible()

    phone = person(width=360, scripts=False)
    link = newest_link(phone)
    code = newest_code(phone)
    phone.open(link)
    assert "Camille" not in phone.page.content()
    phone.page.get_by_label("Votre date de naissance").fill("01 02 1980")
    phone.page.get_by_role("button", name="Continuer").click()
    expect(phone.page.get_by_role("link", name="Télécharger le PDF")).to_be_visible()
    phone.check_rules()
    phone.page.get_by_label("Code reçu par SMS").fill(code)
    phone.page.get_by_role("button", name="Signer le contrat").click()
    expect(phone.page.get_by_role("heading", name="Merci, votre contrat est signé")).to_be_visible()
    phone.check_rules()

    contract = Contract.objects.get()
    assert contract.status == Status.AWAITING_BACK_OFFICE
    assert contract.signature_channel == SigningChannel.CLIENT
    agent.page.get_by_label("Code reçu par SMS").fill(code)
    agent.page.get_by_role("button", name="Signer le contrat").click()
    expect(agent.page.get_by_role("heading", name=re.compile("Félicitations"))).to_be_visible()


def fill_by_label(page) -> None:
    page.get_by_role("radio", name="Madame").check()
    for label, text in {
        "Nom": "Perrin",
        "Prénom": "Camille",
        "Date de naissance": "01/02/1980",
        "Mobile": "+33 6 12 34 56 78",
        "E-mail": "camille@exemple.example",
        "Adresse": "8 rue de l’Église",
        "Code postal": "69002",
        "Ville": "Lyon",
        "Date de début": a_start_date(),
    }.items():
        page.get_by_label(label, exact=True).fill(text)
    page.get_by_role("radio", name=re.compile("Sérénité")).check()
    page.get_by_label("Origine du contact", exact=True).select_option(label="Rendez-vous")


def test_a_form_with_errors_says_so_on_top_and_at_each_field_and_keeps_what_was_typed(person, office):
    agent = person(width=360)
    agent.log_in(office["agent"].email)
    agent.open("/contrats/nouveau/")
    agent.page.get_by_label("Nom", exact=True).fill("Perrin")
    agent.page.get_by_role("heading", name="La signature").click()
    agent.page.get_by_label("Mobile", exact=True).fill("04 72 00 00 00")
    agent.page.get_by_role("button", name=re.compile("Faire signer")).click()
    alert = agent.page.get_by_role("alert")
    expect(alert).to_contain_text("C’est un téléphone fixe")
    expect(alert).to_contain_text("À compléter")
    expect(agent.page.get_by_label("Prénom", exact=True)).to_be_visible()
    alert.get_by_role("link", name=re.compile("téléphone fixe")).click()
    expect(agent.page.get_by_label("Mobile", exact=True)).to_be_focused()
    expect(agent.page.get_by_label("Nom", exact=True)).to_have_value("Perrin")
    agent.check_rules()
    assert Contract.objects.get().last_name == "Perrin"
