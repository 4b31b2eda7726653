from celery import shared_task


@shared_task(name="subscriptions.follow_portfolio")
def follow_portfolio() -> None:
    """Sort what was added, link who registered, say what is late."""
    from subscriptions.portfolio import actions

    actions.sort_added()
    actions.escalate_late()
