"""Where a `next` of a request may lead: a page of this portal, told by its path."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def is_local(text: str) -> bool:
    """Whether `text` is a path of this portal: neither another site's address nor the name of a view."""
    return text.startswith("/") and url_has_allowed_host_and_scheme(text, allowed_hosts=None)


def next_of(request: HttpRequest, default: str = "/") -> str:
    """The path sent as `next`, or `default` where it leads anywhere else."""
    sent = request.POST.get("next", "") or request.GET.get("next", "")
    return sent if is_local(sent) else default
