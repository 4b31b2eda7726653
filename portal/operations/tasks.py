from celery import shared_task


@shared_task(name="operations.pulse", expires=30)
def pulse() -> None:
    """A worker's sign of life: the schedule, the broker and a worker all had to work for it to be written."""
    from portal.operations import heartbeats

    heartbeats.beat("worker", heartbeats.this_process())


@shared_task(name="operations.retention")
def retention() -> None:
    """Erase what is past the time it is kept."""
    from portal.core.plugs import retention as kept

    kept.apply_all()


@shared_task(name="operations.check_files")
def check_files() -> int:
    """Read a slice of the stored files again, and tell staff of those that are gone or changed."""
    from portal.documents import verification
    from portal.operations import verifying

    try:
        return verification.check_slice()
    finally:
        verifying.tell_faults()


@shared_task(name="operations.tell_faults")
def tell_faults() -> int:
    from portal.operations import verifying

    return verifying.tell_faults()


@shared_task(name="operations.verify_histories")
def verify_histories() -> None:
    from portal.operations import verifying

    verifying.verify_histories()
