"""The list of actions."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from crm.tasks import queries
from crm.tasks.filters import TaskFilters
from crm.tasks.models import Task
from portal.access.permissions import Permission
from portal.ui.components.controls import status
from portal.ui.components.formats import at_time
from portal.ui.listing.cards import Card
from portal.ui.listing.declaration import Column, Empty, Found, ListButton, Listing, Preset, Sort
from portal.ui.listing.values import Shown

TASKS = Listing(
    name="actions",
    title=_("Actions"),
    path="actions/",
    url_name="crm:tasks",
    icon="checklist",
    menu=34,
    right=Permission.CLIENTS_VIEW,
    model=Task,
    source=queries.tasks_of,
    filters=TaskFilters,
    card=Card(
        title="title",
        eyebrow="kind",
        status=True,
        lines=("client.display_name", "place"),
        small="outcome",
        foot=Shown("due_at", at_time),
    ),
    found=Found(_("Actions"), 25, ("client.display_name", Shown("due_at", at_time))),
    columns=(
        Column("intitule", _("Intitulé"), "title"),
        Column("client", _("Client"), "client.display_name"),
        Column("type", _("Type"), "kind"),
        Column("echeance", _("Échéance"), "due_at", show=at_time, whole=True),
        Column("etat", _("État"), status, value="status_label"),
        Column("resultat", _("Résultat"), "outcome"),
        Column("conseiller", _("Conseiller"), "owner.get_full_name", default=False),
    ),
    sorts=(
        Sort("echeance", _("Échéance la plus proche"), "due_at", column="echeance"),
        Sort("lointaine", _("Échéance la plus lointaine"), "due_at", descending=True, column="echeance"),
    ),
    presets=(
        Preset("retard", _("En retard"), "etat=late"),
        Preset("a-faire", _("À faire"), "etat=open"),
        Preset("faites", _("Faites"), "etat=done"),
    ),
    noun=lambda count: ngettext("action", "actions", count),
    empty=Empty(
        _("Aucune action"),
        _("Les actions prévues avec vos clients apparaîtront ici."),
        invitation=_("Ajoutez un appel ou un rendez-vous. Il s’affichera sur votre accueil le jour prévu."),
    ),
    buttons=(
        ListButton(_("Mon agenda"), "presales:agenda", "calendar", right=Permission.CLIENTS_EDIT),
        ListButton(_("Ajouter une action"), "crm:task_new", "plus", primary=True, right=Permission.CLIENTS_EDIT),
    ),
    search_label=_("Chercher une action"),
    search_hint=_("Intitulé, lieu, client"),
    export_right=Permission.CLIENTS_VIEW,
)
