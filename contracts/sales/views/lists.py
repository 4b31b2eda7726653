"""The list of contracts and the file of one."""

from django.shortcuts import redirect, render

from contracts.sales import queries
from contracts.sales.enums import Status
from contracts.sales.forms import ListFilter
from contracts.sales.presentation import office_steps
from contracts.sales.views.scope import contract_for
from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.access.roles import Role
from portal.audit.history import history_of
from portal.core.paging import page
from portal.messaging.outbox import messages_about


@requires(Permission.CONTRACTS_VIEW)
def index(request):
    """`Contrats`: cards, newest first, search and status in the URL."""
    filters = ListFilter(request.GET, statuses=_statuses_of(request.user))
    found = queries.contracts_of(request.user)
    wanted = filters.cleaned_data if filters.is_valid() else {}
    if words := wanted.get("q"):
        found = found.matching(words)
    if status := wanted.get("statut"):
        found = found.filter(status=status)
    listed = page(found, key="created_at", cursor=request.GET.get("suite", "")[:200])
    return render(
        request,
        "contracts/list.html",
        {"page": listed, "filters": filters, "filtered": bool(wanted.get("q") or wanted.get("statut"))},
    )


def _statuses_of(user) -> list:
    drafts_hidden = user.role in (Role.BACK_OFFICE, Role.CLIENT)
    return [choice for choice in Status.choices if not (drafts_hidden and choice[0] == Status.DRAFT)]


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
