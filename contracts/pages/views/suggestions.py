"""The seller's own clients, offered while the name of one is typed."""

from urllib.parse import urlencode

from django.shortcuts import render
from django.views.decorators.http import require_safe

from contracts.pages.views.drafts import pickable
from contracts.sales.scope import draft_for
from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.core.values.keys import parse_key
from portal.ui.components.formats import phone_number

SHOWN = 5
SHORTEST = 2


@requires(Permission.CONTRACTS_CREATE)
@require_safe
def clients(request):
    """The clients whom `q` finds: the reader's own, or those of the seller of a `brouillon`."""
    key = parse_key(request.GET.get("brouillon", ""))
    draft = draft_for(request.user, key) if key else None
    words = request.GET.get("q", "").replace("\x00", "").strip()[:80]
    found = pickable(request.user, draft).matching(words).order_by("sort_name", "pk") if len(words) >= SHORTEST else []
    options = [
        {
            "label": each.display_name,
            "hint": " · ".join(part for part in (phone_number(each.phone), each.city) if part),
            "go": f"?{urlencode({'client': each.pk})}",
        }
        for each in found[:SHOWN]
    ]
    return render(request, "crm/suggestions/options.html", {"options": options, "note": ""})
