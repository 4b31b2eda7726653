"""Queries of opportunities; every queryset starts from `visible_to`."""

from presales.opportunities.models import Opportunity


def opportunities_of(user):
    """Return the opportunities of a reader's lists, with what a card shows."""
    return Opportunity.objects.visible_to(user).select_related("product")


def whole_opportunities_of(user):
    """Return the same opportunities, with everybody named on their page."""
    return opportunities_of(user).select_related("owner", "organisation")


def doubles_of(user, *, siren: str, product, besides: Opportunity | None = None):
    """Return the reader's opportunities for the same company number and product, newest first; others stay hidden."""
    if not siren:
        return Opportunity.objects.none()
    found = opportunities_of(user).select_related("owner").filter(siren=siren, product=product)
    if besides is not None and besides.pk:
        found = found.exclude(pk=besides.pk)
    return found.order_by("-created_at", "-pk")
