"""Leaves that a worker runs."""

from celery import shared_task


@shared_task(name="crm.print_questionnaires")
def print_questionnaires() -> None:
    """Print the finished questionnaires that have no PDF yet, seal those that were signed."""
    from crm.questionnaires.printing import print_due
    from crm.questionnaires.signing import seal_due

    print_due()
    seal_due()


@shared_task(name="crm.warn_of_questionnaires")
def warn_of_questionnaires() -> None:
    """Tell advisers of results that end within thirty days."""
    from crm.questionnaires.messages import warn_of_expiry

    warn_of_expiry()
