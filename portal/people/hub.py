"""`Vue d’ensemble` of the administration: every page where the back-office keeps something up to date."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.core.plugs.administration import pages_for


@requires(Permission.PEOPLE)
@require_safe
def index(request):
    """The pages of the administration; Django's own stands last, for those who may open it."""
    return render(request, "people/hub.html", {"pages": pages_for(request.user)})
