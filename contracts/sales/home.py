"""What the home page shows of contracts, per role."""

from django.template.loader import render_to_string

from contracts.sales import queries
from contracts.sales.enums import Status
from portal.access.permissions import Permission
from portal.core.home import HomeBlock

SHOWN = 5


def for_sellers(request) -> str:
    """Drafts, signatures awaited, and where everything stands."""
    counts = queries.counts_by_status(request.user)
    return render_to_string(
        "contracts/home_seller.html",
        {
            "counts": {status.name.lower(): counts.get(status, 0) for status in Status},
            "drafts": queries.drafts_of(request.user)[:SHOWN],
            "waiting": queries.waiting_for_client(request.user)[:SHOWN],
            "total": sum(counts.values()),
        },
        request=request,
    )


def for_back_office(request) -> str:
    """How long the queue is and what waits longest."""
    counts = queries.counts_by_status(request.user)
    return render_to_string(
        "contracts/home_office.html",
        {
            "counts": {status.name.lower(): counts.get(status, 0) for status in Status},
            "oldest": queries.waiting_for_back_office(request.user)[:SHOWN],
        },
        request=request,
    )


BLOCKS = (
    HomeBlock("contracts.sellers", for_sellers, Permission.CONTRACTS_CREATE, 10),
    HomeBlock("contracts.office", for_back_office, Permission.CONTRACTS_CONFIRM, 10),
)
