"""`Pièces jointes` (F8)."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from crm.prospects.actions import pieces
from crm.prospects.forms import AttachmentForm
from crm.prospects.messages import file_url
from crm.prospects.presentation import file_context
from crm.prospects.views.scope import file_for, file_to_edit
from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.audit.transitions import Refused
from portal.documents.files import AlteredFile
from portal.documents.serving import serve
from portal.ui.steps import form_page


@requires(Permission.CLIENTS_VIEW)
@require_http_methods(["GET", "POST"])
def index(request, pk):
    client = file_to_edit(request.user, pk) if request.method == "POST" else file_for(request.user, pk)
    form = AttachmentForm(request.POST, request.FILES) if request.method == "POST" else AttachmentForm()
    if request.method == "POST" and form.is_valid():
        try:
            pieces.attach(client=client, upload=form.cleaned_data["file"], by=request.user)
        except Refused as refused:
            form.add_error("file", refused.sentence)
        else:
            messages.success(request, _("Le fichier est joint au dossier."))
            return redirect(file_url(client, "pieces"))
    attached = pieces.attached_to(client).select_related("created_by").order_by("-created_at", "pk")
    context = file_context(request, client, "pieces") | {"attached": list(attached)}
    return form_page(request, form, "crm/prospects/tabs/pieces.html", context)


@requires(Permission.CLIENTS_VIEW)
@require_safe
def piece(request, pk, stored):
    """One file, shown in the browser when it can be."""
    client = file_for(request.user, pk)
    found = get_object_or_404(pieces.attached_to(client), pk=stored)
    try:
        return serve(request, found, inline="telecharger" not in request.GET)
    except AlteredFile:
        raise Http404 from None


@requires(Permission.CLIENTS_EDIT)
@require_http_methods(["GET", "POST"])
def deletion(request, pk, stored):
    client = file_to_edit(request.user, pk)
    found = get_object_or_404(pieces.attached_to(client), pk=stored)
    if request.method == "POST":
        pieces.remove(client=client, stored=found, by=request.user)
        messages.success(request, _("Le fichier est supprimé."))
        return redirect(file_url(client, "pieces"))
    context = file_context(request, client, "pieces") | {"stored": found}
    return render(request, "crm/prospects/piece_deletion.html", context)
