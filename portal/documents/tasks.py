from celery import shared_task


@shared_task(name="documents.sweep_orphans")
def sweep_orphans() -> int:
    from portal.documents import files

    return files.sweep_untaken() + files.sweep_orphans() + files.sweep_leftovers()
