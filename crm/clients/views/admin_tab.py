"""`Admin` of a file: its stage, `Supprimer`, and what was taken out of use."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from crm.clients import leaving
from crm.clients.forms import RemovalForm, StageForm
from crm.clients.keeping import kept_of
from crm.clients.models import Client
from crm.clients.views.scope import client_for
from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.audit import transitions
from portal.core.plugs.search import LONGEST_SEARCH
from portal.core.values import dates
from portal.ui.steps import form_page

STEPS = ("become_client", "become_former", "become_prospect")
SHOWN = 200


@requires(Permission.CLIENTS_EDIT)
@require_safe
def admin(request, pk):
    client = client_for(request, pk)
    return render(request, "crm/clients/admin.html", _context(request, client))


@requires(Permission.CLIENTS_EDIT)
@require_http_methods(["GET", "POST"])
def removal(request, pk):
    """`Supprimer`, confirmed by typing the name; archived instead where the law keeps it, and says so."""
    client = client_for(request, pk)
    form = RemovalForm(request.POST if request.method == "POST" else None, client=client)
    if form.is_bound and form.is_valid():
        try:
            left = leaving.remove(client=client, reason=form.cleaned_data["reason"], by=request.user)
        except transitions.Refused as refused:
            messages.error(request, refused.sentence)
            return redirect("crm:admin", pk=pk)
        messages.success(request, _told(left))
        return redirect("crm:admin", pk=pk) if left.archived else redirect("crm:bin")
    return form_page(request, form, "crm/clients/removal.html", _context(request, client))


def _told(left) -> str:
    words = {"name": left.client.display_name, "day": dates.long_date(left.client.erase_on)}
    if left.archived:
        return _("La fiche de %(name)s est archivée : la loi demande de la garder jusqu’au %(day)s.") % words
    return _("La fiche de %(name)s est supprimée. Vous pouvez la restaurer jusqu’au %(day)s.") % words


@requires(Permission.CLIENTS_EDIT)
@require_http_methods(["GET", "POST"])
def stage(request, pk, step):
    """Move a file to another of its lives, with a reason."""
    client = client_for(request, pk)
    if step not in STEPS or not transitions.may(client, step, by=request.user):
        messages.error(request, _("Ce changement d’étape n’est plus possible."))
        return redirect("crm:admin", pk=pk)
    form = StageForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            transitions.apply(client, step, by=request.user, reason=form.cleaned_data["reason"])
        except transitions.Refused as refused:
            messages.error(request, refused.sentence)
        else:
            messages.success(request, _("L’étape est modifiée."))
        return redirect("crm:admin", pk=pk)
    context = {"client": client, "label": transitions.info_of(client, step).label}
    return form_page(request, form, "crm/clients/stage.html", context)


@requires(Permission.CLIENTS_EDIT)
@require_safe
def bin_(request):
    """Files out of use, those of a name when one is searched: in the bin for some days, in the archives for years."""
    q = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_SEARCH]
    mine = Client.objects.in_scope_of(request.user).filter(merged_into=None).select_related("owner").matching(q)
    removed = list(mine.filter(removed_at__isnull=False).order_by("-removed_at", "-pk")[:SHOWN])
    archived = list(mine.filter(archived_at__isnull=False).order_by("-archived_at", "-pk")[:SHOWN])
    context = {"removed": removed, "archived": archived, "q": q}
    return render(request, "crm/clients/bin.html", context)


@requires(Permission.CLIENTS_EDIT)
@require_POST
def restoration(request, pk):
    client = get_object_or_404(Client.objects.in_scope_of(request.user), pk=pk)
    if client.account_id == request.user.pk:
        raise PermissionDenied
    try:
        leaving.restore(client=client, by=request.user)
    except transitions.Refused as refused:
        messages.error(request, refused.sentence)
        return redirect("crm:bin")
    messages.success(request, _("La fiche de %(name)s est restaurée.") % {"name": client.display_name})
    return redirect("crm:client", pk=pk)


def _context(request, client) -> dict:
    steps = [
        (step, transitions.info_of(client, step).label)
        for step in STEPS
        if transitions.may(client, step, by=request.user)
    ]
    return {
        "client": client,
        "bin_days": settings.KEEP_REMOVED_CLIENTS_DAYS,
        "kept": kept_of(client),
        "steps": [] if client.archived_at else steps,
        "may_merge": request.user.has_right(Permission.CLIENTS_MERGE) and not client.archived_at,
    }
