"""Queries of portfolios; every queryset starts from `visible_to`."""

from django.contrib.auth import get_user_model

from portal.access.permissions import Permission
from subscriptions.portfolio.enums import LinkState
from subscriptions.portfolio.models import PortfolioLink


def portfolio_of(user):
    """The people of a reader's list."""
    return PortfolioLink.objects.visible_to(user).select_related("account__subscription__current", "owner")


def linked_of(user):
    """Those for whom the reader may act now."""
    return portfolio_of(user).linked()


def queue_of(user):
    """What the back-office decides or decided: rows that still wait for a person's registration are not theirs."""
    rows = PortfolioLink.objects.visible_to(user).select_related("account", "owner", "agency", "legacy")
    return rows if user.has_right(Permission.PORTFOLIO_REVIEW) else rows.none()


def pending_of(user):
    return queue_of(user).filter(state=LinkState.PENDING).order_by("deadline", "pk")


def agents_of(account):
    """The links of a client with those who act for them."""
    return PortfolioLink.objects.linked().filter(account=account).select_related("owner__organisation").order_by("pk")


def office():
    """Those who decide."""
    return get_user_model().objects.having(Permission.PORTFOLIO_REVIEW).active()
