from celery import shared_task


@shared_task(name="audit.anchor")
def anchor_the_history() -> None:
    """Anchor the history when it is due; asked every two minutes."""
    from portal.audit.chain import anchor

    anchor()
