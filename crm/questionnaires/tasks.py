"""Leaves that a worker runs."""

from celery import shared_task


@shared_task(name="crm.print_questionnaires")
def print_questionnaires() -> None:
    """Print the finished questionnaires that have no PDF yet."""
    from crm.questionnaires.printing import print_due

    print_due()
