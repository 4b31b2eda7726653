"""How long pages take and how they end, counted for Prometheus."""

import time

from portal.operations import figures


class Measured:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        start = time.monotonic()
        response = self.get_response(request)
        match = request.resolver_match
        # The name of a view, never a path: an address may hold a number or a token, and has no end of values.
        figures.note_request(match.view_name if match else "", response.status_code, time.monotonic() - start)
        return response
