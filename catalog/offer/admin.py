from django.contrib import admin

from catalog.offer.models import Condition, Product
from portal.administration.pages import DeskAdmin


class ConditionInline(admin.TabularInline):
    model = Condition
    extra = 0

    def has_delete_permission(self, request, obj=None) -> bool:
        """An article may go: contracts already sent keep theirs in their frozen document."""
        return self.has_change_permission(request, obj)


@admin.register(Product)
class ProductAdmin(DeskAdmin):
    list_display = [
        "name",
        "reference",
        "billing",
        "net_price",
        "vat_rate",
        "duration_months",
        "is_active",
    ]
    list_filter = ["is_active", "billing"]
    search_fields = ["name", "reference"]
    inlines = [ConditionInline]
