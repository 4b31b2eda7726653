"""Home and support."""

from django.conf import settings
from django.shortcuts import render

from portal.access.decorators import public, requires
from portal.core import dates
from portal.core.home import blocks_for


@requires()
def home(request):
    """What waits for the reader today."""
    return render(request, "dashboard/home.html", {"blocks": blocks_for(request), "today": dates.today()})


@public("whom to write to when something does not work: also for those who cannot log in")
def support(request):
    """Whom to write to (S14)."""
    return render(
        request, "dashboard/support.html", {"seller": settings.SELLER, "reference": getattr(request, "id", "")}
    )
