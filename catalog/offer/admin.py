from django.contrib import admin

from catalog.offer.models import Condition, Product


class ConditionInline(admin.TabularInline):
    model = Condition
    extra = 0


@admin.register(Product)
class ProductAdmin(admin.ModelAdmin):
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
