"""The adviser of a client, in the client's own space."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from crm.clients.models import Client
from portal.core.plugs.space import SpaceBlock


def adviser_of(user) -> dict | None:
    """Return who follows the file of this account, and the address of their photo; None without a file."""
    found = Client.objects.filter(account=user.pk, removed_at=None).select_related("owner", "agency").first()
    if found is None or not found.owner.is_active:
        return None
    photo_url = reverse("crm:adviser_photo") if found.owner.photo else ""
    return {"adviser": found.owner, "agency": found.agency, "photo_url": photo_url}


SPACE = SpaceBlock(
    "mon-conseiller", _("Mon conseiller"), "crm/clients/adviser.html", adviser_of, order=1, place="aside"
)
