"""Home."""

from django.shortcuts import render

from portal.access.decorators import requires
from portal.core.plugs.home import blocks_for
from portal.core.values import dates


@requires()
def home(request):
    """What waits for the reader today."""
    return render(request, "dashboard/home.html", {"blocks": blocks_for(request), "today": dates.today()})
