"""Which file a page is about."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from crm.clients import queries
from crm.clients.models import Client


def file_if_any(request, pk: int) -> Client | None:
    """The file in the reader's scope, None otherwise."""
    return queries.files_of(request.user).filter(pk=pk).first()


def client_for(request, pk: int) -> Client:
    """The file in the reader's scope; 404 otherwise, whether it exists or not."""
    return get_object_or_404(queries.files_of(request.user), pk=pk)


def usable_client_for(request, pk: int) -> Client:
    """The same, for what nobody does with an archived file."""
    client = client_for(request, pk)
    if client.archived_at:
        raise Http404
    return client
