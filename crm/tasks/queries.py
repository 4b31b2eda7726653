"""What pages read of actions; every queryset starts from the reader's scope."""

from crm.tasks.models import Task
from portal.access import scopes

SHOWN = 6


def tasks_of(user):
    """The actions of a reader's list, with what its rows show."""
    return Task.objects.visible_to(user).select_related("client", "owner")


def tasks_on(client):
    """Every action on one file, open ones first, the most urgent on top; the caller has the file in scope."""
    return client.tasks.select_related("owner").order_by("due_at", "pk")


def to_do(user):
    """What `user` has to do, the most urgent first: their own, whoever follows the file."""
    return (
        Task.objects.open()
        .filter(owner=user, client__removed_at=None)
        .select_related("client")
        .order_by("due_at", "pk")
    )


def to_do_in_agency(user):
    """What a manager's agency has to do; their own for anybody else."""
    if scopes.CLIENTS.reach(user) is scopes.Reach.GROUP:
        found = Task.objects.open().filter(agency_id=user.organisation_id, client__removed_at=None)
        return found.select_related("client", "owner").order_by("due_at", "pk")
    return to_do(user).select_related("owner")
