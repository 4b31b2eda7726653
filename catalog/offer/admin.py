from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from catalog.offer.models import Condition, ContractOffer, Partner, Product
from portal.administration.pages import DeskAdmin, ReadingAdmin


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
    exclude = ["documents"]  # chosen in L'offre, in versions
    inlines = [ConditionInline]


@admin.register(Partner)
class PartnerAdmin(ReadingAdmin):
    list_display = ["name", "email", "phone", "reference_alphabet", "reference_digits", "is_active"]
    list_filter = ["is_active"]
    search_fields = ["name"]
    fieldsets = [
        (None, {"fields": ["name", "summary", "website", "email", "phone", "is_active"]}),
        (_("Références"), {"fields": ["reference_alphabet", "reference_digits"]}),
    ]


@admin.register(ContractOffer)
class ContractOfferAdmin(ReadingAdmin):
    list_display = ["name", "partner", "kind", "risk", "is_active"]
    list_filter = ["is_active", "kind"]
    list_select_related = ["partner"]
    search_fields = ["name", "partner__name"]
    fieldsets = [(None, {"fields": ["partner", "name", "kind", "risk", "summary", "is_active"]})]
