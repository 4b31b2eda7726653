"""The list of actions, declared."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from crm.tasks import queries
from crm.tasks.filters import TaskFilters
from crm.tasks.models import Task
from portal.access.permissions import Permission
from portal.ui.components.blocks import record_card
from portal.ui.components.controls import status
from portal.ui.components.formats import at_time
from portal.ui.components.markup import html
from portal.ui.listing.declaration import Column, Empty, Listing, Sort


def _card(task: Task, trail: str):
    place = html("<br>{}", task.place) if task.place else ""
    return record_card(
        html('<p class="soft">{}{}</p>', task.client.display_name, place),
        title=task.title,
        url=f"{task.get_absolute_url()}{trail}",
        eyebrow=task.kind_label,
        status=task,
        foot=at_time(task.due_at),
    )


def _nothing(user) -> Empty:
    text = _("Notez un appel ou un rendez-vous : il apparaîtra sur votre accueil le jour venu.")
    return Empty(_("Aucune action"), text, "checklist", _("Ajouter une action"), reverse("crm:task_new"))


TASKS = Listing(
    name="actions",
    title=_("Actions"),
    url_name="crm:tasks",
    right=Permission.CLIENTS_VIEW,
    model=Task,
    source=queries.tasks_of,
    filters=TaskFilters,
    columns=(
        Column("intitule", _("Intitulé"), lambda row: row.title),
        Column("client", _("Client"), lambda row: row.client.display_name),
        Column("type", _("Type"), lambda row: row.kind_label),
        Column("echeance", _("Échéance"), lambda row: at_time(row.due_at), value=lambda row: row.due_at, whole=True),
        Column("etat", _("État"), status, value=lambda row: row.status_label),
        Column("resultat", _("Résultat"), lambda row: row.outcome),
        Column("conseiller", _("Conseiller"), lambda row: row.owner.get_full_name(), default=False),
    ),
    sorts=(
        Sort("echeance", _("Échéance la plus proche"), "due_at", column="echeance"),
        Sort("recent", _("Échéance la plus lointaine"), "due_at", descending=True, column="echeance"),
    ),
    card=_card,
    url_fields=("pk", "client_id"),
    noun=lambda count: ngettext("action", "actions", count),
    empty=_nothing,
    search_label=_("Chercher une action"),
    search_hint=_("Intitulé, lieu, client"),
    export_url="crm:task_export",
    export_right=Permission.CLIENTS_VIEW,
)
