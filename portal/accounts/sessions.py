"""Limits of sessions: `SESSION_IDLE_HOURS` without a page, `SESSION_MAX_DAYS` in all."""

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.utils.translation import ngettext

from portal.core.plumbing.prefetch import is_prefetch
from portal.core.values import dates

STARTED, SEEN = "started_at", "seen_at"
NOTED_EVERY = timedelta(minutes=5)  # a page costs no write of its session more often


def begin(sender, request, user, **_signal) -> None:
    """Note when a session begins; connected to Django's `user_logged_in`."""
    now = _now()
    request.session[STARTED] = request.session[SEEN] = now


def connect() -> None:
    user_logged_in.connect(begin, dispatch_uid="portal.accounts.sessions")


class SessionLimits:
    """Ends a session that is too old or was left alone too long; the login page says why."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            sentence = _reason_to_end(request.session)
            if sentence:
                logout(request)
                messages.info(request, sentence)
            else:
                _note(request)
        return self.get_response(request)


def _reason_to_end(session) -> str:
    """Why a session ends now, in a sentence; empty while it goes on."""
    now, hours, days = _now(), settings.SESSION_IDLE_HOURS, settings.SESSION_MAX_DAYS
    if now - session.get(STARTED, now) > days * 24 * 3600:
        sentence = ngettext(
            "Votre session a plus de %(count)d jour : reconnectez-vous.",
            "Votre session a plus de %(count)d jours : reconnectez-vous.",
            days,
        )
        return sentence % {"count": days}
    if now - session.get(SEEN, now) > hours * 3600:
        sentence = ngettext(
            "Votre session s’est fermée après %(count)d heure sans activité : reconnectez-vous.",
            "Votre session s’est fermée après %(count)d heures sans activité : reconnectez-vous.",
            hours,
        )
        return sentence % {"count": hours}
    return ""


def _note(request) -> None:
    """Renew the session, but not for a page the browser fetches ahead of its reader."""
    session, now = request.session, _now()
    if is_prefetch(request):
        return
    session.setdefault(STARTED, now)
    if SEEN not in session or now - session[SEEN] >= NOTED_EVERY.total_seconds():
        session[SEEN] = now


def _now() -> int:
    return int(dates.now().timestamp())
