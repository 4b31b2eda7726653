"""`À faire`, the page that people start from."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from portal.access.decorators import requires
from portal.access.shell import is_client
from portal.core.plugs.home import blocks_for
from portal.core.values import dates
from portal.dashboard import board, client
from portal.dashboard.first_steps import steps_for

CONTENT = "accueil"


@requires()
@require_safe
def home(request):
    """What waits for the reader and for others, then the blocks of their rooms; htmx gets the content alone.

    A client finds their own space.
    """
    if is_client(request.user):
        return client.home(request)
    context = board.context_of(request) | {"blocks": blocks_for(request), "today": dates.today(), "content": CONTENT}
    if not context["mine"].lines:
        context["first_steps"] = steps_for(request.user)
    is_part = bool(request.htmx) and request.htmx.target == CONTENT
    return render(request, "dashboard/_home.html" if is_part else "dashboard/home.html", context | {"is_part": is_part})


@requires()
@require_safe
def former_board(request):
    """Lead from the address that `À faire` had before it was the home page."""
    query = request.META.get("QUERY_STRING", "")
    return redirect(f"{reverse('dashboard:home')}{'?' if query else ''}{query}")
