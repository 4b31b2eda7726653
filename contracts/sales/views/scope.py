"""Which contract a page is about: one the reader may see, else it does not exist."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from contracts.sales.models import Contract
from portal.audit.transitions import Refused, refusal

DETAIL = ("owner", "agency", "product", "client", "document", "signed_document")


def contract_for(user, number: str) -> Contract:
    """The contract with this number in the reader's scope; 404 otherwise, whether it exists or not.

    Raises `Refused`, which says by whom and when, to who could see it until it was taken back to draft.
    """
    numbered = Contract.objects.filter(number=number)
    contract = numbered.visible_to(user).select_related(*DETAIL).first()
    if contract:
        return contract
    if taken_back := numbered.taken_back_from(user).first():
        raise Refused(taken_back, refusal(taken_back))
    raise Http404


def draft_for(user, pk: int) -> Contract:
    """A contract in the reader's scope by its own key, whatever its status."""
    return get_object_or_404(Contract.objects.visible_to(user).select_related(*DETAIL), pk=pk)
