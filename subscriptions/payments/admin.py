"""Payments in the administration: read; the processor alone moves them."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from portal.administration.pages import ReadingAdmin
from portal.core.values.money import format_amount
from subscriptions.payments.models import CardSetup, Payment, PaymentMethod, ProcessorEvent, Refund


@admin.register(Payment)
class PaymentAdmin(ReadingAdmin):
    list_display = ["id", "shown_amount", "status", "payer", "purpose", "created_at", "paid_at"]
    list_filter = ["status", "gateway", ("created_at", admin.DateFieldListFilter)]
    list_select_related = ["payer"]
    search_fields = ["processor_reference", "payer__email"]
    search_help_text = _("Référence chez le prestataire, e-mail du payeur.")
    ordering = ["-created_at"]

    @admin.display(description=_("montant"))
    def shown_amount(self, row) -> str:
        return format_amount(row.amount, row.currency)


@admin.register(PaymentMethod)
class PaymentMethodAdmin(ReadingAdmin):
    list_display = ["__str__", "account", "expiry", "kept", "replaced_at", "detached_at"]
    list_select_related = ["account"]
    ordering = ["-created_at"]


@admin.register(CardSetup)
class CardSetupAdmin(ReadingAdmin):
    list_display = ["id", "account", "state", "replaces", "method", "begun_at", "settled_at"]
    list_filter = ["state"]
    list_select_related = ["account", "replaces", "method"]
    ordering = ["-begun_at"]


@admin.register(Refund)
class RefundAdmin(ReadingAdmin):
    list_display = ["payment", "amount", "state", "reason", "created_at", "done_at"]
    list_filter = ["state"]
    list_select_related = ["payment"]
    ordering = ["-created_at"]


@admin.register(ProcessorEvent)
class ProcessorEventAdmin(ReadingAdmin):
    list_display = ["event_id", "kind", "received_at", "handled_at", "outcome"]
    list_filter = ["kind"]
    ordering = ["-received_at"]
