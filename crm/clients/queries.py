"""Queries of clients; every queryset starts from `visible_to`."""

from crm.clients.models import Client
from portal.access.permissions import Permission


def clients_of(user):
    """The clients of a reader's lists, with what a card shows."""
    return Client.objects.visible_to(user).in_use().select_related("owner", "agency")


def files_of(user):
    """The files a reader may open, archived ones included."""
    return Client.objects.visible_to(user).select_related("owner", "agency", "household", "onboarding")


def file_open_to(user, pk: int | None) -> Client | None:
    """The client `pk`, None unless the reader may open their file; one query."""
    if pk is None or not user.has_right(Permission.CLIENTS_VIEW):
        return None
    return Client.objects.visible_to(user).filter(pk=pk).first()


def members_of(user, household):
    """The persons of a household that the reader may see."""
    return files_of(user).filter(household=household).order_by("sort_name", "pk")


def merged_into(user, pk: int):
    """The file that the file `pk` was merged into, where the reader may see it."""
    merged = Client.objects.in_scope_of(user).filter(pk=pk, merged_into__isnull=False)
    return Client.objects.visible_to(user).filter(merged__in=merged)
