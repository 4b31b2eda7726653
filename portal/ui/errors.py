"""Error pages, with the menu for a logged-in user.

The last two use neither request nor database: these may be what failed.
"""

import sys

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from portal.core.plumbing.unavailable import Unavailable

RETRY_AFTER_SECONDS = 10


def bad_request(request: HttpRequest, exception=None) -> HttpResponse:
    return _page(request, 400)


def permission_denied(request: HttpRequest, exception=None) -> HttpResponse:
    return _page(request, 403)


def not_found(request: HttpRequest, exception=None) -> HttpResponse:
    return _page(request, 404)


def not_allowed(request: HttpRequest) -> HttpResponse:
    """A POST-only URL opened as a page; called by `middleware.NoBlankPage`."""
    return _page(request, 405)


def too_many(request: HttpRequest) -> HttpResponse:
    """Too many tries in a short time; called by allauth."""
    return _page(request, 429)


def unreadable_file(request: HttpRequest) -> HttpResponse:
    """A stored file is missing or changed: it is not served. Not a 5xx, as retrying changes nothing."""
    return _page(request, 410)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that stayed open too long or came from elsewhere: the page says to load it again."""
    return _page(request, 403, expired_form=True)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 with `Retry-After` when the database or the file store does not answer."""
    if _is_away(sys.exc_info()[1]):
        return service_unavailable(request)
    return HttpResponse(_bare("500.html", request), status=500)


def _is_away(error: BaseException | None) -> bool:
    """Return whether `error`, or its cause, says that a dependency does not answer.

    Django may complain of the transaction that a lost connection broke, rather than of the loss.
    """
    while error is not None:
        if isinstance(error, OperationalError | InterfaceError | Unavailable):
            return True
        error = error.__cause__ or error.__context__
    return False


def service_unavailable(request: HttpRequest, exception=None) -> HttpResponse:
    """503: a dependency is down for a moment."""
    headers = {"Retry-After": str(RETRY_AFTER_SECONDS), "Cache-Control": "no-store"}
    return HttpResponse(_bare("503.html", request), status=503, headers=headers)


def _page(request: HttpRequest, status: int, **context) -> HttpResponse:
    context |= {"layout": _layout(request, status), "request_id": getattr(request, "id", "")}
    return render(request, f"{status}.html", context, status=status)


def _layout(request: HttpRequest, status: int) -> str:
    """Return the layout with the menu for a logged-in user; a malformed request is not read any further."""
    user = getattr(request, "user", None)
    known = status != 400 and user is not None and user.is_authenticated
    return "layouts/error_inside.html" if known else "layouts/error.html"


def _bare(template: str, request: HttpRequest) -> str:
    context = {
        "portal_name": settings.PORTAL_NAME,
        "support_email": settings.SUPPORT_EMAIL,
        "request_id": getattr(request, "id", ""),
    }
    try:
        return render_to_string(template, context)
    except Exception:  # noqa: BLE001 - a page about a failure must not fail, even without static files
        return _("Une erreur est survenue. Réessayez dans un instant.")
