"""Pages of the proof file of a contract, and the public page that identifies a file."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contracts.evidence import actions
from contracts.evidence.archive import archive_of
from contracts.evidence.forms import DigestForm, FileForm
from contracts.evidence.queries import problems_with
from contracts.sales.scope import contract_for
from portal.access.decorators import public, requires
from portal.access.permissions import Permission
from portal.core.plumbing.visitors import visitor_digest

HOLDERS = "whoever holds a file may know whether it is ours: it tells them nothing that is not in it"


@requires(Permission.CONTRACTS_VIEW)
@require_safe
def proof(request, number):
    """`Télécharger le dossier de preuve`: for those who may read the sealed contract."""
    contract = contract_for(request.user, number)
    if contract.signed_document is None:
        raise Http404
    response = HttpResponse(archive_of(contract, reader=request.user), content_type="application/zip")
    response["Content-Disposition"] = content_disposition_header(True, f"{contract.number}-preuve.zip")
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@requires(Permission.OPERATIONS_VIEW)
@require_POST
def check(request, number):
    """`Vérifier les preuves`: check the stored files of a contract and its history now."""
    contract = contract_for(request.user, number)
    problems = problems_with(contract)
    if problems:
        messages.error(request, " ".join(problems))
    else:
        messages.success(request, _("Les fichiers et l’historique de ce contrat sont intacts."))
    return redirect(contract)


@public(HOLDERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verification(request):
    """Identify an uploaded file or its digest; nothing is stored."""
    if request.method != "POST":
        return _page(request)
    if "digest" in request.POST:
        return _answer(request, "digest", DigestForm(request.POST), actions.examine_digest)
    return _answer(request, "file", FileForm(request.POST, request.FILES), actions.examine_file)


def _answer(request, kind: str, form, examine):
    forms = {f"{kind}_form": form}
    if not form.is_valid():
        return _page(request, status=422, **forms)
    finding = examine(visitor=visitor_digest(request), **form.cleaned_data)
    if finding is None:
        form.add_error(None, _("Il y a eu trop d’essais. Réessayez dans une heure."))
        return _page(request, status=429, **forms)
    return _page(request, finding=finding, by_digest=kind == "digest")


def _page(request, status: int = 200, **context):
    blank = {"file_form": FileForm(), "digest_form": DigestForm(), "finding": None, "by_digest": False}
    return render(request, "contracts/evidence/verification.html", blank | context, status=status)
