"""News from draft to reader in a real browser (D14): written and published by the back-office, read by a partner."""

import pytest
from playwright.sync_api import expect

from portal.access.roles import Role
from portal.news.models import News
from tests.browsing import assert_accessible, fits
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SIZES = [{"width": 1440, "height": 900}, {"width": 360, "height": 740}]
TITLE = "Nouveaux tarifs en janvier"


def checked(page) -> None:
    assert fits(page), page.url
    assert_accessible(page)


@pytest.mark.parametrize("viewport", SIZES, ids=["desk", "phone"])
def test_from_a_draft_to_its_reader(visit, viewport):
    writer, partner = UserFactory(back_office=True), UserFactory(role=Role.PARTNER)
    desk = visit("/admin/news/news/add/", as_=writer)
    desk.locator("#id_title").fill(TITLE)
    desk.locator("#id_summary").fill("Ils changent le premier janvier.")
    desk.locator("textarea[name=body]").fill("Les **tarifs** changent.")
    desk.get_by_role("button", name="Enregistrer", exact=True).click()
    desk.wait_for_url("**/admin/news/news/")
    assert News.objects.get().is_draft

    reader = visit("/actualites/", as_=partner, viewport=viewport)
    assert TITLE not in reader.content()
    checked(reader)

    desk.get_by_role("checkbox").nth(1).check()
    desk.locator("select[name=action]").select_option("publish_selected")
    desk.locator("button[name=index]").click()
    expect(desk.locator(".messagelist")).to_be_visible()
    assert not News.objects.get().is_draft

    reader.reload()
    checked(reader)
    unread = reader.get_by_text("Non lue", exact=True)
    expect(unread).to_be_visible()
    expect(reader.locator("a[href='/actualites/'] .nav__count").first).to_have_text("1")
    reader.get_by_role("link", name=TITLE).focus()
    reader.keyboard.press("Enter")
    reader.wait_for_url("**/actualites/*/")
    checked(reader)
    expect(reader.locator("strong", has_text="tarifs")).to_be_visible()
    reader.get_by_role("link", name="Actualités").first.click()
    reader.wait_for_url("**/actualites/")
    expect(reader.get_by_role("heading", name=TITLE)).to_be_visible()
    expect(reader.get_by_text("Non lue", exact=True)).to_have_count(0)
    expect(reader.locator("a[href='/actualites/'] .nav__count")).to_have_count(0)
