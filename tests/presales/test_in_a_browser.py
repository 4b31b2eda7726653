"""A partner and the team in a real browser: on a desk and on a phone, by keyboard, without scripts."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from portal.core.values import dates
from presales.models import PresalesRequest
from presales.requests.enums import Status
from tests.browsing import assert_accessible, fits, sign_in
from tests.factories.presales import ExpertFactory, OpportunityFactory, tale_at, working_moment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SIZES = [{"width": 1440, "height": 900}, {"width": 360, "height": 740}]


def checked(page) -> None:
    assert fits(page), page.url
    assert_accessible(page)


@pytest.mark.parametrize("viewport", SIZES, ids=["desk", "phone"])
def test_from_an_opportunity_to_a_meeting(visit, viewport):
    opportunity, expert = OpportunityFactory(title="Équiper l’atelier"), ExpertFactory()
    partner = visit(opportunity.get_absolute_url(), as_=opportunity.owner, viewport=viewport)
    checked(partner)
    partner.locator("summary", has_text="Actions").focus()
    partner.keyboard.press("Enter")
    partner.get_by_role("link", name="Demande avant-vente", exact=True).click()
    partner.get_by_label("Descriptif de l’intervention").fill("Montrer l’outil à l’atelier")
    partner.get_by_label("À distance, en visioconférence").check()
    expect(partner.get_by_label("Lieu")).to_be_hidden()
    partner.get_by_label("Sur site").check()
    partner.get_by_label("Lieu").fill("3 rue de la Bourse, Saint-Nazaire")
    partner.get_by_label("Date souhaitée").fill(f"{working_moment(10):%Y-%m-%d}")
    checked(partner)
    partner.get_by_role("button", name="Envoyer la demande").click()
    expect(partner.get_by_text("A traiter").first).to_be_visible()
    checked(partner)

    team = visit("/avant-vente/file/", as_=expert, viewport=viewport)
    checked(team)
    team.get_by_role("button", name="Accepter").click()
    team.get_by_role("link", name="Proposer trois dates").click()
    checked(team)
    team.get_by_role("button", name="Proposer 3 créneaux libres").click()
    expect(team.get_by_role("heading", name="3 dates sur 3")).to_be_visible()
    checked(team)
    team.get_by_role("button", name="Envoyer les 3 dates").click()
    team.wait_for_url("**/avant-vente/*/")
    checked(team)

    partner.reload()
    checked(partner)
    partner.get_by_role("button", name="Choisir ce créneau").nth(1).focus()
    partner.keyboard.press("Enter")
    expect(partner.get_by_role("link", name="Ajouter à mon agenda")).to_be_visible()
    checked(partner)
    item = PresalesRequest.objects.get()
    assert item.status == Status.DONE
    assert item.chosen == item.slots.order_by("start")[1]


@pytest.mark.parametrize("viewport", SIZES, ids=["desk", "phone"])
def test_lists_week_and_agenda_fit_and_can_be_read_by_all(visit, viewport):
    tale = tale_at("planned")
    day = tale.request.slots.order_by("start")[0].start
    team = visit(f"/avant-vente/semaine/?du={day:%Y-%m-%d}", as_=tale.expert, viewport=viewport)
    checked(team)
    partner = visit("/avant-vente/?vue=tout", as_=tale.partner, viewport=viewport)
    for path in ("/avant-vente/?vue=tout", "/opportunites/?vue=tout", "/avant-vente/agenda/", "/avant-vente/nouvelle/"):
        partner.goto(path)
        checked(partner)
    partner.goto(f"/avant-vente/{tale.request.pk}/autres-dates/")
    checked(partner)


def test_without_scripts_the_place_is_asked_for_by_the_server(browser, portal_address):
    opportunity = OpportunityFactory()
    context = browser.new_context(base_url=portal_address, java_script_enabled=False)
    sign_in(context, opportunity.owner, portal_address)
    page = context.new_page()
    page.goto(f"/avant-vente/nouvelle/?opportunite={opportunity.pk}")
    page.get_by_label("Descriptif de l’intervention").fill("Montrer l’outil")
    page.get_by_label("Sur site").check()
    page.get_by_label("Date souhaitée").fill(f"{working_moment(10):%Y-%m-%d}")
    page.get_by_role("button", name="Enregistrer le brouillon").click()
    expect(page.get_by_text("Sur site, indiquez le lieu").first).to_be_visible()
    page.get_by_label("Lieu").fill("Saint-Nazaire")
    page.get_by_role("button", name="Enregistrer le brouillon").click()
    page.wait_for_url("**/avant-vente/*/")
    context.close()
    assert PresalesRequest.objects.get().place == "Saint-Nazaire"


@pytest.mark.parametrize("viewport", SIZES, ids=["desk", "phone"])
def test_a_day_on_which_few_people_work_is_told_as_soon_as_it_is_chosen(visit, viewport):
    opportunity, sunday = OpportunityFactory(), dates.week_of(dates.today()) + timedelta(days=13)
    address = f"/avant-vente/nouvelle/?opportunite={opportunity.pk}"
    page = visit(address, as_=opportunity.owner, viewport=viewport)
    page.get_by_label("Date souhaitée").fill(sunday.isoformat())
    page.get_by_label("Date souhaitée").blur()
    page.get_by_text("n’est pas un jour ouvré").wait_for()
    checked(page)
    page.get_by_label("Date souhaitée").fill(f"{working_moment(10):%Y-%m-%d}")
    page.get_by_label("Date souhaitée").blur()
    page.get_by_text("n’est pas un jour ouvré").wait_for(state="detached")


@pytest.mark.parametrize("viewport", SIZES, ids=["desk", "phone"])
def test_a_request_is_given_to_a_colleague(visit, viewport):
    tale, colleague = tale_at("planned"), ExpertFactory(first_name="Ines", last_name="Moreau")
    page = visit(tale.request.get_absolute_url(), as_=tale.expert, viewport=viewport)
    checked(page)
    page.get_by_role("link", name="Confier à…").click()
    checked(page)
    page.get_by_label("Intervenant").select_option("Ines Moreau")
    page.get_by_role("button", name="Confier la demande").click()
    page.get_by_text("La demande est confiée à Ines Moreau.").wait_for()
    assert tale.fresh().handler == colleague


@pytest.mark.parametrize("status", ["draft", "to_do", "planned"])
def test_an_open_menu_of_actions_fits_a_phone(visit, status):
    tale = tale_at(status)
    page = visit(tale.request.get_absolute_url(), as_=tale.partner, viewport=SIZES[1])
    for address in (tale.request.get_absolute_url(), tale.opportunity.get_absolute_url()):
        page.goto(address)
        menu = page.locator("details.menu-of-actions")
        menu.locator("summary").click()
        assert fits(page), address
        page.keyboard.press("Escape")
        expect(menu).not_to_have_attribute("open", "")
        menu.locator("summary").click()
        page.get_by_role("heading", level=1).click()
        expect(menu).not_to_have_attribute("open", "")
