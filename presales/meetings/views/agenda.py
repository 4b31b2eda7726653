"""Calendar feed: its settings page, and the file at its secret URL."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.access.decorators import public, requires
from portal.access.permissions import Permission
from portal.core.plugs.agenda import entries_of
from presales.meetings import actions, calendars, queries
from presales.meetings.models import AgendaKey


@requires(Permission.OPPORTUNITIES, Permission.CLIENTS_EDIT)
@require_http_methods(["GET", "POST"])
def settings_page(request):
    """Page of the feed's URL; a new one is shown once, in the response that creates it."""
    address = ""
    if request.method == "POST":
        path = reverse("presales:agenda_feed", args=[actions.renew(by=request.user)])
        address = f"{settings.PUBLIC_BASE_URL}{path}"
    key = AgendaKey.objects.filter(user=request.user).first()
    return render(request, "presales/requests/agenda.html", {"key": key, "address": address})


@requires(Permission.OPPORTUNITIES, Permission.CLIENTS_EDIT)
@require_POST
def revocation(request):
    actions.revoke(by=request.user)
    messages.success(request, _("L’adresse d’agenda ne fonctionne plus."))
    return redirect("presales:agenda")


@public("the address holds a secret of 256 bits that its owner may revoke")
@require_safe
@never_cache
def feed(request, secret):
    """Meetings and actions of one person, for their calendar application, which cannot log in."""
    user = actions.reader_of(secret)
    asks = user is not None and user.has_right(Permission.OPPORTUNITIES)
    if not asks and (user is None or not user.has_right(Permission.CLIENTS_EDIT)):
        raise Http404
    with translation.override(user.language):
        name = _("Rendez-vous avant-vente") if asks else _("Mes actions")
        content = calendars.feed(queries.meetings_of(user) if asks else (), entries_of(user), name=name)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Robots-Tag"] = "noindex"
    return response
