"""Plans, subscriptions and purchases in the administration: read only."""

from django.contrib import admin

from portal.administration.pages import ReadingAdmin
from portal.administration.steps import ShownInline
from subscriptions.plans.models import Content, Period, Plan, PlanPrice, Purchase, Subscription


class PriceInline(ShownInline):
    model = PlanPrice


class PeriodInline(ShownInline):
    model = Period
    fields = ["version", "starts_on", "ends_before", "full_amount", "at_will", "ended_at", "superseded_at"]


@admin.register(Content)
class ContentAdmin(ReadingAdmin):
    list_display = ["name", "code", "rank"]
    ordering = ["rank", "name"]


@admin.register(Plan)
class PlanAdmin(ReadingAdmin):
    list_display = ["name", "rank", "retired_at"]
    ordering = ["rank", "name"]
    inlines = [PriceInline]


@admin.register(Subscription)
class SubscriptionAdmin(ReadingAdmin):
    list_display = ["account", "current", "created_at"]
    list_select_related = ["account", "current__version__plan"]
    search_fields = ["account__email"]
    ordering = ["-created_at", "-pk"]
    inlines = [PeriodInline]


@admin.register(Purchase)
class PurchaseAdmin(ReadingAdmin):
    list_display = ["subscription", "kind", "version", "state", "amount", "by", "created_at"]
    list_filter = ["state", "kind"]
    list_select_related = ["subscription__account", "version__plan", "by"]
    search_fields = ["subscription__account__email"]
    ordering = ["-created_at", "-pk"]
