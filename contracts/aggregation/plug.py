from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog.offer.renumbering import Renumbering
from contracts.aggregation import actions, panels, queries
from contracts.aggregation.api import API
from contracts.aggregation.help import ARTICLES
from contracts.aggregation.imports import KIND
from contracts.aggregation.listing import CONTRACTS
from contracts.aggregation.renumbering import renumber
from contracts.aggregation.sentences import SENTENCES
from portal.access.permissions import Permission
from portal.core.plugs import Plug, board
from portal.core.plugs.panels import Panel
from portal.core.plugs.tabs import Tab
from portal.undo.commands import Command


def _orphans(user):
    return queries.contracts_of(user).orphans().order_by("created_at", "pk")


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
    undo=tuple(
        Command(name, label, undo, actions.nothing_to_tell)
        for name, label, undo in (
            (actions.ATTACHED, _("Vous venez de rattacher ce contrat."), actions.undo_attached),
            (actions.DETACHED, _("Vous venez de détacher ce contrat."), actions.undo_detached),
            (actions.REFERENCE_ADDED, _("Vous venez d’ajouter une référence."), actions.undo_reference_added),
            (actions.REFERENCE_REMOVED, _("Vous venez de retirer une référence."), actions.undo_reference_removed),
        )
    ),
    imports=KIND,
    renumbering=Renumbering("aggregation", renumber),
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
