"""Queries of payments and repayments."""

from crm.payouts.models import PayoutFile, Repayment


def files_of(user):
    """Return the payment files, the newest first."""
    return PayoutFile.objects.visible_to(user).select_related("created_by", "executed_by")


def repayments_of(invoice):
    return Repayment.objects.filter(invoice=invoice).order_by("received_on", "pk")
