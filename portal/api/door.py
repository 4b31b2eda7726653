"""What every request of the API goes through before its operation: token, limit, replay; no session, no CSRF."""

import hashlib
from datetime import timedelta
from functools import wraps

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse, JsonResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from portal.access.decorators import public
from portal.api import actions
from portal.api.models import Answer
from portal.core.plumbing.turns import take_turn
from portal.core.values import dates
from portal.exchange.api import Problem

REASON = "a token opens it; the operation asks for its scope and its owner’s right"
WRITES = {"POST", "PUT", "PATCH", "DELETE"}
LONGEST_KEY = 200
LARGEST_BODY = 2_000_000


def guarded(view):
    """Open `view` to the holder of a token, within its limit; an `Idempotency-Key` makes a write happen once."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        with translation.override("fr"):
            response = _answer(request, lambda: view(request, *args, **kwargs))
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    answer.__dict__.pop("login_required", None)
    return csrf_exempt(public(REASON)(answer))


def _answer(request, act) -> HttpResponse:
    kind, _blank, secret = request.headers.get("Authorization", "").partition(" ")
    token = actions.find(secret.strip()) if kind.lower() == "bearer" else None
    if token is None:
        sentence = _("Jeton absent, inconnu, expiré ou révoqué. Envoyez l’en-tête « Authorization: Bearer … ».")
        return told(Problem(401, sentence), **{"WWW-Authenticate": "Bearer"})
    if not actions.count_call(token):
        sentence = _("Trop de demandes : %(count)s par minute au plus. Réessayez dans une minute.")
        problem = Problem(429, sentence % {"count": settings.API_CALLS_PER_MINUTE})
        return told(problem, **{"Retry-After": str(actions.SECONDS)})
    request.api_token, request.user = token, token.owner
    key = request.headers.get("Idempotency-Key", "")
    try:
        if request.method in WRITES and len(request.body) > LARGEST_BODY:
            raise Problem(413, _("La demande est trop grande."))
        if not key or request.method not in WRITES:
            return _json(act())
        return _once(request, key, act)
    except Problem as problem:
        return told(problem)


def _once(request, key: str, act) -> HttpResponse:
    """Do it in one transaction with its answer, or replay the answer that the same request had."""
    if len(key) > LONGEST_KEY or not key.isprintable():
        sentence = _("Cette clé d’idempotence n’est pas valide : 200 caractères au plus.")
        raise Problem(422, sentence, {"Idempotency-Key": sentence})
    token, fingerprint = request.api_token, _fingerprint(request)
    with transaction.atomic():
        take_turn(f"api {token.pk} {key}")
        since = dates.now() - timedelta(hours=settings.API_KEPT_HOURS)
        Answer.objects.filter(token=token, key=key, at__lt=since).delete()
        known = Answer.objects.filter(token=token, key=key).first()
        if known is None:
            response = _json(act())
            _keep(token, key, fingerprint, response)
            return response
    if known.fingerprint != fingerprint:
        sentence = _("Cette clé d’idempotence a déjà servi pour une autre demande.")
        raise Problem(422, sentence, {"Idempotency-Key": sentence})
    replayed = HttpResponse(known.body, status=known.status, content_type="application/json; charset=utf-8")
    replayed["Idempotent-Replay"] = "true"
    return replayed


def _keep(token, key: str, fingerprint: str, response: HttpResponse) -> None:
    if response.status_code < 500:
        body = response.content.decode()
        Answer.objects.create(token=token, key=key, fingerprint=fingerprint, status=response.status_code, body=body)


def _fingerprint(request) -> str:
    asked = f"{request.method} {request.get_full_path()}\n".encode()
    return hashlib.sha256(asked + request.body).hexdigest()


def _json(response: HttpResponse) -> HttpResponse:
    """Return the response; a method that an address does not know is told in JSON too."""
    if response.status_code == 405:
        return told(Problem(405, _("Cette méthode n’existe pas à cette adresse.")), Allow=response.get("Allow", ""))
    return response


def told(problem: Problem, **headers: str) -> JsonResponse:
    """Return a problem as JSON."""
    ensure = {"ensure_ascii": False}
    return JsonResponse(problem.body(), status=problem.status, headers=headers, json_dumps_params=ensure)
