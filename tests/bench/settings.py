"""The production settings, with the floor's two pages and a header that says how many queries a page asked."""

from portal import settings
from portal.settings import *  # noqa: F403 - all of them

ROOT_URLCONF = "tests.bench.urls"
STATIC_ROOT = settings.VAR_DIR / "static"
MIDDLEWARE = ["tests.bench.middleware.CountQueries", *settings.MIDDLEWARE]
