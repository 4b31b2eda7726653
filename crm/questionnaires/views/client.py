"""Tabs `QCF` and `QPR` of a client, and questionnaires filled in with the client (P10, P11)."""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from crm.clients.models import Client
from crm.questionnaires import actions, asking, printing, queries
from crm.questionnaires.enums import Mode, Slug
from crm.questionnaires.forms import FinishForm, LowerForm, StartForm
from crm.questionnaires.models import Response
from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.audit.transitions import Refused
from portal.documents.serving import serve


def _client(user, pk: int) -> Client:
    return get_object_or_404(Client.objects.visible_to(user).select_related("owner", "agency"), pk=pk)


def response_of(user, pk: int) -> Response:
    rows = Response.objects.visible_to(user).select_related("client", "version", "by", "document", "signed_document")
    return get_object_or_404(rows, pk=pk)


@requires(Permission.QUESTIONNAIRES)
@require_GET
def tab(request, pk, slug):
    """The result in force, what is under way, and the history of a client's questionnaire."""
    client = _client(request.user, pk)
    responses = queries.responses_of(request.user, client, slug)
    finished = [each for each in responses if each.is_finished]
    context = {
        "client": client,
        "slug": slug,
        "label": Slug(slug).label,
        "responses": responses,
        "current": next((each for each in finished if each.is_valid), None),
        "previous": finished[1] if len(finished) > 1 else None,
        "unprintable": printing.unprintable_in(client) if any(not each.document_id for each in finished) else "",
        "open": [each for each in responses if not each.is_finished],
        "version": queries.version_in_force(slug),
        "key": uuid4(),
    }
    return render(request, "crm/questionnaires/tab.html", context)


@requires(Permission.QUESTIONNAIRES)
@require_POST
def start(request, pk, slug):
    """`Nouveau QCF`, `Nouveau QPR`: fill it in with the client."""
    client = _client(request.user, pk)
    form = StartForm(request.POST)
    key = form.cleaned_data["key"] if form.is_valid() else uuid4()
    try:
        response = actions.start(client=client, slug=slug, mode=Mode.WITH_CLIENT, key=key, by=request.user)
    except Refused as refused:
        messages.warning(request, refused.sentence)
        return redirect(f"crm:client_{slug}", pk=pk)
    return redirect("crm:questionnaire", pk=response.pk)


@requires(Permission.QUESTIONNAIRES)
@require_POST
def send(request, pk, slug):
    """`Envoyer QCF`, `Envoyer QPR`: a secure link, valid for 30 days."""
    client = _client(request.user, pk)
    form = StartForm(request.POST)
    key = form.cleaned_data["key"] if form.is_valid() else uuid4()
    try:
        actions.send(client=client, slug=slug, key=key, by=request.user)
    except Refused as refused:
        messages.warning(request, refused.sentence)
    else:
        messages.success(request, _("Le lien part par e-mail à %(email)s.") % {"email": client.email})
    return redirect(f"crm:client_{slug}", pk=pk)


@requires(Permission.QUESTIONNAIRES)
@require_POST
def sending(request, pk):
    """`Renvoyer le lien`: a new link to the same answers."""
    response = response_of(request.user, pk)
    try:
        actions.send_again(response=response, by=request.user)
    except Refused as refused:
        messages.warning(request, refused.sentence)
    else:
        messages.success(request, _("Un nouveau lien part par e-mail. L’ancien ne fonctionne plus."))
    return redirect(f"crm:client_{response.slug}", pk=response.client_id)


@requires(Permission.QUESTIONNAIRES)
@require_http_methods(["GET", "POST"])
def ask(request, pk):
    """One question per page; each answer is saved as it is given."""
    response = response_of(request.user, pk)
    if response.is_finished:
        return redirect(response)
    each = asking.asked(response, request.GET.get("question", ""))
    if each is None:
        return redirect("crm:questionnaire_end", pk=pk)
    form = asking.form_for(request, response, each)
    if request.method == "POST" and form.is_valid():
        asking.save(request, response, each, form)
        following = "fin" if each.is_last else str(each.number + 1)
        return redirect(f"{request.path}?question={following}")
    context = {"response": response, "client": response.client, "asked": each, "form": form}
    return render(request, "crm/questionnaires/ask.html", context, status=422 if form.is_bound else 200)


@requires(Permission.QUESTIONNAIRES)
@require_http_methods(["GET", "POST"])
def end(request, pk):
    """Read all answers again, then compute the result."""
    response = response_of(request.user, pk)
    if response.is_finished:
        return redirect(response)
    form = FinishForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.finish(response=response, comment=form.cleaned_data["comment"], by=request.user)
        except actions.Unfinished as error:
            form.add_error("comment" if not error.question else None, str(error))
        else:
            return redirect(response)
    context = {"response": response, "client": response.client, "form": form, "rows": asking.recap(response)}
    return render(request, "crm/questionnaires/end.html", context, status=422 if form.is_bound else 200)


@requires(Permission.QUESTIONNAIRES)
@require_http_methods(["GET", "POST"])
def result(request, pk):
    """The result and why; a lower profile at the client's wish."""
    response = response_of(request.user, pk)
    if not response.is_finished:
        return redirect("crm:questionnaire", pk=pk)
    may_lower = response.slug == Slug.QPR and (response.profile or 0) > 1
    form = LowerForm(request.POST or None, profile=response.profile) if may_lower else None
    if request.method == "POST" and form is not None and form.is_valid():
        actions.lower(response=response, to=form.cleaned_data["to"], by=request.user)
        messages.success(request, _("Le profil est abaissé, comme le client le souhaite."))
        return redirect(response)
    context = {
        "response": response,
        "client": response.client,
        "result": response.result,
        "form": form,
        "comparison": queries.comparison_of(response),
    }
    return render(request, "crm/questionnaires/result.html", context, status=422 if form and form.is_bound else 200)


@requires(Permission.QUESTIONNAIRES)
@require_GET
def document(request, pk):
    """The PDF of a finished questionnaire."""
    response = response_of(request.user, pk)
    if response.document is None:
        raise Http404
    signed = response.signed_document if "signe" in request.GET else None
    return serve(request, signed or response.document, inline="telecharger" not in request.GET)
