"""What the buyer has repaid, on the page of an invoice: read by the buyer and by those who pay."""

from django.template.loader import render_to_string

from crm.payouts.queries import repayments_of
from portal.access.permissions import Permission
from portal.core.plugs.panels import Panel


def repaid(request, invoice) -> str:
    if request.user.has_right(Permission.FACTORING_SUPPLY) or invoice.financed_at is None:
        return ""
    decides = request.user.has_right(Permission.FACTORING_DECIDE)
    context = {"invoice": invoice, "repayments": list(repayments_of(invoice)), "may_repay": decides and invoice.left}
    return render_to_string("crm/payouts/_repaid.html", context, request=request)


PANEL = Panel("payouts.repaid", "crm.factoredinvoice", repaid, Permission.FACTORING_VIEW, 10)
