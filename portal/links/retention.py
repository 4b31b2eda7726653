"""Retention of dead links."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from portal.core.plugs.retention import Rule
from portal.links.models import SecureLink

RULES = (
    Rule(
        name="links.ended",
        label=_("Liens personnels envoyés aux clients"),
        kept=_("%(time)s après leur fin de validité"),
        then=_("Supprimés ; la date d’ouverture reste dans l’historique"),
        days=lambda: settings.KEEP_LINKS_DAYS,
        due=lambda before: SecureLink.objects.filter(expires_at__lt=before).order_by("expires_at"),
        order=70,
    ),
)
