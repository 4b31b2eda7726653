"""What is sold and shipped: articles, carts, orders."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from crm.clients.models import Client
from portal.access import scopes
from portal.audit.models import StatusModel, StatusQuerySet
from portal.core.indexes import SearchIndex, sort_indexes
from portal.core.matching import SearchedQuerySet
from portal.core.reading import reads
from portal.core.values import dates
from portal.core.values.money import Price, format_euros
from portal.records.models import Created, Record, Searched
from subscriptions.invoices.rules import Line, Totals, totals_of
from subscriptions.payments.models import Payment
from subscriptions.shop.enums import NEXT_STEPS, STATUS_TONES, TO_SHIP, Status, VatRate
from subscriptions.shop.rules import MOST
from subscriptions.shop.workflow import OrderWorkflow

NUMBER = "CMD-{:06d}"


class ItemQuerySet(SearchedQuerySet):
    def on_sale(self):
        return self.filter(is_active=True)

    def visible_to(self, user):
        """Return what is sold, which is the same for all; who may change it is a right."""
        return self


class Item(Searched, Record):
    """A physical article. `stock` is what can still be sold: what waits for a payment is taken off already."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    reference = models.CharField(_("référence"), max_length=40, unique=True)
    name = models.CharField(_("nom"), max_length=120)
    description = models.TextField(_("description"), blank=True, max_length=2000)
    price = models.DecimalField(_("prix HT"), max_digits=9, decimal_places=2)
    vat_rate = models.CharField(_("TVA"), max_length=5, choices=VatRate, default=VatRate.STANDARD)
    stock = models.PositiveIntegerField(_("stock"), default=0)
    weight = models.PositiveIntegerField(_("poids (g)"))
    is_active = models.BooleanField(_("en vente"), default=True)
    picture = models.ForeignKey("documents.StoredFile", models.PROTECT, null=True, editable=False, related_name="+")

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        indexes = [
            models.Index(fields=["sort_name", "id"], name="shop_item_name"),
            models.Index(fields=["stock", "id"], name="shop_item_stock"),
            SearchIndex(fields=["search_text"], name="shop_item_search"),
        ]
        constraints = [
            models.CheckConstraint(name="shop_item_price", condition=Q(price__gt=0, price__lt=100_000)),
            models.CheckConstraint(name="shop_item_vat", condition=Q(vat_rate__in=VatRate.values)),
            models.CheckConstraint(name="shop_item_weight", condition=Q(weight__gt=0, weight__lte=1_000_000)),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("subscriptions:item", args=[self.pk])

    def get_edit_url(self) -> str:
        return reverse("subscriptions:item_edit", args=[self.pk])

    @property
    @reads("price", "vat_rate")
    def full_price(self) -> Price:
        return Price.of(self.price, Decimal(self.vat_rate))

    @property
    @reads("is_active", "stock")
    def state_label(self) -> str:
        """`En vente`, `Épuisé`, `Retiré`."""
        if not self.is_active:
            return str(_("Retiré"))
        return str(_("En vente")) if self.stock else str(_("Épuisé"))

    def search_parts(self) -> list:
        return [self.name, self.reference, self.description]

    def sort_key(self) -> str:
        return self.name


class Cart(models.Model):
    """What somebody is about to buy; kept until it is paid, on every device."""

    owner = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="cart")
    changed_at = models.DateTimeField(default=dates.now)

    class Meta:
        verbose_name = _("panier")
        verbose_name_plural = _("paniers")


class CartLine(models.Model):
    cart = models.ForeignKey(Cart, models.CASCADE, related_name="lines")
    item = models.ForeignKey(Item, models.CASCADE, related_name="+")
    quantity = models.PositiveIntegerField(_("quantité"))

    class Meta:
        verbose_name = _("ligne de panier")
        verbose_name_plural = _("lignes de panier")
        constraints = [
            models.UniqueConstraint(fields=["cart", "item"], name="shop_cart_line_once"),
            models.CheckConstraint(name="shop_cart_quantity", condition=Q(quantity__range=(1, MOST))),
        ]

    @property
    def label(self) -> str:
        return self.item.name

    @property
    def as_line(self) -> Line:
        return Line(self.item.name, Decimal(self.quantity), self.item.price, Decimal(self.item.vat_rate))


class OrderQuerySet(StatusQuerySet, SearchedQuerySet):
    def visible_to(self, user):
        """A buyer's own, all for the back-office."""
        return scopes.PURCHASES.rows(self, user)

    @staticmethod
    def whole_number(typed: str) -> dict:
        digits = typed.strip().upper().removeprefix("CMD-")
        return {"pk": int(digits)} if digits.isascii() and digits.isdigit() and len(digits) < 15 else {}


