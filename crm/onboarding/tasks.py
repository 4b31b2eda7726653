"""Leaves that a worker runs."""

from celery import shared_task


@shared_task(name="crm.follow_onboardings")
def follow_onboardings() -> None:
    """Expire and remind, in this order: nobody is reminded of what has just expired."""
    from crm.onboarding.actions import answers

    answers.expire_due()
    answers.remind_due()
