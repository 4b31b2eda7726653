"""What pages read of clients; every queryset starts from `visible_to`."""

from crm.clients.models import Client


def clients_of(user):
    """The clients of a reader's lists, with what a card shows."""
    return Client.objects.visible_to(user).select_related("owner", "agency")
