"""Queries of partners' contracts; every queryset starts from `visible_to`."""

from datetime import date, timedelta
from decimal import Decimal

from django.db.models import OuterRef, Subquery

from contracts.aggregation.models import PartnerContract, PartnerReference, Valuation
from portal.core.values import dates

STALE_AFTER = timedelta(days=7)


def contracts_of(user):
    """Return the contracts of a reader's lists with what a row shows."""
    return PartnerContract.objects.visible_to(user).select_related("partner", "client", "offer")


def references_of(client):
    return PartnerReference.objects.filter(client=client).select_related("partner")


def claimants(contract: PartnerContract) -> list:
    """Return the references that an orphan bears; those of two clients are a conflict."""
    borne = PartnerReference.objects.filter(partner=contract.partner).select_related("client")
    return list(borne.filter(normalised__in=(contract.client_normalised, contract.normalised)).order_by("pk"))


def as_of(contracts, day: date):
    """Add `amount` and `amount_on` to contracts: the last value on `day` or before it."""
    last = Valuation.objects.filter(contract=OuterRef("pk"), valued_on__lte=day).order_by("-valued_on")
    return contracts.annotate(
        amount=Subquery(last.values("amount")[:1]), amount_on=Subquery(last.values("valued_on")[:1])
    )


def is_stale(day: date | None) -> bool:
    """Tell whether a value is more than seven days old."""
    return day is not None and dates.today() - day > STALE_AFTER


def performance(contract: PartnerContract) -> Decimal | None:
    """Return the gain since entry in per cent of what was paid in; None where that is not known."""
    if not contract.paid_in or contract.value is None:
        return None
    return (contract.value - contract.paid_in) / contract.paid_in * 100
