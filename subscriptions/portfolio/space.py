"""Who acts for a client, in their own space."""

from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission
from portal.core.plugs.space import SpaceBlock
from subscriptions.portfolio import queries


def agents(user) -> dict | None:
    links = list(queries.agents_of(user))
    return {"links": links} if links else None


SPACE = SpaceBlock(
    "conseiller",
    _("Qui suit mon abonnement"),
    "subscriptions/space/agents.html",
    agents,
    Permission.SPACE_OWN,
    40,
    place="aside",
)
