"""The life of an order: every step, and what it writes."""

from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission
from portal.audit.workflow import SYSTEM, step
from portal.core.values import dates
from subscriptions.shop.enums import SENT, TO_SHIP
from subscriptions.shop.enums import Status as S

BUYER = {Permission.SHOP}
OFFICE = {Permission.SHOP_MANAGE}


class OrderWorkflow:
    @step(source=S.TO_PAY, target=S.PAID, who={SYSTEM}, label=_("Encaisser"), verb="shop.paid")
    def pay(self):
        self.paid_at = dates.now()
        self.reserved_until = None

    @step(source=S.TO_PAY, target=S.CANCELLED, who=BUYER | {SYSTEM}, label=_("Abandonner"), verb="shop.abandoned")
    def abandon(self):
        self.reserved_until = None

    @step(source=S.PAID, target=S.PREPARED, who=OFFICE, label=_("Colis préparé"), verb="shop.prepared")
    def prepare(self):
        """The parcel is packed."""

    @step(source=S.PREPARED, target=S.SHIPPED, who=OFFICE, label=_("Expédier"), verb="shop.shipped")
    def ship(self, *, carrier: str, tracking_number: str):
        self.carrier = carrier
        self.tracking_number = tracking_number
        self.shipped_at = dates.now()

    @step(source=S.SHIPPED, target=S.DELIVERED, who=OFFICE | {SYSTEM}, label=_("Colis livré"), verb="shop.delivered")
    def deliver(self):
        self.delivered_at = dates.now()

    @step(
        source=list(TO_SHIP),
        target=S.CANCELLED,
        who=BUYER | OFFICE,
        label=_("Annuler et rembourser"),
        verb="shop.cancelled",
        needs_reason=True,
    )
    def cancel(self):
        """The money goes back, the articles return to the stock."""

    @step(
        source=list(SENT),
        target=S.RETURNED,
        who=OFFICE,
        label=_("Enregistrer le retour"),
        verb="shop.returned",
        needs_reason=True,
    )
    def take_back(self):
        """The same, once the parcel is back."""
