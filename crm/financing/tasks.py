"""Leaves that a worker runs."""

from celery import shared_task


@shared_task(name="crm.remind_factoring")
def remind_factoring() -> None:
    """Remind buyers of invoices that wait, and of repayments."""
    from crm.financing.reminding import remind

    remind()
