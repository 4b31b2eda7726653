"""Three dates picked on the grid by keyboard, at a desk and on a phone; one of them chosen by the partner."""

import re

import pytest
from playwright.sync_api import expect

from portal.core.values import dates
from presales.requests.enums import Status
from tests.browsing import assert_accessible, fits, sign_in
from tests.factories.presales import Tale, tale_at, working_moment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DESK, PHONE = {"width": 1440, "height": 900}, {"width": 360, "height": 740}
SIZES = [DESK, PHONE]
HERE = "document.activeElement.value"


def checked(page) -> None:
    assert fits(page), page.url
    assert_accessible(page)


def address(tale: Tale) -> str:
    return f"/avant-vente/{tale.request.pk}/propositions/"


def tale_for_monday() -> Tale:
    """A request whose wished day is a Monday with four working days behind it."""
    day = dates.week_of(working_moment(10).date())
    while not all(dates.is_working_day(day + dates.ONE_DAY * step) for step in range(5)):
        day += dates.ONE_DAY * 7
    return tale_at("in_progress", wished_on=day)


def enter(page, count: int) -> None:
    page.keyboard.press("Enter" if count % 2 else "Space")
    expect(page.get_by_role("heading", name=f"{count} date{'s' if count > 1 else ''} sur 3")).to_be_visible()


@pytest.mark.parametrize("viewport", SIZES, ids=["desk", "phone"])
def test_three_dates_are_picked_by_keyboard_and_one_is_chosen(visit, viewport, settings):
    settings.UNDO_SECONDS = 600
    tale = tale_for_monday()
    day = tale.request.wished_on
    team = visit(address(tale), as_=tale.expert, viewport=viewport)
    checked(team)
    first = team.locator("[data-slots] button:visible").first
    first.focus()
    assert team.evaluate(HERE) == f"{day}T09:00"
    enter(team, 1)
    assert team.evaluate(HERE) == f"{day}T09:00", "the focus stays where one picks"
    team.keyboard.press("ArrowDown")
    assert team.evaluate(HERE) == f"{day}T10:00", "what is covered is passed over"
    enter(team, 2)
    if viewport == DESK:
        team.keyboard.press("ArrowRight")
        assert team.evaluate(HERE) == f"{day + dates.ONE_DAY}T10:00"
    else:
        team.keyboard.press("End")
    enter(team, 3)
    checked(team)
    team.get_by_role("button", name="Retirer").nth(1).press("Enter")
    expect(team.get_by_role("heading", name="2 dates sur 3")).to_be_visible()
    team.get_by_role("button", name="Proposer 3 créneaux libres").press("Enter")
    expect(team.get_by_role("heading", name="3 dates sur 3")).to_be_visible()
    checked(team)
    team.get_by_role("button", name="Envoyer les 3 dates").press("Enter")
    team.wait_for_url(f"**{tale.request.get_absolute_url()}")
    assert tale.fresh().status == Status.PLANNED

    partner = visit(tale.request.get_absolute_url(), as_=tale.partner, viewport=viewport)
    checked(partner)
    choice = partner.get_by_role("button", name="Choisir ce créneau").nth(1)
    choice.focus()
    partner.keyboard.press("Enter")
    expect(partner.get_by_text("Le rendez-vous est fixé").first).to_be_visible()
    checked(partner)
    assert tale.fresh().chosen == tale.request.slots.order_by("start")[1]
    partner.get_by_role("button", name="Annuler").first.click()
    expect(partner.get_by_role("button", name="Choisir ce créneau").first).to_be_visible()
    assert tale.fresh().status == Status.PLANNED


def test_phone_shows_one_day_at_a_time(visit):
    tale = tale_for_monday()
    page = visit(address(tale), as_=tale.expert, viewport=PHONE)
    shown = page.locator("[data-slots] button:visible")
    days = {value[:10] for value in shown.evaluate_all("all => all.map((each) => each.value)")}
    assert days == {f"{tale.request.wished_on}"}
    wednesday = tale.request.wished_on + 2 * dates.ONE_DAY
    page.locator(f"#jour-{wednesday}").click()
    expect(page.locator(f"#jour-{wednesday}")).to_have_attribute("aria-pressed", "true")
    assert shown.first.get_attribute("value") == f"{wednesday}T09:00"
    checked(page)


def test_picked_dates_follow_into_another_week_and_a_length_changes(visit):
    tale = tale_for_monday()
    page = visit(address(tale), as_=tale.expert, viewport=DESK)
    page.locator("[data-slots] button").first.click()
    expect(page.get_by_role("heading", name="1 date sur 3")).to_be_visible()
    page.get_by_label("Durée de la date 1").select_option("120")
    expect(page.locator(".slot-pick strong")).to_contain_text(re.compile(r"de 9\sh\s00 à 11\sh\s00"))
    page.get_by_role("link", name="Semaine suivante").click()
    page.wait_for_url("**semaine=*")
    expect(page.locator(".slot-pick strong")).to_contain_text(re.compile(r"de 9\sh\s00 à 11\sh\s00"))


def test_three_dates_are_sent_without_scripts(browser, portal_address):
    tale = tale_for_monday()
    context = browser.new_context(base_url=portal_address, java_script_enabled=False)
    sign_in(context, tale.expert, portal_address)
    page = context.new_page()
    page.goto(address(tale))
    page.locator("[data-slots] button").nth(0).click()
    page.get_by_role("heading", name="1 date sur 3").wait_for()
    page.get_by_role("button", name="Proposer 3 créneaux libres").click()
    page.get_by_role("heading", name="3 dates sur 3").wait_for()
    page.get_by_role("button", name="Envoyer les 3 dates").click()
    page.wait_for_url(f"**{tale.request.get_absolute_url()}")
    context.close()
    assert tale.fresh().status == Status.PLANNED
