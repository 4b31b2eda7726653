"""Contracts that the law requires to keep, and with them their client's file."""

from datetime import date, timedelta

from django.conf import settings
from django.db.models import Count, Max
from django.utils.translation import ngettext

from contracts.sales.models import Contract
from crm.clients.keeping import Keeper, Kept
from portal.core.plugs.retention import YEAR
from portal.core.values import dates


def contracts_kept(client) -> Kept | None:
    """Return the contracts of a client until the last one is erased; one query."""
    found = Contract.objects.filter(client=client).aggregate(
        number=Count("pk"), signed=Max("signed_at"), newest=Max("created_at")
    )
    if not found["number"]:
        return None
    what = ngettext("%(count)d contrat", "%(count)d contrats", found["number"]) % {"count": found["number"]}
    return Kept(what, _until(found["signed"], found["newest"]))


def _until(signed, newest) -> date:
    unsigned = newest + timedelta(days=settings.KEEP_UNSIGNED_DAYS)
    ends = [unsigned] if signed is None else [unsigned, signed + timedelta(days=settings.KEEP_CONTRACTS_YEARS * YEAR)]
    return max(ends).astimezone(dates.PARIS).date()


KEEPER = Keeper("contracts", contracts_kept)