class Order(OrderWorkflow, Searched, Created, StatusModel):
    """An order with its prices and addresses as they were when it was placed."""

    STATUS_TONES = STATUS_TONES

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="orders", verbose_name=_("commandée par")
    )
    client = models.ForeignKey(
        Client, models.SET_NULL, null=True, blank=True, related_name="orders", verbose_name=_("client")
    )
    status = FSMField(_("statut"), choices=Status, default=Status.TO_PAY, protected=True, max_length=10)
    billing = models.JSONField()
    delivery = models.JSONField()
    delivery_name = models.CharField(_("livrée à"), max_length=120)
    net = models.DecimalField(_("total HT"), max_digits=11, decimal_places=2)
    gross = models.DecimalField(_("total TTC"), max_digits=11, decimal_places=2)
    weight = models.PositiveIntegerField(_("poids (g)"))
    payment = models.ForeignKey(Payment, models.PROTECT, null=True, related_name="+", verbose_name=_("paiement"))
    carrier = models.CharField(_("transporteur"), max_length=60, blank=True)
    tracking_number = models.CharField(_("numéro de suivi"), max_length=60, blank=True)
    reserved_until = models.DateTimeField(null=True, editable=False)
    paid_at = models.DateTimeField(_("payée le"), null=True, editable=False)
    shipped_at = models.DateTimeField(_("expédiée le"), null=True, editable=False)
    delivered_at = models.DateTimeField(_("livrée le"), null=True, editable=False)
    withdrawn_at = models.DateTimeField(_("rétractation le"), null=True, editable=False)

    objects = OrderQuerySet.as_manager()

    class Meta:
        verbose_name = _("commande")
        verbose_name_plural = _("commandes")
        indexes = [
            *sort_indexes("shop_order", {"owner": "owner"}, {"created": "created_at", "name": "sort_name"}),
            models.Index(fields=["status", "paid_at", "id"], name="shop_order_queue", condition=Q(status__in=TO_SHIP)),
            models.Index(fields=["reserved_until"], name="shop_order_reserved", condition=Q(status=Status.TO_PAY)),
            SearchIndex(fields=["owner", "search_text"], name="shop_order_search"),
        ]
        constraints = [
            models.CheckConstraint(name="shop_order_status_known", condition=Q(status__in=Status.values)),
            models.CheckConstraint(
                name="shop_order_shipped_was_paid",
                condition=Q(status__in=[Status.TO_PAY, Status.CANCELLED]) | Q(paid_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    @reads("id")
    def number(self) -> str:
        """`CMD-000012`."""
        return NUMBER.format(self.pk or 0)

    def get_absolute_url(self) -> str:
        return reverse("subscriptions:order", args=[self.pk])

    def search_parts(self) -> list:
        return [self.delivery_name, self.billing["name"], self.delivery["city"], self.tracking_number]

    def sort_key(self) -> str:
        return self.delivery_name

    def touch(self) -> None:
        self.version += 1
        self.fill_search()

    @property
    def next_step(self) -> str:
        return str(NEXT_STEPS[self.status])

    @property
    @reads("gross")
    def gross_label(self) -> str:
        return format_euros(self.gross)

    @property
    def is_consumers(self) -> bool:
        """Return whether a person bought for themselves: companies have no right to withdraw."""
        return not self.billing.get("siren")

    def totals(self) -> Totals:
        return totals_of(line.as_line for line in self.lines.all())


class OrderLine(models.Model):
    """`item` is None for the carriage."""

    order = models.ForeignKey(Order, models.CASCADE, related_name="lines")
    item = models.ForeignKey(Item, models.PROTECT, null=True, related_name="order_lines")
    label = models.CharField(_("désignation"), max_length=200)
    quantity = models.PositiveIntegerField(_("quantité"))
    unit_net = models.DecimalField(_("prix HT"), max_digits=9, decimal_places=2)
    vat_rate = models.DecimalField(_("TVA (%)"), max_digits=5, decimal_places=2)

    class Meta:
        verbose_name = _("ligne de commande")
        verbose_name_plural = _("lignes de commande")
        ordering = ["pk"]

    @property
    def as_line(self) -> Line:
        return Line(self.label, Decimal(self.quantity), self.unit_net, self.vat_rate)

    @property
    def net(self) -> Decimal:
        return self.as_line.net

    @property
    def quantity_label(self) -> str:
        return str(self.quantity)
