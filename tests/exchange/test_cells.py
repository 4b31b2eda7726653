"""Cells changed in their row: by whom, what is refused, two people at once, and by keyboard."""

import pytest
from playwright.sync_api import expect

from crm.prospects.actions import starting
from crm.prospects.enums import Step
from portal.access.roles import Role
from presales.models import Opportunity
from presales.opportunities.enums import Stage
from tests.browsing import assert_accessible
from tests.factories.accounts import UserFactory
from tests.factories.presales import OpportunityFactory
from tests.factories.prospects import prospect

HTMX = {"HX-Request": "true", "HX-Target": ""}
PROBABILITY, STEP = "probabilite", "etape"


@pytest.fixture
def agent():
    return UserFactory(extra_rights=["myb.opportunites"])


@pytest.fixture
def client_row(agent):
    return prospect(by=agent, company_name="Atelier Vercors")


def cell(row, column) -> str:
    return f"/prospects/{row.pk}/case/{column}/"


def headers(query="affichage=lignes") -> dict:
    return HTMX | {"HX-Current-URL": f"http://testserver/prospects/?{query}"}


def send(desk, row, column, value, version=None):
    version = row.follow_up.version if version is None else version
    return desk.post(cell(row, column), {"valeur": value, "version": version}, headers=headers())


@pytest.mark.django_db
def test_saved_cell_answers_its_row_as_the_list_shows_it(login, agent, client_row):
    desk = login(agent)
    whole = desk.get("/prospects/?affichage=lignes").content.decode()
    assert f'hx-get="{cell(client_row, STEP)}"' in whole
    assert f'href="/prospects/{client_row.pk}/suivi/"' in whole
    answer = send(desk, client_row, STEP, Step.OFFER)
    assert (answer.headers["HX-Retarget"], answer.headers["HX-Reswap"]) == ("closest tr", "outerHTML")
    client_row.follow_up.refresh_from_db()
    assert client_row.follow_up.step == Step.OFFER
    reloaded = desk.get("/prospects/?affichage=lignes").content.decode()
    assert answer.content.decode().strip() in reloaded


@pytest.mark.django_db
def test_bad_value_is_told_at_the_cell_and_kept(login, agent, client_row):
    answer = send(login(agent), client_row, PROBABILITY, "140 ou plus")
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "140 ou plus" in text
    assert "field__error" in text


@pytest.mark.django_db
@pytest.mark.parametrize("column", [PROBABILITY, STEP])
def test_second_of_two_people_reads_what_is_there_and_may_replace_it(login, agent, client_row, column):
    choices = [step.value for step in Step]
    first, second = ("40", "60") if column == PROBABILITY else choices[1:3]
    desk, version = login(agent), client_row.follow_up.version
    assert send(desk, client_row, column, first, version).status_code == 200
    late = send(desk, client_row, column, second, version)
    assert late.status_code == 409
    text = late.content.decode()
    assert "a changé entre-temps" in text
    assert "Valeur actuelle" in text
    client_row.follow_up.refresh_from_db()
    assert f'value="{client_row.follow_up.version}"' in text
    assert send(desk, client_row, column, second).status_code == 200


@pytest.mark.django_db
def test_missing_or_foreign_version_saves_nothing(login, agent, client_row):
    desk = login(agent)
    before = client_row.follow_up.probability
    for version in ("", "abc", "-1", str(2**40)):
        assert send(desk, client_row, PROBABILITY, "55", version).status_code == 422
    client_row.follow_up.refresh_from_db()
    assert client_row.follow_up.probability == before


@pytest.mark.django_db
def test_only_those_who_may_change_it_are_offered_it(login, agent, client_row):
    assert login(UserFactory()).get(cell(client_row, STEP), headers=headers()).status_code == 404
    starting.drop(client=client_row, by=agent)
    desk = login(agent)
    assert desk.get(cell(client_row, STEP), headers=headers()).status_code == 403
    assert cell(client_row, STEP) not in desk.get("/prospects/?affichage=lignes").content.decode()
    colleague = OpportunityFactory()
    team = login(UserFactory(role=Role.PRESALES))
    assert "/case/" not in team.get("/opportunites/?affichage=lignes").content.decode()
    assert team.post(f"/opportunites/{colleague.pk}/case/etape/", headers=headers()).status_code == 403


@pytest.mark.django_db
def test_without_scripts_the_link_leads_to_the_form(login, agent, client_row):
    answer = login(agent).get(cell(client_row, STEP))
    assert (answer.status_code, answer.url) == (302, f"/prospects/{client_row.pk}/suivi/")


@pytest.mark.django_db
def test_empty_amount_and_stage_of_an_opportunity(login, agent):
    row = OpportunityFactory(owner=agent, organisation=agent.organisation, amount=500)
    desk = login(agent)

    def put(column, value):
        version = Opportunity.objects.get(pk=row.pk).version
        url = f"/opportunites/{row.pk}/case/{column}/"
        return desk.post(url, {"valeur": value, "version": version}, headers=headers()).status_code

    assert put("montant", "") == put("etape", Stage.QUALIFIED) == put("probabilite", "35") == 200
    row.refresh_from_db()
    assert (row.amount, row.stage, row.probability) == (None, Stage.QUALIFIED, 35)
    assert put("etape", "inconnue") == 422


@pytest.mark.django_db
def test_a_cell_costs_few_queries(login, agent, client_row, django_assert_max_num_queries):
    desk = login(agent)
    desk.get("/prospects/?affichage=lignes")
    with django_assert_max_num_queries(4):
        desk.get(cell(client_row, STEP), headers=headers())


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [1440, 360])
def test_cells_are_changed_by_keyboard(visit, agent, client_row, width):
    page = visit("/prospects/?affichage=lignes", as_=agent, viewport={"width": width, "height": 900}, refusals=True)
    step = page.locator(f"a[hx-get='{cell(client_row, STEP)}']")
    step.press("Enter")
    choice = page.get_by_label("Étape, Atelier Vercors")
    expect(choice).to_be_focused()
    assert_accessible(page)
    choice.press("Escape")
    expect(step).to_be_focused()
    step.press("Enter")
    expect(choice).to_be_focused()
    choice.select_option(Step.OFFER)
    expect(step).to_contain_text(str(Step.OFFER.label))
    expect(step).to_be_focused()
    expect(page.locator("[data-said]")).to_have_text("Enregistré.")
    probability = page.locator(f"a[hx-get='{cell(client_row, PROBABILITY)}']")
    probability.press("Enter")
    field = page.get_by_label("Probabilité (%), Atelier Vercors")
    expect(field).to_be_focused()
    field.fill("140")
    field.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    assert_accessible(page)
    field.fill("35")
    field.press("Enter")
    expect(probability).to_contain_text("35")
    expect(probability).to_be_focused()
    client_row.follow_up.refresh_from_db()
    assert (client_row.follow_up.step, client_row.follow_up.probability) == (Step.OFFER, 35)
