"""`Nouveau client` and `Données clients`."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from crm.clients import actions
from crm.clients.forms import ClientForm
from crm.clients.views.scope import client_for
from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.core.plugs.panels import panels_for
from portal.records.views import edit_page, form_status


@requires(Permission.CLIENTS_EDIT)
@require_http_methods(["GET", "POST"])
def new(request):
    """`Nouveau client +`, without a contract (P6)."""
    if not request.user.organisation_id:
        raise PermissionDenied
    form = ClientForm.of(request, user=request.user)
    doubles = None
    if form.is_bound and form.is_valid():
        seen = request.POST.get("vus", "")[:64]
        try:
            client = form.create(actions.create, by=request.user, seen=seen)
        except actions.MayBeKnown as known:
            doubles = known.doubles
        else:
            messages.success(request, _("La fiche de %(name)s est créée.") % {"name": client.display_name})
            return redirect(client)
    return render(request, "crm/clients/new.html", {"form": form, "doubles": doubles}, status=form_status(form))


@requires(Permission.CLIENTS_VIEW)
@require_http_methods(["GET", "POST"])
def data(request, pk):
    """`Données clients`: read and edited on one page (P13); what other rooms know of the party stands below."""
    client = client_for(request, pk)
    may_edit = request.user.has_right(Permission.CLIENTS_EDIT) and not client.archived_at
    if request.method == "POST" and not may_edit:
        raise PermissionDenied
    form = ClientForm.of(request, instance=client, user=request.user)
    context = {
        "client": client,
        "may_edit": may_edit,
        "doubles": None,
        "panels": panels_for(request, client, place="data"),
        "foot": panels_for(request, client, place="data-foot"),
    }

    def save():
        asked = request.POST.get("vus", "")[:64] if form.asks_again else None
        try:
            return form.change(actions.change, by=request.user, client=client, seen=asked)
        except actions.MayBeKnown as known:
            context["doubles"] = known.doubles
            return None

    return edit_page(
        request,
        form,
        save=save,
        template="crm/clients/data.html",
        context=context,
        done=_("La fiche est enregistrée."),
        go=lambda client: redirect("crm:data", pk=client.pk),
    )
