"""Refused transitions become a message, never an error page."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django_fsm import ConcurrentTransition

from portal.audit.transitions import Gone, NotYours, Refused
from portal.ui import returning


def _page_of(request) -> str:
    """Return the page of the form if it is one of ours; else the home page."""
    page = request.META.get("HTTP_REFERER", "")
    ours = url_has_allowed_host_and_scheme(page, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return page if ours and ":" in page else "/"  # a bare word would be taken for the name of a view


def _page_about(subject, user) -> str:
    """Return the page of `subject`; the home page when this person can no longer see it."""
    rows = subject._meta.default_manager.all()
    if hasattr(rows, "visible_to") and not rows.visible_to(user).filter(pk=subject.pk).exists():
        return "/"
    return subject.get_absolute_url()


class LostRace:
    """Turn a refused transition into a message on the page that asked to be led back to, or on the subject's."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, error):
        if isinstance(error, NotYours):
            raise PermissionDenied from error
        if isinstance(error, Refused):
            messages.warning(request, error.sentence)
            if page := returning.address(request):
                return redirect(page)
            return redirect("/" if isinstance(error, Gone) else _page_about(error.subject, request.user))
        if isinstance(error, ConcurrentTransition):
            messages.warning(
                request,
                _("La fiche a changé entre-temps : relisez-la avant de recommencer."),
            )
            return redirect(_page_of(request))
        return None
