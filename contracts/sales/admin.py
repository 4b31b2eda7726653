"""Contracts in the administration: read, searched, moved through the same door as everywhere."""

from django.contrib import admin, messages
from django.utils.translation import gettext_lazy as _

from contracts.sales.actions import confirming
from contracts.sales.models import Call, Contract
from portal.audit.transitions import Refused


class CallInline(admin.TabularInline):
    model = Call
    extra = 0
    can_delete = False
    readonly_fields = ["by", "at", "outcome", "note"]

    def has_add_permission(self, request, obj=None):
        return False


@admin.register(Contract)
class ContractAdmin(admin.ModelAdmin):
    list_display = ["number", "display_name", "product_name", "status", "owner", "signed_at"]
    list_filter = ["status", "agency"]
    search_fields = ["search_text"]
    list_select_related = ["owner", "product"]
    date_hierarchy = "created_at"
    show_full_result_count = False
    inlines = [CallInline]
    actions = ["validate_selected", "unreachable_selected", "unpaid_selected"]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_readonly_fields(self, request, obj=None):
        return [field.name for field in Contract._meta.concrete_fields]

    @admin.action(description=_("Valider les contrats choisis"))
    def validate_selected(self, request, queryset):
        self._each(request, queryset, lambda contract: confirming.validate(contract=contract, by=request.user))

    @admin.action(description=_("Déclarer injoignables"))
    def unreachable_selected(self, request, queryset):
        reason = str(_("Déclaré depuis l’administration"))
        self._each(
            request,
            queryset,
            lambda contract: confirming.declare_unreachable(contract=contract, reason=reason, by=request.user),
        )

    @admin.action(description=_("Déclarer impayés"))
    def unpaid_selected(self, request, queryset):
        reason = str(_("Déclaré depuis l’administration"))
        self._each(
            request,
            queryset,
            lambda contract: confirming.declare_unpaid(contract=contract, reason=reason, by=request.user),
        )

    def _each(self, request, queryset, step) -> None:
        done = 0
        for contract in queryset:
            try:
                step(contract)
                done += 1
            except Refused as refusal:
                self.message_user(request, f"{contract.number} : {refusal.sentence}", messages.WARNING)
        if done:
            self.message_user(request, _("%(done)s contrat(s) traité(s).") % {"done": done}, messages.SUCCESS)
