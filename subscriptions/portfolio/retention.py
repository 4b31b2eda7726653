"""How long links are kept that lead to nothing: refused, left, or never answered."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import ProtectedError, Q, QuerySet, RestrictedError
from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission
from portal.access.roles import ROLE_RIGHTS
from portal.audit.erasure import erase_details
from portal.audit.transitions import lock
from portal.core.plugs.retention import Rule
from subscriptions.portfolio.enums import LinkState
from subscriptions.portfolio.models import PortfolioLink

ENDED = (LinkState.REFUSED, LinkState.LEFT)


def without_issue(before: datetime) -> QuerySet:
    """Return links that ended, or that neither the person nor the back-office answered, since `before`."""
    not_registered = Q(state=LinkState.ADDED, account__activated_at=None)
    over = Q(state__in=ENDED) | Q(state=LinkState.PENDING) | not_registered
    rows = PortfolioLink.objects.filter(over, status_changed_at__lt=before)
    return rows.order_by("status_changed_at", "pk")


def erase(links: list[PortfolioLink]) -> int:
    return sum(_erase_one(link) for link in links)


@transaction.atomic
def _erase_one(link: PortfolioLink) -> int:
    row = lock(link)
    if row.state == LinkState.LINKED:  # the person has registered a moment ago
        return 0
    account = row.account
    erase_details(row)
    row.delete()
    if account is not None:
        _erase_invited(account)
    return 1


def _erase_invited(account) -> None:
    """Delete the account of a client who was invited and never registered, unless something else refers to it."""
    followed = PortfolioLink.objects.filter(account=account).exists()
    is_client = Permission.SPACE_OWN in ROLE_RIGHTS[account.role]
    if followed or not is_client or account.activated_at or account.has_usable_password():
        return
    try:
        with transaction.atomic():
            erase_details(account)
            get_user_model().objects.filter(pk=account.pk, activated_at=None).delete()
    except (ProtectedError, RestrictedError):
        return


RULES = (
    Rule(
        name="portfolio.links",
        label=_("Liens de portfolio refusés, quittés ou restés sans réponse"),
        kept=_("%(time)s après la dernière étape"),
        then=_("Supprimés, avec l’invitation restée sans réponse"),
        days=lambda: settings.KEEP_PORTFOLIO_LINKS_DAYS,
        due=without_issue,
        erase=erase,
        order=70,
    ),
)
