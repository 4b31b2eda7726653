from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from contracts.aggregation import panels, queries
from contracts.aggregation.api import API
from contracts.aggregation.help import ARTICLES
from contracts.aggregation.imports import KIND
from contracts.aggregation.listing import CONTRACTS
from contracts.aggregation.sentences import SENTENCES
from portal.access.permissions import Permission
from portal.core.plugs import Plug, board
from portal.core.plugs.panels import Panel
from portal.core.plugs.tabs import Tab


def _orphans(user):
    return queries.contracts_of(user).filter(client=None).order_by("created_at", "pk")


def _items(user, rows) -> list[board.Item]:
    return [
        board.Item(
            title=str(row),
            url=row.get_absolute_url(),
            action=_("Rattacher"),
            since=row.created_at,
            subtitle=" · ".join(filter(None, (row.partner.name, row.holder))),
        )
        for row in rows
    ]


PLUG = Plug(
    api=API,
    help=ARTICLES,
    lists=CONTRACTS,
    history=SENTENCES,
    imports=KIND,
    tabs=Tab("contracts:client_aggregation", _("Agrégation"), "crm.client", Permission.AGGREGATION, 20),
    panels=Panel("aggregation.references", "crm.client", panels.references, Permission.AGGREGATION, 80, "data-foot"),
    board=board.Source(
        name="aggregation.orphans",
        label=_("Contrats orphelins"),
        rows=_orphans,
        items=_items,
        rights=(Permission.ORPHANS_ALL,),
        order=60,
        all_url=lambda user: f"{reverse('contracts:aggregation')}?rattachement=orphelin",
    ),
)
