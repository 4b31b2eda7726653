"""How long accounts of older databases wait for their holder."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from portal.core.plugs.retention import Rule
from subscriptions.legacy.models import LegacyAccount


def unclaimed(before: datetime) -> QuerySet:
    """Return older accounts whose holder never registered here and whom no agent has added."""
    registered = get_user_model().objects.filter(email=OuterRef("email"), activated_at__isnull=False)
    rows = LegacyAccount.objects.unclaimed().filter(~Exists(registered), imported_at__lt=before, links=None)
    return rows.order_by("imported_at", "pk")


RULES = (
    Rule(
        name="portfolio.legacy_accounts",
        label=_("Comptes d’anciennes bases dont le titulaire ne s’est pas inscrit"),
        kept=_("%(time)s après leur reprise"),
        then=_("Supprimés"),
        days=lambda: settings.KEEP_LEGACY_ACCOUNTS_DAYS,
        due=unclaimed,
        order=71,
    ),
)
