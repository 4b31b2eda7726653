"""How long an address book keeps an address that nobody uses."""

from django.utils.translation import gettext_lazy as _

from portal.core.plugs.retention import YEAR, Rule
from subscriptions.shop.addresses import Address

RULES = (
    Rule(
        name="shop.addresses",
        label=_("Carnet d’adresses de la boutique"),
        kept=_("%(time)s après la dernière utilisation ou modification"),
        then=_("Supprimées ; les commandes gardent leur copie"),
        days=lambda: 3 * YEAR,
        due=lambda before: Address.objects.filter(used_at__lt=before, changed_at__lt=before).order_by("used_at"),
        order=66,
    ),
)
