"""Dates and files look and speak as the portal does, whatever language the browser has."""

import pytest
from playwright.sync_api import expect

from tests.browsing import assert_accessible
from tests.factories.accounts import UserFactory
from tests.factories.contracts import ContractFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_dates_are_written_day_first_in_an_english_browser(visit):
    page = visit("/_ui/", locale="en-US")
    date = page.get_by_label("Date de début").first
    expect(date).to_have_attribute("placeholder", "JJ/MM/AAAA")
    date.fill("2/12/2030")
    expect(page.locator(".date-field").first.get_by_role("button", name="Choisir dans le calendrier")).to_be_visible()
    assert_accessible(page, context={"include": [".date-field"]})


def test_day_chosen_in_the_calendar_is_written_into_the_field(visit):
    page = visit("/_ui/")
    heard = "window.heard = []; addEventListener('change', (event) => heard.push(event.target.value))"
    page.evaluate(heard)
    page.locator(".date-field__calendar").first.evaluate(
        "(day) => { day.value = '2030-12-02'; day.dispatchEvent(new Event('change')) }"
    )
    expect(page.get_by_label("Date de début").first).to_have_value("02/12/2030")
    assert page.evaluate("heard") == ["02/12/2030"]


def test_filtered_list_has_the_same_address_as_without_scripts(visit):
    agent = UserFactory()
    ContractFactory(awaiting_client=True, owner=agent)
    page = visit("/contrats/", as_=agent)
    name = page.locator(".date-field > input[name]").first.get_attribute("name")
    sent = page.locator(".date-field > input[name]").first.evaluate(
        "(input) => { input.value = '2/1/2026'; return new FormData(input.form).get(input.name) }"
    )
    assert (sent, bool(name)) == ("2026-01-02", True)
    page.goto(page.url.split("?")[0] + f"?{name}=2026-01-02")
    expect(page.locator(f".date-field > input[name={name}]").first).to_have_value("02/01/2026")


def test_chosen_file_is_named_in_the_portal_s_words(visit, tmp_path):
    page = visit("/_ui/", locale="en-US")
    field = page.locator(".file-field").first
    expect(field).to_contain_text("Aucun fichier choisi")
    paper = tmp_path / "piece.pdf"
    paper.write_bytes(b"%PDF-1.4")
    field.locator("input").set_input_files(paper)
    expect(field).to_contain_text("piece.pdf")
    assert_accessible(page, context={"include": [".file-field"]})


def test_without_scripts_the_browser_s_own_fields_are_there(visit):
    page = visit("/_ui/", java_script_enabled=False)
    expect(page.get_by_label("Date de début").first).to_have_attribute("type", "date")
    expect(page.locator("input[type=file]").first).to_be_visible()
