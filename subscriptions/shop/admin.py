"""The shop in the administration, to read."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission
from portal.administration.steps import RecordAdmin, ShownInline
from subscriptions.shop.models import Item, Order, OrderLine
from subscriptions.shop.rates import ShippingRate


class OrderLineInline(ShownInline):
    model = OrderLine


@admin.register(Order)
class OrderAdmin(RecordAdmin):
    page_right = Permission.ORDERS
    list_display = ["number", "status", "delivery_name", "gross", "owner", "created_at"]
    list_filter = ["status", ("created_at", admin.DateFieldListFilter)]
    list_select_related = ["owner"]
    search_fields = ["search_text"]
    search_help_text = _("Nom, ville, numéro de suivi.")
    ordering = ["-created_at", "-pk"]
    sortable_by = ["created_at", "delivery_name"]
    inlines = [OrderLineInline]


@admin.register(Item)
class ItemAdmin(RecordAdmin):
    page_right = Permission.SHOP_MANAGE
    list_display = ["name", "reference", "price", "vat_rate", "stock", "weight", "is_active"]
    list_filter = ["is_active", "vat_rate"]
    search_fields = ["search_text"]
    search_help_text = _("Nom, référence.")
    ordering = ["sort_name", "pk"]
    sortable_by = ["name", "stock"]


@admin.register(ShippingRate)
class ShippingRateAdmin(RecordAdmin):
    page_right = Permission.SHOP_MANAGE
    list_display = ["zone", "up_to", "price", "retired_at"]
    list_filter = ["zone", ("retired_at", admin.EmptyFieldListFilter)]
    search_fields = ["search_text"]
    search_help_text = _("Zone, poids.")
    ordering = ["sort_name", "pk"]
    sortable_by = ["zone", "price"]
