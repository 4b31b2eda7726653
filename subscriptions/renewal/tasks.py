from celery import shared_task


@shared_task(name="subscriptions.follow_renewals")
def follow_renewals() -> None:
    """Tell of renewals before the end, charge them at the end, try again where it failed."""
    from subscriptions.renewal import actions

    actions.follow()
