"""What is sent about questionnaires: the code to sign one, and a result that ends soon."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction

from crm.questionnaires.models import Response
from portal.core.values import dates
from portal.links import making
from portal.messaging.notices import notify
from portal.messaging.outbox import queue
from portal.messaging.states import Channel

CODE = "crm/messages/questionnaire_code"
EXPIRING = "crm.questionnaire_expiring"
WARNED_BEFORE = timedelta(days=30)
BATCH = 200


def send_code_sms(response: Response, *, challenge, code: str, token: str) -> None:
    """Send the SMS with the code and the link; it expires with the code."""
    queue(
        channel=Channel.SMS,
        to=response.client.phone,
        template=CODE,
        context={
            "portal_name": settings.PORTAL_NAME,
            "kind": response.get_slug_display(),
            "code": f"{code[:3]} {code[3:]}",
            "url": making.url_for(token),
            "minutes": settings.CODE_LIFETIME_MINUTES,
        },
        dedupe=f"crm.questionnaire_code:{challenge.pk}",
        about=response,
        sensitive=True,
        expires_at=challenge.expires_at,
    )


def warn_of_expiry() -> int:
    """Tell advisers, once for each result, of those that end within thirty days and were not answered again."""
    today = dates.today()
    ending = Response.objects.finished().filter(
        valid_until__gte=today, valid_until__lte=today + WARNED_BEFORE, warned_at=None, client__removed_at=None
    )
    return sum(_warn(pk) for pk in ending.order_by("valid_until", "pk").values_list("pk", flat=True)[:BATCH])


@transaction.atomic
def _warn(pk: int) -> int:
    rows = Response.objects.select_for_update(of=("self",)).select_related("client__owner")
    row = rows.filter(pk=pk, warned_at=None).first()
    if row is None:
        return 0
    row.warned_at = dates.now()
    row.save(update_fields=["warned_at"])
    if Response.objects.finished().filter(client=row.client, slug=row.slug, finished_at__gt=row.finished_at).exists():
        return 0
    notify(
        [row.client.owner],
        EXPIRING,
        about=row.client,
        template="crm/notices/questionnaire_expiring",
        context={"response": row, "client": row.client},
        url=row.get_absolute_url(),
        dedupe=f"{EXPIRING}:{row.pk}",
    )
    return 1
