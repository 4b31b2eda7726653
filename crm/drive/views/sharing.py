"""Send the client a link to a file; ask the client for files."""

from functools import partial
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from crm.drive import actions
from crm.drive.forms import AskForm
from crm.drive.models import FileRequest
from crm.drive.views.folders import place_url
from crm.drive.views.scope import client_of, folder_in, node_of
from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.audit.transitions import Refused
from portal.ui.steps import Place, Step, form_page, step_page

CANCELLATION = Step(
    title=gettext_lazy("Annuler la demande"),
    text=gettext_lazy("Le lien du client ne fonctionnera plus. Les fichiers déjà reçus restent dans le drive."),
    button=gettext_lazy("Annuler la demande"),
    icon="ban",
    danger=True,
    done=gettext_lazy("La demande est annulée."),
)


@requires(Permission.CLIENTS_EDIT)
@require_http_methods(["GET", "POST"])
def share(request, pk):
    """`Envoyer au client`: a link to this file, until when it works, and how to end it."""
    node = node_of(request, pk)
    if node.is_folder:
        return redirect(node)
    if request.method == "POST":
        try:
            actions.share(node=node, by=request.user)
        except Refused as refused:
            messages.warning(request, refused.sentence)
            return redirect("crm:drive_share", pk=pk)
        messages.success(request, _("Le lien part par e-mail à %(email)s.") % {"email": node.client.email})
        return redirect(node)
    context = {
        "client": node.client,
        "node": node,
        "link": actions.shared_link(node),
        "days": settings.DRIVE_LINK_DAYS,
    }
    return render(request, "crm/drive/share.html", context)


@requires(Permission.CLIENTS_EDIT)
@require_POST
def unshare(request, pk):
    node = node_of(request, pk)
    actions.unshare(node=node, by=request.user)
    messages.success(request, _("Le lien est désactivé. Le client ne peut plus ouvrir ce fichier."))
    return redirect(node)


@requires(Permission.CLIENTS_EDIT)
@require_http_methods(["GET", "POST"])
def ask(request, pk):
    """`Demander un fichier au client`: what he sends goes into this folder."""
    client = client_of(request, pk)
    folder = folder_in(request, client, request.GET.get("dossier"))
    form = AskForm(request.POST if request.method == "POST" else None, initial={"key": uuid4()})
    back = place_url(client, folder)
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["key"] or uuid4()
        try:
            actions.ask(client=client, folder=folder, what=form.cleaned_data["what"], key=key, by=request.user)
        except Refused as refused:
            form.add_error("what", refused.sentence)
        else:
            messages.success(request, _("La demande part par e-mail à %(email)s.") % {"email": client.email})
            return redirect(back)
    context = {"client": client, "folder": folder, "back": back, "days": settings.DRIVE_LINK_DAYS}
    return form_page(request, form, "crm/drive/ask.html", context)


def _request_of(request, pk: int) -> FileRequest:
    rows = FileRequest.objects.visible_to(request.user).waiting().select_related("client", "folder")
    return get_object_or_404(rows, pk=pk)


@requires(Permission.CLIENTS_EDIT)
@require_POST
def ask_again(request, pk):
    asked = _request_of(request, pk)
    actions.ask_again(request=asked, by=request.user)
    messages.success(request, _("Un nouveau lien part par e-mail. L’ancien ne fonctionne plus."))
    return redirect(asked)


@requires(Permission.CLIENTS_EDIT)
@require_http_methods(["GET", "POST"])
def cancellation(request, pk):
    asked = _request_of(request, pk)
    place = Place(asked, _("Drive"), subtitle=asked.what, shows_status=False)
    act = partial(actions.cancel_request, request=asked, by=request.user)
    return step_page(request, CANCELLATION, place, act, go=asked.get_absolute_url())
