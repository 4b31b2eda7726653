"""Daily budget of SMS: an alarm at 80 %, a stop at 100 % (a stolen account must not cost a fortune)."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from portal.core.values import dates
from portal.messaging import outbox
from portal.messaging.models import Message
from portal.messaging.states import Channel, State

ALARM_PERCENT = 80
LATER = timedelta(minutes=10)
SPENT = (State.SENDING, State.SENT, State.DELIVERED, State.FAILED)


def spent_today() -> int:
    """Return the SMS handed to the provider since midnight in Paris."""
    midnight = datetime.combine(dates.today(), datetime.min.time(), tzinfo=dates.PARIS)
    return Message.objects.filter(channel=Channel.SMS, state__in=SPENT, created_at__gte=midnight).count()


def is_exhausted() -> bool:
    """Return whether today's budget is spent; alert the operators once a day at 80 % and once at 100 %."""
    budget, spent = settings.SMS_DAILY_BUDGET, spent_today()
    if spent > budget:
        _tell(100, spent, budget)
        return True
    if spent * 100 >= budget * ALARM_PERCENT:
        _tell(ALARM_PERCENT, spent, budget)
    return False


@transaction.atomic
def _tell(percent: int, spent: int, budget: int) -> None:
    outbox.queue(
        channel=Channel.EMAIL,
        to=settings.SUPPORT_EMAIL,
        template="messaging/messages/sms_budget",
        context={"percent": percent, "spent": spent, "budget": budget},
        dedupe=f"sms-budget:{percent}:{dates.today().isoformat()}",
    )
