"""Views of every secure link. GET changes nothing; a POST passes the identity check; then the purpose answers."""

from functools import wraps

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.access.decorators import public
from portal.core.values import dates
from portal.links import gate, mailed_codes, visits
from portal.links.gate import Passage
from portal.links.mailed_codes import Mailing

THE_KEY = "secure link: the token is the key"
GATE_FIELD = "passage"
CODE_FIELD = "envoi-code"


def secret(view):
    """Keeps the address of a link to its reader: no cache, no search engine, no token in a Referer.

    `strict-origin` rather than `no-referrer`: the latter makes browsers send `Origin: null` with our own
    forms, which the CSRF check refuses; both leave the path out of every Referer.
    """

    @wraps(view)
    def answer(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response["Referrer-Policy"] = "strict-origin"
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return answer


@public(THE_KEY)
@secret
@require_http_methods(["GET", "HEAD", "POST"])
def open_link(request, token: str, action: str = ""):
    """The identity check of a link, then the page of its purpose."""
    passage = gate.find(token)
    if passage is None:
        return _dead(request, token)
    if not passage.link.is_alive:
        return _after_the_end(request, passage, token, action)
    if not visits.has_passed(request, passage.link):
        return redirect("links:open", token) if action else _at_the_gate(request, passage, token)
    view = passage.purpose.views.get(action) if action else passage.purpose.view
    if view is None or GATE_FIELD in request.POST or CODE_FIELD in request.POST:
        return redirect("links:open", token)
    return view(request, passage.link, passage.subject)


@public(THE_KEY)
@secret
@require_safe
def without_what_follows(request, token: str):
    """Redirect from a URL followed by punctuation to the link itself, whether it exists or not."""
    return redirect("links:open", token)


@public(THE_KEY)
@secret
@require_POST
def renew(request, token: str):
    """Ask for a new link instead of a dead one: the same answer whether it existed or not."""
    gate.renew(token=token)
    return render(request, "links/renewed.html")


def _dead(request, token: str):
    """One page for used, expired, replaced and unknown links, so that guessing tokens reveals nothing."""
    return render(request, "links/dead.html", {"token": token}, status=410)


def _after_the_end(request, passage: Passage, token: str, action: str):
    """Who had passed the gate of a link that served reads how it ended, whatever they were about to do.

    Elsewhere its purpose may say so as well, without anything personal.
    """
    done, ended = passage.purpose.done, passage.purpose.ended
    if passage.link.completed_at and done and visits.has_passed(request, passage.link):
        return redirect("links:open", token) if action or request.method == "POST" else done(*_asked(request, passage))
    if passage.link.completed_at and ended:
        return ended(*_asked(request, passage))
    return _dead(request, token)


def _asked(request, passage: Passage) -> tuple:
    return request, passage.link, passage.subject


def _at_the_gate(request, passage: Passage, token: str):
    proof = passage.purpose.proof_for(passage.subject)
    if proof and proof.address and CODE_FIELD in request.POST:
        return _mail_code(request, passage, token)
    form = proof.form(request.POST or None) if proof else None
    if request.method != "POST":
        retry_at = gate.blocked_until(passage.link) if proof else None
        return _gate_page(request, passage, form, retry_at)
    if form is None:
        return _pass(request, passage, token) if gate.enter(passage=passage) else _dead(request, token)
    if not form.is_valid():
        return _gate_page(request, passage, form, gate.blocked_until(passage.link))
    answer = gate.answer(passage=passage, given=form.cleaned_data)
    if answer.right:
        return _pass(request, passage, token)
    if answer.dead:
        return _dead(request, token)
    if answer.stale:
        form.add_error("code", mailed_codes.stale())
    elif answer.retry_at is None:
        form.add_error(next(iter(form.fields)), f"{proof.wrong} {_tries_left(answer.left)}")
    return _gate_page(request, passage, form, answer.retry_at)


def _mail_code(request, passage: Passage, token: str):
    """Send a code, then show where to type it: the same page for a second press of the button."""
    outcome = gate.mail_code(passage=passage)
    if outcome is Mailing.DEAD:
        return _dead(request, token)
    told = mailed_codes.TOLD[outcome]
    (messages.success if outcome is Mailing.SENT else messages.warning)(request, told)
    return redirect("links:open", token)


def _pass(request, passage: Passage, token: str):
    visits.passed(request, passage.link)
    return redirect("links:open", token)


def _tries_left(left: int) -> str:
    if left == 1:
        return _("Il reste un essai.")
    return _("Il reste %(left)s essais.") % {"left": left}


def _gate_page(request, passage: Passage, form, retry_at):
    proof = passage.purpose.proof_for(passage.subject)
    context = {
        "title": passage.purpose.title,
        "form": form,
        "retry_at": retry_at,
        "gate_field": GATE_FIELD,
        "code_field": CODE_FIELD if proof and proof.address else "",
        "code_waits": mailed_codes.is_waiting(passage.link) or bool(form and form.is_bound),
    }
    response = render(request, "links/gate.html", context, status=429 if retry_at else 200)
    if retry_at:
        response["Retry-After"] = max(1, int((retry_at - dates.now()).total_seconds()))
    return response
