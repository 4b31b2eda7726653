"""Blank responses of Django get a page of the portal."""

from django.http import HttpResponseNotAllowed

from portal.ui import errors


class NoBlankPage:
    """Show a message when a POST-only URL is opened as a page, as happens after a login in between."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and not response.content and request.method == "GET":
            page = errors.not_allowed(request)
            page["Allow"] = response["Allow"]
            return page
        return response
