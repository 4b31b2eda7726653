"""What the home page and the client's page show of actions."""

from django.template.loader import render_to_string

from crm.tasks import queries
from crm.tasks.models import Task
from portal.access.permissions import Permission
from portal.core.plugs.home import HomeBlock
from portal.core.plugs.panels import Panel

SHOWN = 6


def next_actions(request) -> str:
    """Return the next actions, late ones first, each with one click to note its outcome."""
    rows = queries.to_do_in_agency(request.user)
    context = {"tasks": list(rows[:SHOWN]), "back": "home"}
    return render_to_string("crm/tasks/home.html", context, request=request)


def next_of_client(request, client) -> str:
    """The next actions with one party, on their page; one query."""
    rows = list(Task.objects.open().filter(client=client).order_by("due_at", "pk")[:3])
    context = {"client": client, "tasks": rows, "back": "client"}
    return render_to_string("crm/tasks/panel.html", context, request=request)


BLOCKS = (HomeBlock("crm.tasks", next_actions, Permission.CLIENTS_EDIT, 6),)
PANEL = Panel("crm.tasks", "crm.client", next_of_client, Permission.CLIENTS_VIEW, 5)
