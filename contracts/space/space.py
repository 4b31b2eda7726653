"""Contracts and their documents on the home page of a client."""

from django.utils.translation import gettext_lazy as _

from contracts.space.presentation import own
from contracts.space.queries import own_contracts
from portal.access.permissions import Permission
from portal.core.plugs.space import SpaceBlock

SHOWN = 6
SHOWN_PAPERS = 4


def contracts(user) -> dict:
    """Return the newest contracts of a client, and whether there are more."""
    rows = list(own_contracts(user)[: SHOWN + 1])
    return {"own": [own(contract) for contract in rows[:SHOWN]], "has_more": len(rows) > SHOWN}


SPACE = SpaceBlock(
    "contrats",
    _("Mes contrats"),
    "contracts/space/_cards.html",
    contracts,
    Permission.CONTRACTS_VIEW,
    5,
    all_url_name="contracts:own_list",
)
