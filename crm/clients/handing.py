"""Files of clients that change hands when an agent leaves."""

from django.db import transaction

from crm.clients.models import Client
from portal.audit.history import record_many


@transaction.atomic
def hand_over(*, owner, to, by, reason: str = "", limit: int) -> int:
    """Give at most `limit` files of `owner` to `to`, who may work for another agency; returns how many."""
    mine = Client.objects.select_for_update(of=("self",), no_key=True).filter(owner=owner)
    files = list(mine.order_by("pk")[:limit])
    Client.objects.filter(pk__in=[file.pk for file in files]).update(owner=to, agency_id=to.organisation_id)
    record_many(files, "crm.handed_over", by=by, reason=reason, personal={"to": to.get_full_name()})
    return len(files)


def count(user) -> int:
    return Client.objects.filter(owner=user).count()
