"""The list of contracts and the file of one."""

from django.shortcuts import redirect, render

from contracts.sales import queries
from contracts.sales.listing import CONTRACTS
from contracts.sales.presentation import office_steps
from contracts.sales.views.scope import contract_for
from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.audit.history import history_of
from portal.exchange.lists import show, suggest
from portal.messaging.outbox import messages_about


@requires(Permission.CONTRACTS_VIEW)
def index(request):
    """`Contrats` (S8, S9): cards or rows, searched, filtered and sorted by the address."""
    return show(request, CONTRACTS, template="contracts/list.html")


@requires(Permission.CONTRACTS_VIEW)
def suggestions(request):
    """Names for the filters of the list, as one types them."""
    return suggest(request, CONTRACTS)


@requires(Permission.CONTRACTS_VIEW)
def detail(request, number):
    """`Détails`: the client, the product, the documents, the timeline."""
    contract = contract_for(request.user, number)
    if contract.is_draft:
        return redirect("contracts:draft", pk=contract.pk)
    return render(
        request,
        "contracts/detail.html",
        {
            "contract": contract,
            "timeline": history_of(contract),
            "deliveries": messages_about(contract),
            "calls": queries.calls_of(contract),
            "office": office_steps(contract, request.user),
        },
    )
