"""The list of contracts."""

from contracts.pages.listing import CONTRACTS
from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.exchange.lists import show, suggest


@requires(Permission.CONTRACTS_VIEW)
def index(request):
    """`Contrats` (S8, S9): cards or rows, searched, filtered and sorted by the address."""
    return show(request, CONTRACTS, template="contracts/list.html")


@requires(Permission.CONTRACTS_VIEW)
def suggestions(request):
    """Names for the filters of the list, as one types them."""
    return suggest(request, CONTRACTS)
