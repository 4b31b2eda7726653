from celery import shared_task

from crm.companies import actions


@shared_task(name="crm.check_companies")
def check_companies() -> None:
    actions.recheck_due()
