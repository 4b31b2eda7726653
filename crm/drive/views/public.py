"""Pages behind a secure link: one shared file, or the place to send files to."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from crm.drive import actions
from crm.drive.forms import file_field
from crm.drive.models import FileRequest, Node
from crm.drive.views.files import serve_version
from portal.audit.transitions import Refused
from portal.documents.detection import ACCEPT
from portal.documents.serving import INLINE
from portal.links.proofs import birth_date_proof, postal_code_proof


def proof(about):
    """Ask a person for their birth date, a company for its postal code."""
    if about.client.is_company or about.client.birth_date is None:
        return postal_code_proof(lambda each: each.client.postal_code)
    return birth_date_proof(lambda each: each.client.birth_date)


def shared(request, link, node):
    """One file, to read and to fetch."""
    if node.in_bin or node.is_folder:
        raise Http404
    token = request.resolver_match.kwargs["token"]
    context = {"node": node, "token": token, "previewed": node.stored.content_type in INLINE, "link": link}
    return render(request, "crm/drive/public/shared.html", context)


def content(request, link, node):
    if node.in_bin or node.is_folder:
        raise Http404
    return serve_version(request, node)


def requested(request, link, asked):
    """Show what the adviser asks for, and a place to drop files."""
    token = request.resolver_match.kwargs["token"]
    context = {"asked": asked, "token": token, "accept": ACCEPT, "megabytes": settings.DRIVE_FILE_MEGABYTES}
    return render(request, "crm/drive/public/request.html", context)


def upload(request, link, asked):
    """Files of one form, or one by one as the script sends them."""
    token = request.resolver_match.kwargs["token"]
    if request.method != "POST":
        return redirect("links:open", token=token)
    kept, failed = [], []
    for file in request.FILES.getlist("files"):
        try:
            kept.append(actions.receive(request=asked, upload=file_field().clean(file)))
        except ValidationError as error:
            failed.append((file.name, " ".join(error.messages)))
        except Refused as refused:
            failed.append((file.name, refused.sentence))
    if request.headers.get("Accept") == "application/json":
        return _answer(kept, failed)
    if kept:
        messages.success(request, _("Vos fichiers sont bien arrivés."))
    for name, reason in failed:
        messages.warning(request, f"{name} : {reason}")
    return redirect("links:open", token=token)


def _answer(kept: list, failed: list) -> JsonResponse:
    if failed or not kept:
        return JsonResponse({"error": failed[0][1] if failed else _("Choisissez au moins un fichier.")}, status=422)
    return JsonResponse({"name": kept[0].name, "version": 1})


def finish(request, link, asked):
    """`J’ai tout envoyé`."""
    if request.method == "POST" and not actions.finish_request(request=asked):
        messages.warning(request, _("Envoyez au moins un fichier."))
    return redirect("links:open", token=request.resolver_match.kwargs["token"])


def done(request, link, asked):
    return render(request, "crm/drive/public/done.html", {"asked": asked})


def renew_share(link) -> None:
    """Send a new link in place of an expired one, as long as the file is there."""
    node = Node.objects.kept().filter(pk=link.about_id).select_related("client").first()
    if node is not None and link.revoked_at is None:
        actions.share(node=node)


def renew_request(link) -> None:
    asked = FileRequest.objects.waiting().filter(pk=link.about_id).select_related("client").first()
    if asked is not None:
        actions.ask_again(request=asked)
