"""Transfer of contracts and drafts when an agent leaves. Their status does not change."""

from functools import partial

from django.db import transaction
from django.db.models import F

from contracts.sales.enums import Status
from contracts.sales.models import Contract
from portal.audit.history import record_many


def _owned(owner, *, drafts: bool):
    mine = Contract.objects.filter(owner=owner)
    return mine.filter(status=Status.DRAFT) if drafts else mine.exclude(status=Status.DRAFT)


@transaction.atomic
def hand_over(*, owner, to, by, reason: str = "", limit: int, drafts: bool) -> int:
    """Transfer at most `limit` contracts (or drafts) of `owner` to `to`, who may work for another agency.

    Returns how many. The version grows, so that a form open elsewhere is stale.
    """
    mine = _owned(owner, drafts=drafts).select_for_update(of=("self",), no_key=True)
    contracts = list(mine.order_by("pk")[:limit])
    given = Contract.objects.filter(pk__in=[contract.pk for contract in contracts])
    given.update(owner=to, agency_id=to.organisation_id, version=F("version") + 1)
    record_many(contracts, "contracts.handed_over", by=by, reason=reason, personal={"to": to.get_full_name()})
    return len(contracts)


def count(user, *, drafts: bool) -> int:
    return _owned(user, drafts=drafts).count()


hand_over_contracts, hand_over_drafts = partial(hand_over, drafts=False), partial(hand_over, drafts=True)
count_contracts, count_drafts = partial(count, drafts=False), partial(count, drafts=True)
