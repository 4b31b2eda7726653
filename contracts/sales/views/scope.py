"""Which contract a page is about: one the reader may see, else it does not exist."""

from django.shortcuts import get_object_or_404

from contracts.sales.models import Contract

DETAIL = ("owner", "agency", "product", "client", "document", "signed_document")


def contract_for(user, number: str) -> Contract:
    """The contract with this number in the reader's scope; 404 otherwise, whether it exists or not."""
    return get_object_or_404(Contract.objects.visible_to(user).select_related(*DETAIL), number=number)


def draft_for(user, pk: int) -> Contract:
    """A contract in the reader's scope by its own key, whatever its status."""
    return get_object_or_404(Contract.objects.visible_to(user).select_related(*DETAIL), pk=pk)
