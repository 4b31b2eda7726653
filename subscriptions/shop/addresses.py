"""Address book of a buyer."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.core.indexes import SearchIndex
from portal.core.matching import SearchedQuerySet
from portal.core.reading import reads
from portal.core.values import dates
from portal.records.models import Record, Searched
from subscriptions.shop.enums import Country

SAME = ("name", "address", "postal_code", "city", "country")  # two rows that agree in these are one address


class AddressQuerySet(SearchedQuerySet):
    def visible_to(self, user):
        """Return the user's own addresses, without those they removed."""
        return self.filter(owner=user.pk, removed_at=None)


class Address(Searched, Record):
    """An address kept in a buyer's book. Orders hold copies: editing one changes no order.

    `removed_at` is set while its removal can be undone; then the row is deleted.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="addresses", editable=False)
    name = models.CharField(_("nom ou société"), max_length=120)
    siren = models.CharField(_("SIREN"), max_length=9, blank=True)
    address = models.CharField(_("adresse"), max_length=200)
    postal_code = models.CharField(_("code postal"), max_length=10)
    city = models.CharField(_("ville"), max_length=80)
    country = models.CharField(_("pays"), max_length=2, choices=Country, default=Country.FRANCE)
    bills = models.BooleanField(_("adresse de facturation par défaut"), default=False)
    delivers = models.BooleanField(_("adresse de livraison par défaut"), default=False)
    used_at = models.DateTimeField(_("dernière utilisation"), default=dates.now, editable=False)
    removed_at = models.DateTimeField(null=True, editable=False)

    objects = AddressQuerySet.as_manager()

    class Meta:
        verbose_name = _("adresse")
        verbose_name_plural = _("adresses")
        indexes = [
            models.Index(fields=["owner", "used_at", "id"], name="shop_address_owner"),
            models.Index(fields=["owner", "sort_name", "id"], name="shop_address_name"),
            SearchIndex(fields=["owner", "search_text"], name="shop_address_search"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["owner", *SAME], name="shop_address", condition=Q(removed_at=None)),
            models.UniqueConstraint(
                fields=["owner"], name="shop_address_bills", condition=Q(bills=True, removed_at=None)
            ),
            models.UniqueConstraint(
                fields=["owner"], name="shop_address_delivers", condition=Q(delivers=True, removed_at=None)
            ),
            models.CheckConstraint(name="shop_address_country", condition=Q(country__in=Country.values)),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.postal_code} {self.city}"

    def get_absolute_url(self) -> str:
        return reverse("subscriptions:address", args=[self.pk])

    @property
    @reads("postal_code", "city", "country")
    def place(self) -> str:
        """Return postal code and city, with the country when it is not France."""
        abroad = "" if self.country == Country.FRANCE else f", {self.get_country_display()}"
        return f"{self.postal_code} {self.city}{abroad}"

    @property
    @reads("bills", "delivers")
    def default_label(self) -> str:
        """Return what the address is the default of, empty when of nothing."""
        if self.bills and self.delivers:
            return gettext("Facturation et livraison par défaut")
        if self.bills:
            return gettext("Facturation par défaut")
        return gettext("Livraison par défaut") if self.delivers else ""

    def search_parts(self) -> list:
        return [self.name, self.address, self.postal_code, self.city, self.get_country_display(), self.siren]

    def sort_key(self) -> str:
        return self.name
