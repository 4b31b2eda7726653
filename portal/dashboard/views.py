"""Home page."""

from django.shortcuts import render

from portal.access.decorators import requires
from portal.core.plugs.home import blocks_for
from portal.core.values import dates


@requires()
def home(request):
    """Today's work of the reader."""
    return render(request, "dashboard/home.html", {"blocks": blocks_for(request), "today": dates.today()})
