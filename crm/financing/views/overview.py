"""`/affacturage/`: each reader's own: the buyer's envelope, the supplier's invoices, the work of the back-office."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from crm.envelopes.models import Envelope
from crm.envelopes.queries import buyer_of, last_of
from crm.financing import queries
from crm.financing.enums import Status
from crm.financing.models import FactoredInvoice
from crm.suppliers.queries import changes_waiting, links_of, supplier_of
from portal.access.decorators import requires
from portal.access.permissions import Permission

SHOWN = 8


@requires(Permission.FACTORING_VIEW)
@require_safe
def index(request):
    user = request.user
    if user.has_right(Permission.FACTORING_SUPPLY):
        return render(request, "crm/financing/supplier.html", _supplier(user))
    if user.has_right(Permission.FACTORING_BUY):
        return render(request, "crm/financing/buyer.html", buyer_context(user))
    return render(request, "crm/financing/office.html", _office(user))


def _last(user, *statuses: str):
    rows = queries.invoices_of(user)
    rows = rows.filter(status__in=statuses) if statuses else rows
    return list(rows.order_by("-created_at", "-pk")[:SHOWN])


def _supplier(user) -> dict:
    return {
        "supplier": supplier_of(user),
        "to_date": list(
            queries.invoices_of(user)
            .filter(status=Status.VALIDATED)
            .exclude(quotes__accepted_at__isnull=False)
            .order_by("due_on")[:SHOWN]
        ),
        "invoices": _last(user),
    }


def buyer_context(user) -> dict:
    """What a buyer reads: the envelope with what is used and free, what waits, what falls due."""
    buyer = buyer_of(user)
    if buyer is None:
        return {"buyer": None}
    envelope = last_of(buyer)
    return {
        "buyer": buyer,
        "envelope": envelope,
        "room": queries.room_of(envelope) if envelope and envelope.status in ("granted", "suspended") else None,
        "waiting": _last(user, Status.SUBMITTED),
        "due": list(queries.falling_due(buyer)[:SHOWN]),
        "links": list(links_of(buyer)[:SHOWN]),
    }


def _office(user) -> dict:
    decides = user.has_right(Permission.FACTORING_DECIDE)
    return {
        "asked": list(Envelope.objects.visible_to(user).filter(status="asked").select_related("buyer")[:SHOWN]),
        "changes": changes_waiting(user).count() if decides else 0,
        "to_pay": queries.to_pay().count() if decides else 0,
        "disputed": FactoredInvoice.objects.visible_to(user).filter(status=Status.DISPUTED).count(),
        "invoices": _last(user),
    }
