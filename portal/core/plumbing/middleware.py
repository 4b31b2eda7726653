"""What every request goes through, whatever its page."""

import logging
import time
import uuid

from django.contrib.messages import get_messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.utils.cache import add_never_cache_headers

from portal.core.plumbing import logs
from portal.core.plumbing.prefetch import WritesAhead, is_prefetch, without_writes

log = logging.getLogger("comptoir.request")
LARGEST_KEY = 2**63 - 1


class RequestId:
    """Gives each request an id, shown on error pages and in every log line, and logs how it was answered."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.id = uuid.uuid4().hex[:12]
        token = logs.set_request_id(request.id)
        start = time.monotonic()
        try:
            response = self.get_response(request)
            log.info("answered", extra=_facts(request, response, start))
        finally:
            logs.clear(token)
        response["X-Request-ID"] = request.id
        return response


def _facts(request, response, start: float) -> dict:
    # `_cached_user`: who this is when somebody asked already; a log line costs no query.
    user, match = getattr(request, "_cached_user", None), request.resolver_match
    return {
        "method": request.method,
        "path": request.path[:200],
        "view": match.view_name if match else "",
        "status": response.status_code,
        "duration_ms": round((time.monotonic() - start) * 1000),
        "user_id": getattr(user, "pk", None),
    }


class RefuseNulBytes:
    """A NUL byte in an address is nonsense that PostgreSQL refuses: a 400 rather than an error."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("NUL byte in the address")


class BoundKeys:
    """Bound the keys of addresses to what a database column holds: a larger one leads to what does not exist."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        for name, value in kwargs.items():
            if isinstance(value, int) and value > LARGEST_KEY:
                kwargs[name] = LARGEST_KEY


class PrivatePages:
    """Pages of a logged-in person or of a secure link are kept by no cache, not even the browser's."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        user = getattr(request, "user", None)
        private = (user is not None and user.is_authenticated) or request.path.startswith("/l/")
        if private and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        response.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()")
        return response


class Prefetched:
    """Answers a prefetch without any write: 204 for a page that writes, which is then read when it is opened.

    It stands last, as it calls the view itself. Messages to the reader wait for a page that is really opened.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not is_prefetch(request):
            return None
        try:
            with without_writes():
                response = view(request, *args, **kwargs)
        except WritesAhead:
            response = HttpResponse(status=204)
        get_messages(request).used = False
        return response
