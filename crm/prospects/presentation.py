"""What every page of a prospect's file shows: its tabs, how complete it is, what may be done."""

from django.urls import reverse

from crm.contacts.queries import contacts_of
from crm.prospects.completion import parts_of
from crm.prospects.messages import file_url
from portal.access.permissions import Permission
from portal.core.plugs.tabs import tabs_for
from portal.ui.listing.address import TRAIL
from portal.ui.parts import Tab


def file_context(request, client, active: str) -> dict:
    """The frame of the tab `active`; reads the file's contacts in one query."""
    contacts = list(contacts_of(client))
    parts = parts_of(client, contacts)
    asked = [part for part in parts if part.is_done is not None]
    trail = request.GET.get(TRAIL, "")
    return {
        "client": client,
        "follow_up": client.follow_up,
        "contacts": contacts,
        "favourite": next((contact for contact in contacts if contact.is_favourite), None),
        "tabs": [*(_tab(part, client, active) for part in parts), *_plugged(request.user, client, active)],
        "done": sum(part.is_done for part in asked),
        "asked": len(asked),
        "missing": [(part.label, file_url(client, part.key)) for part in asked if not part.is_done],
        "may_edit": request.user.has_right(Permission.CLIENTS_EDIT),
        "may_onboard": request.user.has_right(Permission.PROSPECTS_ONBOARD),
        "trail": trail,
    }


def _plugged(user, client, active: str) -> list[Tab]:
    """The tabs that other rooms add to a prospect's file (`on="crm.followup"`); each is known by its view's name."""
    found = tabs_for(user, client.follow_up)
    return [Tab(str(tab.label), reverse(tab.url_name, args=[client.pk]), tab.url_name == active) for tab in found]


def _tab(part, client, active: str) -> Tab:
    return Tab(str(part.label), file_url(client, part.key), part.key == active, complete=bool(part.is_done))
