"""What is to be done, on the page `À faire`."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crm.tasks import queries
from crm.tasks.models import Task
from portal.access.permissions import Permission
from portal.core.plugs.board import Act, Item, Source
from portal.core.values import dates


def due(user) -> QuerySet:
    """The actions of `user` that are due by now."""
    return queries.to_do(user).filter(due_at__lt=dates.now())


def items(user, rows: list[Task]) -> list[Item]:
    return [_item(row) for row in rows]


def _item(row: Task) -> Item:
    """Done in one press; its title leads to the page that takes a few words of what came of it."""
    url = reverse("crm:task_outcome", args=[row.client_id, row.pk])
    return Item(
        row.title,
        url,
        _("Noter le résultat"),
        row.created_at,
        until=row.due_at,
        subtitle=f"{row.kind_label} · {row.client.display_name}",
        act=Act(url, _("C’est fait")),
    )


SOURCES = (
    Source(
        name="crm.tasks",
        label=gettext_lazy("Actions à faire"),
        rows=due,
        items=items,
        rights=(Permission.CLIENTS_VIEW,),
        order=5,
        all_url=lambda user: f"{reverse('crm:tasks')}?etat=late",
    ),
)
