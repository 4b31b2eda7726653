"""The page that a form was sent from: `retour` in what it sends, for acts that lead back to where they were done."""

from django.utils.http import url_has_allowed_host_and_scheme

FIELD = "retour"


def address(request) -> str:
    """Return the path that the form names, if it is one of ours; else an empty string."""
    typed = request.POST.get(FIELD, "")
    return typed if typed.startswith("/") and url_has_allowed_host_and_scheme(typed, allowed_hosts=None) else ""
