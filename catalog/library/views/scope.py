"""Lookup of the document a page is about, in the reader's scope."""

from django.shortcuts import get_object_or_404

from catalog.library import queries
from catalog.library.models import Document


def document_for(user, pk: int) -> Document:
    """Return the document in the reader's scope; 404 otherwise, whether it exists or not."""
    return get_object_or_404(queries.documents_for(user), pk=pk)
