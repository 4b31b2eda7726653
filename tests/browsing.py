"""A real browser in tests: signing in without the form, the rules of accessibility."""

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client

AXE = Axe()
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],  # what holds is not told in detail: a quarter of the time
}


def sign_in(context, user, address: str) -> None:
    """Give a browser the session of `user`, as if they had logged in."""
    client = Client()
    client.force_login(user)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": address}])


def listen(page, complaints: list[str], *, refusals: bool = False) -> None:
    """Add to `complaints` whatever goes wrong in the page, with the page and the address that it was about.

    With `refusals` an answer 422 (a form with errors) or 404 (a record that went) is none; the browser notes both.
    """

    def note(line) -> None:
        if line.type == "error" and not (refusals and ("422" in line.text or "404" in line.text)):
            complaints.append(f"{page.url}: {line.text} {line.location.get('url', '')}")

    page.on("console", note)
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))


def fits(page) -> bool:
    """Return whether the page, once its styles and fonts are there, is no wider than its window."""
    page.wait_for_load_state("load")
    page.evaluate("document.fonts.ready")
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


SHIFT = """() => new Promise((done) => { let sum = 0;
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) sum += entry.value; })
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 300); })"""


def layout_shift(page) -> float:
    """Return how far the page has moved while it loaded (cumulative layout shift)."""
    return page.evaluate(SHIFT)


# What sticks to an edge covers whichever field has scrolled below it; that is no fault of the field's.
UNSTUCK = """() => { for (const element of document.querySelectorAll("*"))
  if (getComputedStyle(element).position === "sticky") element.style.position = "static"; }"""


# The kinds of elements of a page, in its theme and width: two pages alike in these break the same rules.
LOOK = """() => {
  const kinds = new Set([...document.querySelectorAll("body, body *")].map((element) => [
    element.tagName, element.className.baseVal ?? element.className, element.type ?? "", element.checkVisibility(),
    !element.textContent.trim(), ...element.getAttributeNames().filter((name) => name !== "style").sort(),
  ].join(" ")));
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  return [location.pathname.replace(/[0-9]+/g, "0"), document.documentElement.dataset.theme, dark, innerWidth,
    ...[...kinds].sort()].join("\\n");
}"""
CHECKED: set[str] = set()


def assert_accessible(page, *, options: dict = RULES, context: dict | None = None) -> None:
    """No rule of accessibility is broken on the page as it stands; the report says which otherwise.

    A page whose elements are of the kinds checked before, at the same address, theme and width, is not checked again.
    What is sticky lies in the flow from then on: how far the page is scrolled must not decide.
    """
    page.evaluate(UNSTUCK)
    look = f"{context} {options} {page.evaluate(LOOK)}"
    if look in CHECKED:
        return
    found = AXE.run(page, context=context, options=options)
    assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"
    CHECKED.add(look)
