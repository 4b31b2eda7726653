"""`Prêt à démarrer`: confirm, send the link again, end it, take the prospect back (F12)."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from crm.contacts.queries import favourite_of
from crm.prospects.actions import starting
from crm.prospects.forms import ReasonForm
from crm.prospects.messages import file_url
from crm.prospects.presentation import file_context
from crm.prospects.views.scope import file_to_edit
from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.audit.transitions import Refused
from portal.ui.steps import form_page


@requires(Permission.CLIENTS_EDIT)
@require_http_methods(["GET", "POST"])
def start(request, pk):
    """« Le prospect est prêt à démarrer ? », `Oui`. Asked again, it changes nothing."""
    client = file_to_edit(request.user, pk)
    problem = "" if client.follow_up.is_ready else starting.obstacle(favourite_of(client))
    if request.method == "POST" and not problem:
        try:
            starting.start(client=client, by=request.user)
        except Refused as refused:
            messages.warning(request, refused.sentence)
        else:
            messages.success(request, _("L’équipe commerciale est prévenue et le lien est envoyé."))
        return redirect(file_url(client, "suivi"))
    if client.follow_up.is_ready:
        return redirect(file_url(client, "suivi"))
    context = file_context(request, client, "suivi") | {"problem": problem}
    status = 422 if request.method == "POST" else 200
    return render(request, "crm/prospects/start.html", context, status=status)


@requires(Permission.CLIENTS_EDIT)
@require_POST
def link(request, pk):
    """`Renvoyer le lien`."""
    client = file_to_edit(request.user, pk)
    try:
        starting.resend(client=client, by=request.user)
    except Refused as refused:
        messages.warning(request, refused.sentence)
    else:
        messages.success(request, _("Un nouveau lien est parti. L’ancien n’est plus valable."))
    return redirect(file_url(client, "suivi"))


@requires(Permission.CLIENTS_EDIT)
@require_POST
def end_link(request, pk):
    """`Annuler le lien`."""
    client = file_to_edit(request.user, pk)
    try:
        ended = starting.revoke(client=client, by=request.user)
    except Refused as refused:
        messages.warning(request, refused.sentence)
    else:
        said = _("Le lien n’est plus valable.") if ended else _("Il n’y avait plus de lien valable.")
        messages.success(request, said)
    return redirect(file_url(client, "suivi"))


@requires(Permission.PROSPECTS_ONBOARD)
@require_http_methods(["GET", "POST"])
def reopen(request, pk):
    """`Remettre en discussion`, by the back-office, with a reason."""
    client = file_to_edit(request.user, pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            starting.reopen(client=client, reason=form.cleaned_data["reason"], by=request.user)
        except Refused as refused:
            messages.warning(request, refused.sentence)
        else:
            messages.success(request, _("Le prospect est de nouveau en discussion."))
        return redirect(file_url(client, "suivi"))
    return form_page(request, form, "crm/prospects/reopening.html", file_context(request, client, "suivi"))
