"""Reminders: of invoices that wait for the buyer, and of repayments that fall due or are late (F11)."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction

from crm.financing import messages
from crm.financing.enums import Status
from crm.financing.models import FactoredInvoice
from crm.financing.rules import repayment_day
from portal.audit.transitions import lock
from portal.core.values import dates

BATCH = 200
# Days from the due date at which the buyer is told: before, on the day, then late.
DUE_STEPS = (-3, 0, 3, 7, 14)


def remind() -> int:
    """Send what is due today, once each; returns how many."""
    return _remind_waiting() + _remind_due()


def _remind_waiting() -> int:
    first = dates.now() - timedelta(days=min(settings.FACTORING_REMINDER_DAYS))
    last_step = len(settings.FACTORING_REMINDER_DAYS)
    rows = FactoredInvoice.objects.filter(status=Status.SUBMITTED, created_at__lte=first, reminded__lt=last_step)
    return sum(_waiting(pk) for pk in rows.order_by("pk").values_list("pk", flat=True)[:BATCH])


@transaction.atomic
def _waiting(pk: int) -> bool:
    row = lock(FactoredInvoice(pk=pk))
    passed = [days for days in settings.FACTORING_REMINDER_DAYS if days <= row.days_waiting]
    if row.status != Status.SUBMITTED or len(passed) <= row.reminded:
        return False
    row.reminded = len(passed)
    row.save(update_fields=["reminded"])
    messages.tell_submitted(row, days=passed[-1])
    return True


def _remind_due() -> int:
    soon = dates.today() + timedelta(days=-DUE_STEPS[0])
    rows = FactoredInvoice.objects.filter(status=Status.FINANCED, due_on__lte=soon, due_reminded__lt=len(DUE_STEPS))
    return sum(_due(pk) for pk in rows.order_by("pk").values_list("pk", flat=True)[:BATCH])


@transaction.atomic
def _due(pk: int) -> bool:
    row = lock(FactoredInvoice(pk=pk))
    late = (dates.today() - repayment_day(row.due_on)).days
    passed = sum(step <= late for step in DUE_STEPS)
    if row.status != Status.FINANCED or passed <= row.due_reminded:
        return False
    row.due_reminded = passed
    row.save(update_fields=["due_reminded"])
    messages.remind_repayment(row, rank=passed)
    return True
