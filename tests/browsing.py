"""A real browser in tests: signing in without the form, the rules of accessibility."""

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def sign_in(context, user, address: str) -> None:
    """Give a browser the session of `user`, as if they had logged in."""
    client = Client()
    client.force_login(user)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": address}])


def assert_accessible(page) -> None:
    """No rule of accessibility is broken on the page as it stands; the report says which otherwise."""
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()
