"""The page of a party: who they are, one timeline of everything, and what is next."""

from uuid import uuid4

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from crm.clients.completion import completion, missing
from crm.clients.queries import members_of, merged_into
from crm.clients.views.scope import file_if_any
from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.core.plugs.panels import panels_for
from portal.core.plugs.stream import KINDS, SHOWN, kinds_for, stream_of

MORE = 400


@requires(Permission.CLIENTS_VIEW)
@require_safe
def desk(request, pk):
    """`Fiche`: identity and contact, the timeline, the next step and contracts. A merged file leads to the other."""
    client = file_if_any(request, pk)
    if client is None:
        return redirect(get_object_or_404(merged_into(request.user, pk)))
    only = request.GET.get("fil", "")
    only = only if only in KINDS else ""
    everything = "tout" in request.GET
    done, total = completion(client)
    context = {
        "client": client,
        "for_client": f"?client={client.pk}",
        "panels": panels_for(request, client),
        "stream": stream_of(request.user, client, only=only, limit=MORE if everything else SHOWN),
        "kinds": [(key, KINDS[key], key == only) for key in kinds_for(request.user, client)],
        "only": only,
        "members": members_of(request.user, client) if client.is_household else [],
        "done": done,
        "total": total,
        "missing": missing(client),
        "note_key": uuid4(),
        "note_kind": request.session.get("note-kind", ""),
    }
    return render(request, "crm/clients/desk.html", context)
