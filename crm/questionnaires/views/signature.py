"""Signature of a questionnaire: the adviser's page, the client's pages behind the link of the SMS."""

from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from crm.questionnaires import signing
from crm.questionnaires.forms import CodeForm, UnlockForm
from crm.questionnaires.views.client import response_of
from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.audit.transitions import Refused
from portal.codes import lifting
from portal.codes.enums import Channel
from portal.codes.issuing import Issued
from portal.core.values.phone import masked
from portal.documents.serving import serve
from portal.ui.steps import Place, Step, step_page

UNLOCKING = Step(
    title=gettext_lazy("Débloquer la signature"),
    text=gettext_lazy("Appelez le client avant de débloquer. Un nouveau code pourra partir."),
    button=gettext_lazy("Débloquer"),
    icon="lock-open",
)


@requires(Permission.QUESTIONNAIRES)
@require_http_methods(["GET", "POST"])
def signature(request, pk):
    """The code that the client tells, typed by the adviser."""
    response = response_of(request.user, pk)
    if response.signed_at or not response.is_finished:
        return redirect(response)
    state = lifting.status_of(response, signing.PURPOSE, by=request.user)
    if request.method != "POST":
        return _page(request, response, CodeForm(initial={"challenge": state.live.pk if state.live else None}), state)
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _page(request, response, form, state, status=422)
    outcome = signing.enter_code(
        response=response,
        challenge_id=form.cleaned_data["challenge"],
        code=form.cleaned_data["code"],
        channel=Channel.AGENT,
        by=request.user,
    )
    (messages.success if outcome.is_signed else messages.warning)(request, outcome.sentence)
    return redirect(response if outcome.is_signed else reverse("crm:questionnaire_signature", args=[pk]))


def _page(request, response, form, state, status=200):
    context = {
        "response": response,
        "client": response.client,
        "form": form,
        "state": state,
        "may_unlock": request.user.has_right(Permission.QUESTIONNAIRES_EDIT),
    }
    return render(request, "crm/questionnaires/signature.html", context, status=status)


@requires(Permission.QUESTIONNAIRES)
@require_POST
def code(request, pk):
    """`Envoyer un code`: an SMS with a code and a link to read and sign."""
    response = response_of(request.user, pk)
    try:
        issued = signing.send_code(response=response, by=request.user, on_demand=True)
    except Refused as refused:
        messages.warning(request, refused.sentence)
        return redirect(response)
    _tell(request, response, issued)
    return redirect("crm:questionnaire_signature", pk=pk)


def _tell(request, response, issued) -> None:
    if isinstance(issued, Issued):
        told = _("Un code vient de partir au %(phone)s.")
        messages.success(request, told % {"phone": masked(response.client.phone)})
    else:
        messages.warning(request, issued.sentence)


@requires(Permission.QUESTIONNAIRES_EDIT)
@require_http_methods(["GET", "POST"])
def unlocking(request, pk):
    response = response_of(request.user, pk)
    form = UnlockForm(request.POST if request.method == "POST" else None)
    url = reverse("crm:questionnaire_signature", args=[pk])
    place = Place(response, response.get_slug_display(), back_url=url)
    return step_page(
        request, UNLOCKING, place, partial(signing.unlock, response=response, by=request.user), form=form, go=url
    )


# --- the client's pages -----------------------------------------------------------------------------------------


def public_page(request, link, response):
    """The result with its explanation, the PDF, and the box for the code."""
    if response.signed_at:
        return public_done(request, link, response)
    state = lifting.status_of(response, signing.PURPOSE)
    form = CodeForm(initial={"challenge": state.live.pk if state.live else None})
    return _public(request, response, form, state)


def _public(request, response, form, state, status=200):
    context = {
        "response": response,
        "result": response.result,
        "form": form,
        "state": state,
        "token": request.resolver_match.kwargs["token"],
    }
    return render(request, "crm/questionnaires/public/sign.html", context, status=status)


def public_signature(request, link, response):
    token = request.resolver_match.kwargs["token"]
    if request.method != "POST":
        return redirect("links:open", token=token)
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _public(request, response, form, lifting.status_of(response, signing.PURPOSE), status=422)
    outcome = signing.enter_code(
        response=response,
        challenge_id=form.cleaned_data["challenge"],
        code=form.cleaned_data["code"],
        channel=Channel.CLIENT,
    )
    if not outcome.is_signed:
        messages.warning(request, outcome.sentence)
    return redirect("links:open", token=token)


def public_code(request, link, response):
    """`Recevoir un nouveau code`."""
    if request.method == "POST":
        try:
            _tell(request, response, signing.send_code(response=response, on_demand=True))
        except Refused as refused:
            messages.warning(request, refused.sentence)
    return redirect("links:open", token=request.resolver_match.kwargs["token"])


def public_document(request, link, response):
    if response.document is None:
        raise Http404
    return serve(request, response.document, inline="telecharger" not in request.GET)


def public_done(request, link, response):
    return render(request, "crm/questionnaires/public/signed.html", {"response": response})
