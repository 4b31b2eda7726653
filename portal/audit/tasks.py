from celery import shared_task


@shared_task(name="audit.anchor")
def anchor_the_day() -> None:
    from portal.audit.chain import anchor

    anchor()
