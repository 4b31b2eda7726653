"""The administration in a real browser: what Django gives, held to the rules of accessibility of our own pages."""

import pytest
from playwright.sync_api import expect

from tests.browsing import RULES, assert_accessible, fits
from tests.factories.accounts import UserFactory
from tests.factories.contracts import ContractFactory
from tests.factories.library import CategoryFactory
from tests.factories.news import NewsFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Let pass: the empty head over Django's own column of inlines, and the text within Select2's box, which the box names.
# Axe need not fetch style sheets again, which the policy of contents refuses.
OPTIONS = RULES | {"preload": False, "rules": {"empty-table-header": {"enabled": False}}}
EXCEPT = {"exclude": [[".select2-selection__rendered"]]}
LISTS = [
    "accounts/user",
    "accounts/organisation",
    "audit/event",
    "catalog/document",
    "catalog/documentcategory",
    "catalog/product",
    "contracts/contract",
    "crm/client",
    "documents/storedfile",
    "messaging/message",
    "news/news",
]
FORMS = ["accounts/user/add", "catalog/document/add", "catalog/product/add", "news/news/add"]


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (360, "dark")])
def test_no_page_of_the_administration_breaks_a_rule(visit, back_office, width, scheme):
    contract = ContractFactory(awaiting_client=True)
    CategoryFactory()
    NewsFactory()
    page = visit("/admin/", as_=back_office, viewport={"width": width, "height": 900}, color_scheme=scheme)
    own = [f"contracts/contract/{contract.pk}/change", f"accounts/user/{contract.owner_id}/change"]
    UserFactory(organisation=contract.owner.organisation, email=f"{'marie.antoinette' * 3}@equipe.exemple.fr")
    own.append(f"accounts/user/{contract.owner_id}/depart")
    for path in ("", "contracts", *LISTS, *FORMS, *own):
        answer = page.goto(f"/admin/{path}/".replace("//", "/"))
        assert answer.ok, path
        assert_accessible(page, context=EXCEPT, options=OPTIONS)
        assert fits(page), page.url


@pytest.mark.parametrize("width", [360, 768])
def test_on_a_small_screen_each_row_is_a_card_and_the_filters_open_over_the_list(visit, back_office, width):
    contract = ContractFactory(awaiting_back_office=True)
    ContractFactory(awaiting_client=True)
    phone = {"viewport": {"width": width, "height": 740}, "java_script_enabled": False}
    page = visit("/admin/contracts/contract/", as_=back_office, **phone)
    results = page.locator("#changelist-form .results")
    assert results.evaluate("it => it.scrollWidth <= it.clientWidth")
    cell = page.locator("#result_list tbody td.field-status").first
    assert cell.evaluate("it => getComputedStyle(it, '::before').content") == '"Statut"'
    choice = page.locator("#changelist-filter").get_by_role("link", name="En attente back-office")
    expect(choice).to_be_hidden()
    page.get_by_role("link", name="Filtrer").click()
    choice.click()
    expect(page.get_by_text("La liste est filtrée.")).to_be_visible()
    expect(choice).to_be_hidden()
    expect(page.locator("#result_list tbody th")).to_have_text([contract.number])
