"""Shipping rates: one price per zone and greatest weight."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.core.indexes import SearchIndex
from portal.core.matching import SearchedQuerySet
from portal.core.reading import reads
from portal.core.values.weight import format_weight
from portal.records.models import Record, Searched
from subscriptions.shop.enums import Zone

HEAVIEST = 1_000_000  # grams, for articles and parcels alike
ZONE_ORDER = {zone: rank for rank, zone in enumerate(Zone)}


class ShippingRateQuerySet(SearchedQuerySet):
    def visible_to(self, user):
        """Return every rate: they are the same for all, a right decides who may change them."""
        return self

    def in_force(self):
        return self.filter(retired_at=None)


class ShippingRate(Searched, Record):
    """Price, without tax, of a parcel of at most `up_to` grams to a zone. Orders keep the price they were placed at."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    zone = models.CharField(_("zone"), max_length=10, choices=Zone)
    up_to = models.PositiveIntegerField(_("jusqu’à (g)"))
    price = models.DecimalField(_("prix HT"), max_digits=7, decimal_places=2)
    retired_at = models.DateTimeField(_("retiré le"), null=True, editable=False)

    objects = ShippingRateQuerySet.as_manager()

    class Meta:
        verbose_name = _("tarif de livraison")
        verbose_name_plural = _("tarifs de livraison")
        ordering = ["zone", "up_to"]
        indexes = [
            models.Index(fields=["sort_name", "id"], name="shop_rate_name"),
            models.Index(fields=["price", "id"], name="shop_rate_by_price"),
            SearchIndex(fields=["search_text"], name="shop_rate_search"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["zone", "up_to"], name="shop_rate_once", condition=Q(retired_at=None)),
            models.CheckConstraint(name="shop_rate_price", condition=Q(price__gte=0, zone__in=Zone.values)),
            models.CheckConstraint(name="shop_rate_weight", condition=Q(up_to__gt=0, up_to__lte=HEAVIEST)),
        ]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse("subscriptions:rate", args=[self.pk])

    @property
    @reads("zone", "up_to")
    def label(self) -> str:
        """`Corse, jusqu’à 2 kg`."""
        return gettext("%(zone)s, jusqu’à %(weight)s") % {"zone": self.get_zone_display(), "weight": self.weight_label}

    @property
    @reads("up_to")
    def weight_label(self) -> str:
        return format_weight(self.up_to)

    @property
    @reads("retired_at")
    def state_label(self) -> str:
        """`En vigueur` or `Retiré`."""
        return gettext("Retiré") if self.retired_at else gettext("En vigueur")

    def search_parts(self) -> list:
        return [self.get_zone_display(), self.weight_label, self.up_to]

    def sort_key(self) -> str:
        """Return a key that sorts by zone, then by weight."""
        return f"{ZONE_ORDER.get(self.zone, 0)} {self.up_to:07d}"
