from celery import shared_task


@shared_task(name="news.announce", expires=30)
def announce() -> None:
    """Tell those who asked of the news that came out."""
    from portal.news import actions

    actions.announce_due()
