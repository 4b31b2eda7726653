"""The theme switch without scripts, and the gallery of components.

`portal.access` stands above this app, so the views carry by hand what its `@public` would give them.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from portal.core.values.local_path import next_of
from portal.ui import gallery as samples
from portal.ui.context_processors import THEME_COOKIE, THEMES

YEAR = 365 * 24 * 3600


@login_not_required
@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Store the chosen theme in a cookie and redirect back."""
    theme = request.POST.get("theme", "")
    if theme not in THEMES:
        return HttpResponseBadRequest()
    response = redirect(next_of(request))
    response.set_cookie(THEME_COOKIE, theme, max_age=YEAR, samesite="Lax", secure=request.is_secure())
    return response


@login_not_required
@require_safe
def demo_filling(request: HttpRequest) -> HttpResponse:
    """Progress of the demonstration data; empty once it is complete, which stops the polling."""
    return render(request, "layouts/_filling.html")


@login_not_required
@require_safe
def gallery(request: HttpRequest, frame: str = "gallery") -> HttpResponse:
    """Every component in every state, with made-up data only; the other frames show the other layouts."""
    messages.success(request, samples.SENT)
    messages.error(request, samples.REFUSED)
    return render(request, f"ui/{frame}.html", samples.context())


set_theme.access = ("public", "a display preference of the browser, kept in a cookie")
demo_filling.access = ("public", "a count of made-up contracts, shown on the login page of a demonstration")
gallery.access = ("public", "component gallery without data")
