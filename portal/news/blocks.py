"""News on the home page."""

from django.template.loader import render_to_string

from portal.core.values import dates
from portal.news import queries

SHOWN = 3


def latest(request) -> str:
    """The last three, empty where nothing was ever written for this reader."""
    news = queries.latest_for(request.user, dates.now(), count=SHOWN)
    return render_to_string("news/home.html", {"news": news}, request=request) if news else ""
