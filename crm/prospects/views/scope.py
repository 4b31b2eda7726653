"""Which prospect a page is about."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from crm.clients.models import Client
from crm.prospects import queries
from portal.access.permissions import Permission


def file_for(user, pk: int) -> Client:
    """The file in the reader's scope; 404 otherwise, whether it exists or not."""
    return get_object_or_404(queries.files_of(user), pk=pk)


def file_to_edit(user, pk: int) -> Client:
    """The same for those who may write; 403 for those who only read."""
    client = file_for(user, pk)
    if not user.has_right(Permission.CLIENTS_EDIT):
        raise PermissionDenied
    return client
