"""What a client reads of their invoices in their own space."""

from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission
from portal.core.plugs.space import SpaceBlock
from subscriptions.invoices.models import Invoice

SHOWN = 4


def invoices_of(user) -> dict | None:
    """Return the newest invoices of a client; None before the first one."""
    found = list(Invoice.objects.visible_to(user).order_by("-issued_on", "-pk")[:SHOWN])
    return {"invoices": found} if found else None


SPACE = SpaceBlock(
    "factures",
    _("Mes factures"),
    "subscriptions/invoices/space.html",
    invoices_of,
    Permission.INVOICES,
    60,
    all_url_name="subscriptions:invoices",
)
