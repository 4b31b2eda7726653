"""Files of the drive: upload, page, bytes, next version, ZIP of a folder."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from crm.drive import actions, archive, queries
from crm.drive.forms import FileForm, file_field
from crm.drive.models import FileVersion
from crm.drive.views.folders import crumbs, place_url
from crm.drive.views.scope import client_of, folder_in, may_change, node_of, node_to_change
from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.audit.transitions import Refused
from portal.documents.detection import ACCEPT
from portal.documents.files import AlteredFile
from portal.documents.serving import INLINE, serve
from portal.ui.steps import form_page


@requires(Permission.CLIENTS_EDIT)
@require_http_methods(["GET", "POST"])
def upload(request, pk):
    """`+ Nouveau` → files: all of a form at once, or one by one as the script sends them (which asks for JSON)."""
    client = client_of(request, pk)
    folder = folder_in(request, client, request.GET.get("dossier"))
    sent = request.FILES.getlist("files") if request.method == "POST" else []
    one_by_one = request.headers.get("Accept") == "application/json"
    kept, failed = [], []
    for file in sent:
        try:
            kept.append(_keep(client, folder, file, request.user))
        except (ValidationError, Refused) as error:
            failed.append((file.name, _sentence(error)))
    if one_by_one and request.method == "POST":
        return _answer(kept, failed)
    if kept:
        messages.success(request, _kept_sentence(kept))
    if sent and not failed:
        return redirect(place_url(client, folder))
    if request.method == "POST" and not sent:
        failed = [("", _("Choisissez au moins un fichier."))]
    context = {
        "client": client,
        "folder": folder,
        "failed": failed,
        "accept": ACCEPT,
        "megabytes": settings.DRIVE_FILE_MEGABYTES,
        "back": place_url(client, folder),
    }
    return render(request, "crm/drive/upload.html", context, status=422 if failed else 200)


def _keep(client, folder, file, by):
    return actions.add_file(client=client, folder=folder, upload=file_field().clean(file), by=by)


def _sentence(error) -> str:
    return error.sentence if isinstance(error, Refused) else " ".join(error.messages)


def _answer(kept, failed) -> JsonResponse:
    if failed or not kept:
        reason = failed[0][1] if failed else _("Choisissez au moins un fichier.")
        return JsonResponse({"error": reason}, status=422)
    return JsonResponse({"name": kept[0].name, "version": kept[0].number, "url": kept[0].get_absolute_url()})


def _kept_sentence(kept) -> str:
    if len(kept) == 1 and kept[0].number > 1:
        return _("« %(name)s » : version %(number)s enregistrée.") % {"name": kept[0].name, "number": kept[0].number}
    told = ngettext("%(count)s fichier déposé.", "%(count)s fichiers déposés.", len(kept))
    return told % {"count": len(kept)}


@requires(Permission.CLIENTS_VIEW)
@require_safe
def file(request, pk):
    """A file: preview, versions, who did what, what one can do with it."""
    node = node_of(request, pk)
    if node.is_folder:
        return redirect(node)
    context = {
        "client": node.client,
        "node": node,
        "crumbs": crumbs(node.client, node),
        "previewed": node.stored.content_type if node.stored.content_type in INLINE else "",
        "versions": list(node.versions.select_related("stored", "by")),
        "timeline": queries.history_of(node.client, node),
        "may_change": may_change(request, node.client) and not node.sealed,
        "shared": actions.shared_link(node),
        "may_share": may_change(request, node.client),
    }
    return render(request, "crm/drive/file.html", context)


@requires(Permission.CLIENTS_VIEW)
@require_safe
def content(request, pk):
    """The bytes of a file, of an earlier version when one is asked for."""
    node = node_of(request, pk)
    if node.is_folder:
        raise Http404
    return serve_version(request, node, request.GET.get("version", ""))


def serve_version(request, node, number: str = ""):
    """Hand out a version of a file, under the name that it has in the drive."""
    stored = node.stored
    if number.isascii() and number.isdecimal() and len(number) < 9:
        stored = get_object_or_404(FileVersion.objects.select_related("stored"), node=node, number=number).stored
    stored.name = node.name
    try:
        return serve(request, stored, inline="telecharger" not in request.GET)
    except AlteredFile:
        raise Http404 from None


@requires(Permission.CLIENTS_VIEW)
@require_safe
def zipped(request, pk):
    """A folder with all it holds as a ZIP, made while it is sent."""
    folder = node_of(request, pk)
    if not folder.is_folder:
        return redirect(folder)
    entries = queries.files_below(folder.client, folder)
    if sum(node.size for _path, node in entries) > settings.DRIVE_ZIP_MEGABYTES * 1024 * 1024:
        told = _("Ce dossier dépasse %(megabytes)d Mo : téléchargez ses sous-dossiers un par un.")
        messages.warning(request, told % {"megabytes": settings.DRIVE_ZIP_MEGABYTES})
        return redirect(folder)
    response = StreamingHttpResponse(archive.stream(entries), content_type="application/zip")
    response["Content-Disposition"] = content_disposition_header(True, f"{folder.name}.zip")
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@requires(Permission.CLIENTS_EDIT)
@require_http_methods(["GET", "POST"])
def version(request, pk):
    """`Nouvelle version` of a file, whatever the name of what is sent."""
    node = node_to_change(request, pk)
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if request.method == "POST" and form.is_valid():
        try:
            kept = actions.add_file(
                client=node.client, folder=None, upload=form.cleaned_data["files"], by=request.user, into=node
            )
        except Refused as refused:
            form.add_error("files", refused.sentence)
        else:
            messages.success(request, _kept_sentence([kept]))
            return redirect(kept)
    return form_page(request, form, "crm/drive/version.html", {"client": node.client, "node": node})
