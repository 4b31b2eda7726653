"""Leaves that a worker runs."""

from celery import shared_task


@shared_task(name="earnings.print_statements")
def print_statements() -> None:
    """Print the approved statements that have no PDF yet."""
    from portal.earnings.statements.printing import print_due

    print_due()


@shared_task(name="earnings.make_statements")
def make_statements() -> None:
    """Make the statements of the months that are over."""
    from portal.earnings.statements.actions import make_missing

    make_missing()
