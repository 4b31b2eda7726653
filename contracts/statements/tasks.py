"""Leaves that a worker runs."""

from celery import shared_task


@shared_task(name="contracts.print_statement")
def print_statement(statement_id: str) -> None:
    """Print one statement."""
    from contracts.statements.actions import print_one

    print_one(statement_id=statement_id)


@shared_task(name="contracts.print_statements")
def print_statements() -> None:
    """Print the statements whose message was lost or whose worker died."""
    from contracts.statements.actions import print_due

    print_due()
