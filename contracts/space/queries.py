"""A client's own contracts."""

from django.core.exceptions import PermissionDenied

from contracts.sales.models import Contract
from contracts.sales.scope import contract_for
from portal.access.shell import is_client


def own_contracts(user):
    """Return the contracts of a client, the newest first; none for anybody else."""
    rows = Contract.objects.visible_to(user) if is_client(user) else Contract.objects.none()
    return rows.select_related("product", "document", "signed_document").order_by("-created_at", "-pk")


def own_contract(user, number: str) -> Contract:
    """Return a client's own contract by its number; 404 when it is another's, 403 for those who are no clients."""
    if not is_client(user):
        raise PermissionDenied
    return contract_for(user, number)
