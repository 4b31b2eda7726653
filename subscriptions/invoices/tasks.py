"""Leaves that a worker runs."""

from celery import shared_task


@shared_task(name="invoices.print")
def print_invoices() -> None:
    """Print the invoices that have no PDF yet."""
    from subscriptions.invoices.printing import print_due

    print_due()
