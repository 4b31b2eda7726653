"""What happens to older accounts besides their import: their holder registers, or they are erased."""

from django.db import transaction

from portal.access.permissions import Permission
from portal.audit.history import record
from portal.audit.transitions import NotYours, lock
from portal.core.values import dates
from subscriptions.legacy.models import LegacyAccount


def claim(*, account) -> int:
    """Note that the holder of an address has registered here; called in the transaction of what links them."""
    mine = LegacyAccount.objects.of(account.email).unclaimed()
    return mine.order_by().update(account=account, claimed_at=account.activated_at or dates.now())


@transaction.atomic
def remove(*, account: LegacyAccount, by) -> None:
    """Erase one older account: an error of the old database, or somebody who asks to be forgotten."""
    if not by.has_right(Permission.PORTFOLIO_IMPORT):
        raise NotYours(account)
    row = lock(account)
    record(row, "legacy.removed", by=by, data={"source": row.source})
    row.delete()
