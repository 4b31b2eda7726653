from celery import shared_task


@shared_task(name="undo.sweep")
def sweep() -> int:
    """Send what waited for acts that can no longer be undone."""
    from portal.undo import commands

    return commands.finish_due()
