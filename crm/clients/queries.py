"""What pages read of clients; every queryset starts from `visible_to`."""

from crm.clients.models import Client


def clients_of(user):
    """The clients of a reader's lists, with what a card shows."""
    return Client.objects.visible_to(user).in_use().select_related("owner", "agency")


def files_of(user):
    """The files a reader may open, archived ones included."""
    return Client.objects.visible_to(user).select_related("owner", "agency", "household")
