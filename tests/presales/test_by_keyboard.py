"""A partner who only has a keyboard: from the list to the meeting, without touching anything else."""

import pytest
from playwright.sync_api import expect

from presales.models import PresalesRequest
from presales.requests.actions import handling
from presales.requests.enums import Status
from tests.browsing import assert_accessible
from tests.factories.presales import ExpertFactory, OpportunityFactory, three, working_moment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MOST_TABS = 200
SIZES = [{"width": 1440, "height": 900}, {"width": 360, "height": 740}]
# What a screen reader would say of where the focus is, and whether somebody sees it there.
HERE = """() => {
  const here = document.activeElement;
  const words = [...(here.labels || [])].map((label) => label.innerText);
  const box = here.getBoundingClientRect(), style = getComputedStyle(here);
  const seen = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  const around = here.closest(".choice") ? getComputedStyle(here.closest(".choice")) : style;
  const marked = [style, around].some((each) => each.outlineStyle !== "none" || each.boxShadow !== "none");
  return { name: [here.getAttribute("aria-label"), ...words, here.innerText].filter(Boolean).join(" "), seen, marked };
}"""


def reach(page, name: str) -> None:
    """Press Tab until the focus stands on what is called `name`, and is seen there."""
    passed = []
    for _press in range(MOST_TABS):
        page.keyboard.press("Tab")
        here = page.evaluate(HERE)
        if name in here["name"]:
            assert here["marked"], f"nothing shows that the focus is on {name}"
            assert comes_into_sight(page), f"{name} is focused out of sight"
            return
        passed.append(here["name"][:40])
    raise AssertionError(f"{name} is not reached by Tab: {passed}")


def comes_into_sight(page) -> bool:
    """Whether what has the focus is on the screen, once the page has scrolled to it."""
    for _look in range(30):
        if page.evaluate(HERE)["seen"]:
            return True
        page.wait_for_timeout(100)
    return False


def press(page, name: str, key: str = "Enter") -> None:
    reach(page, name)
    page.keyboard.press(key)


def follow(page, name: str, address: str) -> None:
    """Press a link or a button that leads to a page at `address`."""
    reach(page, name)
    with page.expect_navigation(url=address):
        page.keyboard.press("Enter")
    assert_accessible(page)


@pytest.mark.parametrize("viewport", SIZES, ids=["desk", "phone"])
def test_from_the_list_to_the_meeting(visit, viewport):
    opportunity, expert = OpportunityFactory(title="Équiper l’atelier"), ExpertFactory()
    page = visit("/avant-vente/?vue=tout", as_=opportunity.owner, viewport=viewport)
    follow(page, "Nouveau", "**/avant-vente/nouvelle/")
    press(page, "Équiper l’atelier", "Space")
    follow(page, "Valider la sélection", "**/avant-vente/nouvelle/?opportunite=*")
    reach(page, "Descriptif de l’intervention")
    page.keyboard.type("Montrer l’outil")
    reach(page, "Sur site")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("À distance, en visioconférence")).to_be_checked()
    reach(page, "Date souhaitée")
    page.keyboard.type(f"{working_moment(10):%d/%m/%Y}")
    follow(page, "Envoyer la demande", "**/avant-vente/*/")

    made = PresalesRequest.objects.get()
    assert (made.status, made.wished_on) == (Status.TO_DO, working_moment(10).date())
    handling.accept(request=made, by=expert)
    handling.propose(request=made, proposals=three(expert), by=expert)
    page.reload()
    reach(page, "Choisir ce créneau")
    follow(page, "Choisir ce créneau", "**/avant-vente/*/")
    agreed = PresalesRequest.objects.get()
    assert (agreed.status, agreed.chosen) == (Status.DONE, agreed.slots.order_by("start")[1])
